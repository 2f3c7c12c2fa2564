export * from './scoring/index.js';
export * from './change/index.js';
export { cronbachAlpha } from './reliability.js';
