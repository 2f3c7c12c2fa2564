export * from './error-codes.js';
export * from './jobs.js';
export * from './roles.js';
export * from './vocabulary.js';
