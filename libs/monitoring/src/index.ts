/**
 * Monitoring, pure: answers → scales → change of one programme (stages 1 and 2) → stored moments → the region's
 * pools behind disclosure control. Figures are defined in `README.md`.
 */
export * from './scoring/index.js';
export * from './change/index.js';
export * from './stage1/index.js';
export * from './strategy/index.js';
export * from './moments/index.js';
export * from './pooling/index.js';
export * from './disclosure/index.js';
export * from './region/index.js';
export { DEFAULT_SOU_WEIGHTS, markFigures, type MarkCounts, type MarkFigures } from './marks.js';
export { cronbachAlpha } from './reliability.js';
