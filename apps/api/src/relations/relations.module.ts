import { Module } from '@nestjs/common';
import { CompatibilitiesController } from './compatibilities.controller.js';
import { CompatibilitiesService } from './compatibilities.service.js';
import { PreferencesController } from './preferences.controller.js';
import { RestrictionsController } from './restrictions.controller.js';
import { RestrictionsService } from './restrictions.service.js';

@Module({
  controllers: [RestrictionsController, CompatibilitiesController, PreferencesController],
  providers: [RestrictionsService, CompatibilitiesService],
})
export class RelationsModule {}
