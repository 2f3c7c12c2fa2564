import { Module } from '@nestjs/common';
import { PairsController } from './pairs.controller.js';
import { PairsService } from './pairs.service.js';
import { TransitionsService } from './transitions.service.js';

@Module({ controllers: [PairsController], providers: [PairsService, TransitionsService] })
export class PairsModule {}
