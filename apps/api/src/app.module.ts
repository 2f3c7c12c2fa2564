import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { ServerConfig } from '@app/config';
import { PersistenceModule } from '@app/persistence';
import { ThrottlerModule } from '@nestjs/throttler';
import { AuditModule } from './audit/audit.module.js';
import { BanksModule } from './banks/banks.module.js';
import { CatalogueModule } from './catalogue/catalogue.module.js';
import { ConfigModule } from './config.module.js';
import { EffectivenessModule } from './effectiveness/effectiveness.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { HealthModule } from './health/health.module.js';
import { AuthGuard } from './http/auth.guard.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { RateLimitGuard } from './http/rate-limit.guard.js';
import { ProblemFilter } from './http/problem.filter.js';
import { validationPipe } from './http/validation.pipe.js';
import { ImportsModule } from './imports/imports.module.js';
import { MatchingsModule } from './matchings/matchings.module.js';
import { MeetingRoundsModule } from './meeting-rounds/meeting-rounds.module.js';
import { MentorSchoolModule } from './mentor-school/mentor-school.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { PapersModule } from './papers/papers.module.js';
import { PairsModule } from './pairs/pairs.module.js';
import { ProgrammesModule } from './programmes/programmes.module.js';
import { RegionMatchingsModule } from './region-matchings/region-matchings.module.js';
import { RegistryModule } from './registry/registry.module.js';
import { RemindersModule } from './reminders/reminders.module.js';
import { RoadMapModule } from './road-map/road-map.module.js';
import { PeopleModule } from './people/people.module.js';
import { RelationsModule } from './relations/relations.module.js';
import { RunsModule } from './runs/runs.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

@Module({})
export class AppModule {
  static forRoot(config: ServerConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        PersistenceModule.forRoot(config),
        ThrottlerModule.forRoot([{ ttl: 60_000, limit: config.rateLimitPerMinute }]),
        RunsModule,
        HealthModule,
        CatalogueModule,
        RegistryModule,
        ImportsModule,
        BanksModule,
        ExportsModule,
        TemplatesModule,
        // Before the module of `destruction-acts/:act`, which would take `:act.docx` for an id.
        PapersModule,
        PeopleModule,
        RelationsModule,
        AuditModule,
        ProgrammesModule,
        RoadMapModule,
        RemindersModule,
        MeetingRoundsModule,
        MentorSchoolModule,
        MatchingsModule,
        RegionMatchingsModule,
        PairsModule,
        MonitoringModule,
        EffectivenessModule,
        WebhooksModule,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: RateLimitGuard },
        { provide: APP_PIPE, useFactory: validationPipe },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
    };
  }
}
