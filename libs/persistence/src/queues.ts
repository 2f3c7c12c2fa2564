import type { ServerQueueConfig } from '@app/config';
import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import type { ConnectionOptions } from 'bullmq';

/** BullMQ's tables live apart from the domain's. */
export const QUEUE_SCHEMA = 'bullmq';

/**
 * Chooses BullMQ's backend for the whole process; call it before any module that makes queues is built
 * (`@nestjs/bullmq` has no option of its own for this).
 */
export function useQueueBackend(queues: ServerQueueConfig): void {
  if (queues.backend === 'postgres') setDefaultBackendFactory(createPostgresBackend);
  else setDefaultBackendFactory();
}

/** The `connection` option of `BullModule.forRoot`, queues and workers. */
export function queueConnection(queues: ServerQueueConfig): ConnectionOptions {
  if (queues.backend === 'redis') return { url: queues.url, maxRetriesPerRequest: null };
  const options = { connectionString: queues.databaseUrl, schema: QUEUE_SCHEMA, max: 2, keepAlive: true };
  // The types of BullMQ are those of Redis whichever backend is set.
  return options;
}
