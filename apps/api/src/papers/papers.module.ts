import { Module } from '@nestjs/common';
import { NameCasesController } from './name-cases.controller.js';
import { OfficersController } from './officers.controller.js';
import { OrderService } from './order.service.js';
import { ProgrammePapersController } from './programme-papers.controller.js';
import { TemplatesController } from './templates.controller.js';
import { TemplatesService } from './templates.service.js';

@Module({
  controllers: [OfficersController, NameCasesController, TemplatesController, ProgrammePapersController],
  providers: [TemplatesService, OrderService],
})
export class PapersModule {}
