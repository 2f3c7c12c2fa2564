import { Module } from '@nestjs/common';
import { RoadMapController } from './road-map.controller.js';
import { RoadMapService } from './road-map.service.js';

@Module({ controllers: [RoadMapController], providers: [RoadMapService] })
export class RoadMapModule {}
