import { Module } from '@nestjs/common';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { MarkedFilesService } from './marked-files.service.js';
import { RelationsController } from './relations.controller.js';

@Module({
  controllers: [ImportsController, RelationsController],
  providers: [ImportsService, MarkedFilesService],
  exports: [ImportsService],
})
export class ImportsModule {}
