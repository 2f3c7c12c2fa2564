export * from './bank.entities.js';
export * from './monitoring.entities.js';
export * from './programme.entities.js';
export * from './region-matching.entities.js';
export * from './registry.entities.js';
export * from './run.entities.js';
export * from './webhook.entities.js';
