import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import { ConsultantsService } from './consultants.service.js';
import { GroupsService } from './groups.service.js';
import { MeetingsController } from './meetings.controller.js';
import { MeetingsService } from './meetings.service.js';
import { PairPeopleController } from './pair-people.controller.js';
import { PairsController } from './pairs.controller.js';
import { PairsService } from './pairs.service.js';
import { PetitionsController } from './petitions.controller.js';
import { PetitionsService } from './petitions.service.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';
import { SupportController } from './support.controller.js';
import { SupportService } from './support.service.js';
import { TransitionsService } from './transitions.service.js';

@Module({
  imports: [ImportsModule],
  controllers: [
    PairsController,
    MeetingsController,
    PlansController,
    PairPeopleController,
    PetitionsController,
    SupportController,
  ],
  providers: [
    PairsService,
    TransitionsService,
    MeetingsService,
    PlansService,
    ConsultantsService,
    GroupsService,
    PetitionsService,
    SupportService,
  ],
})
export class PairsModule {}
