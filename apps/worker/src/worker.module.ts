import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { ServerConfig } from '@app/config';
import { PersistenceModule } from '@app/persistence';
import { ConfigModule } from './config.module.js';
import { ContinuedSearchModule } from './continued-search/continued-search.module.js';
import { FileMarkingModule } from './file-marking/file-marking.module.js';
import { HousekeepingService } from './housekeeping.service.js';
import { ImportModule } from './import/import.module.js';
import { MatchingQuestionModule } from './matching-question/matching-question.module.js';
import { MatchingRunModule } from './matching-run/matching-run.module.js';
import { MeetingRoundModule } from './meeting-round/meeting-round.module.js';
import { ProgrammeQuestionModule } from './programme-question/programme-question.module.js';
import { RegionMatchingModule } from './region-matching/region-matching.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

@Module({})
export class WorkerModule {
  static forRoot(config: ServerConfig): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.forRoot(config),
        PersistenceModule.forRoot(config),
        ImportModule,
        MatchingQuestionModule,
        MatchingRunModule,
        ContinuedSearchModule,
        FileMarkingModule,
        MeetingRoundModule,
        ProgrammeQuestionModule,
        RegionMatchingModule,
        ReportsModule,
        WebhooksModule,
      ],
      providers: [HousekeepingService],
    };
  }
}
