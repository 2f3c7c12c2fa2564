export { withDatabase, withPostgres, type DatabaseOptions, type TestDatabase } from './database.js';
export { withQueues } from './queues.js';
