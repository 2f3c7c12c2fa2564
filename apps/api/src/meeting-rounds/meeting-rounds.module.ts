import { Module } from '@nestjs/common';
import { MeetingRoundsController } from './meeting-rounds.controller.js';
import { MeetingRoundsService } from './meeting-rounds.service.js';

@Module({ controllers: [MeetingRoundsController], providers: [MeetingRoundsService] })
export class MeetingRoundsModule {}
