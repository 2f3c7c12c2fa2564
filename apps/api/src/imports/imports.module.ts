import { Module } from '@nestjs/common';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { RelationsController } from './relations.controller.js';

@Module({
  controllers: [ImportsController, RelationsController],
  providers: [ImportsService],
  exports: [ImportsService],
})
export class ImportsModule {}
