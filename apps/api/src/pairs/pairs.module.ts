import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import { PairsController } from './pairs.controller.js';
import { PairsService } from './pairs.service.js';
import { TransitionsService } from './transitions.service.js';

@Module({
  imports: [ImportsModule],
  controllers: [PairsController],
  providers: [PairsService, TransitionsService],
})
export class PairsModule {}
