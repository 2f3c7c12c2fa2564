import { Module } from '@nestjs/common';
import { MeetingRoundProcessor } from './meeting-round.processor.js';
import { PlanThreads } from './plan-threads.js';

@Module({ providers: [PlanThreads, MeetingRoundProcessor] })
export class MeetingRoundModule {}
