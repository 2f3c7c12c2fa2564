import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { ServerQueueConfig } from '@app/config';
import { QUEUE_NAMES } from '@app/contracts';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';
import { Database } from './database.js';
import type { Queues } from './outbox.js';
import { queueConnection } from './queues.js';

/** Token of the map from queue name to queue. */
export const QUEUE_MAP = Symbol('queues');

/** The database and the queues, for API and worker alike. */
@Module({})
export class PersistenceModule {
  static forRoot(options: {
    databaseUrl: string;
    queues: ServerQueueConfig;
    databasePoolSize: number;
  }): DynamicModule {
    const queues = QUEUE_NAMES.map((name) => ({ name }));
    return {
      module: PersistenceModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot(dataSourceOptions(options.databaseUrl, options.databasePoolSize)),
        BullModule.forRoot({ connection: queueConnection(options.queues) }),
        BullModule.registerQueue(...queues),
      ],
      providers: [
        { provide: Database, useFactory: (source: DataSource) => new Database(source), inject: [DataSource] },
        {
          provide: QUEUE_MAP,
          useFactory: (...all: Queue[]): Queues =>
            new Map(QUEUE_NAMES.map((name, i) => [name, all[i] as Queue])),
          inject: QUEUE_NAMES.map((name) => getQueueToken(name)),
        },
      ],
      exports: [Database, QUEUE_MAP, BullModule],
    };
  }
}
