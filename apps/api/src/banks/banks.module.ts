import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import { BanksController } from './banks.controller.js';
import { BanksService } from './banks.service.js';

@Module({ imports: [ImportsModule], controllers: [BanksController], providers: [BanksService] })
export class BanksModule {}
