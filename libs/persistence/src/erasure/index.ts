export * from './acts.js';
export * from './erase.js';
export * from './kept.js';
export * from './rules.js';
