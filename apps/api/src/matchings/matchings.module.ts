import { Module } from '@nestjs/common';
import { RegionMatchingsModule } from '../region-matchings/region-matchings.module.js';
import { DecisionsService } from './decisions.service.js';
import { MatchingAnswersController } from './matching-answers.controller.js';
import { MatchingsController } from './matchings.controller.js';
import { MatchingsService } from './matchings.service.js';
import { QuestionsService } from './questions.service.js';

@Module({
  imports: [RegionMatchingsModule],
  controllers: [MatchingsController, MatchingAnswersController],
  providers: [MatchingsService, QuestionsService, DecisionsService],
})
export class MatchingsModule {}
