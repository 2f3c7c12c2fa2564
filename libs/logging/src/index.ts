export * from './stderr-logger.js';
