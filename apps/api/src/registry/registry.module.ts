import { Module } from '@nestjs/common';
import { DenominatorsController } from './denominators.controller.js';
import { MeController } from './me.controller.js';
import { OrganisationsController } from './organisations.controller.js';
import { RegionsController } from './regions.controller.js';

@Module({ controllers: [MeController, RegionsController, OrganisationsController, DenominatorsController] })
export class RegistryModule {}
