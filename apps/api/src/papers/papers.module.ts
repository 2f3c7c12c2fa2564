import { Module } from '@nestjs/common';
import { ActService } from './act.service.js';
import { NameCasesController } from './name-cases.controller.js';
import { NominationsService } from './nominations.service.js';
import { OfficersController } from './officers.controller.js';
import { OrderService } from './order.service.js';
import { OrganisationPapersController } from './organisation-papers.controller.js';
import { PairPapersController } from './pair-papers.controller.js';
import { PlanService } from './plan.service.js';
import { PracticesController } from './practices.controller.js';
import { PracticesService } from './practices.service.js';
import { ProgrammePapersController } from './programme-papers.controller.js';
import { PublicationService } from './publication.service.js';
import { RegisterService } from './register.service.js';
import { StatisticsService } from './statistics.service.js';
import { TemplatesController } from './templates.controller.js';
import { TemplatesService } from './templates.service.js';

@Module({
  controllers: [
    OfficersController,
    NameCasesController,
    TemplatesController,
    ProgrammePapersController,
    PairPapersController,
    OrganisationPapersController,
    PracticesController,
  ],
  providers: [
    ActService,
    PlanService,
    TemplatesService,
    OrderService,
    RegisterService,
    StatisticsService,
    NominationsService,
    PublicationService,
    PracticesService,
  ],
})
export class PapersModule {}
