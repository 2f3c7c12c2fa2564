export { withDatabase, withPostgres, type DatabaseOptions, type TestDatabase } from './database.js';
export { withQueues } from './queues.js';
export {
  Client,
  newOrganisation,
  OPERATOR_KEY,
  REGION_KEY,
  withService,
  type Answer,
  type Service,
} from './service.js';
export * from './people.js';
export * from './imports.js';
export * from './running-school.js';
export * from './receiver.js';
