export * from './embedded-postgres/index.js';
export { startStandalone, type Standalone, type StandaloneOptions } from './start-standalone.js';
