import { Module } from '@nestjs/common';
import { DecisionsService } from './decisions.service.js';
import { MatchingsController } from './matchings.controller.js';
import { MatchingsService } from './matchings.service.js';
import { QuestionsService } from './questions.service.js';

@Module({
  controllers: [MatchingsController],
  providers: [MatchingsService, QuestionsService, DecisionsService],
})
export class MatchingsModule {}
