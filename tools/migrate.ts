import { loadServerConfig } from '@app/config';
import { migrate } from '@app/persistence';

/** `npm run migrate`: brings the database of `DATABASE_URL` up to date, and the queues' schema when they are on it. */
const config = loadServerConfig();
await migrate({ databaseUrl: config.databaseUrl, queuesOnPostgres: config.queues.backend === 'postgres' });
console.error('The schema is up to date.');
