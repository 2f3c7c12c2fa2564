export * from './columns.js';
export * from './outcome.js';
export * from './parts.js';
export * from './people.js';
export * from './rows.js';
export * from './shares.js';
