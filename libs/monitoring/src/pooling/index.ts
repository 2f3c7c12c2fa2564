export { randomEffects, type Pooled, type Study } from './random-effects.js';
