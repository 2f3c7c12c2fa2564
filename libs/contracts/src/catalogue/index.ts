/**
 * The shapes of catalogue data: forms with their rules, topics, instruments, indicators, targets.
 * What a school or a region may extend is data of these shapes, never code. The loader of
 * `@app/catalogue` checks every file against them; the pure libraries declare structurally equal types.
 */
export * from './entry.js';
export * from './rules.js';
export * from './policy.js';
export * from './forms.js';
export * from './measuring.js';
export * from './tables.js';
export * from './papers.js';
export * from './programme-year.js';
export * from './data.js';
