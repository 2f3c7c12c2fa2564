import { Module } from '@nestjs/common';
import { ProgrammesController } from './programmes.controller.js';
import { ProgrammesService } from './programmes.service.js';
import { SearchService } from './search.service.js';

@Module({ controllers: [ProgrammesController], providers: [ProgrammesService, SearchService] })
export class ProgrammesModule {}
