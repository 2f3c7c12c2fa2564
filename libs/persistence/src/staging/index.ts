export type { StagedImport, StagedRow } from './copy-lines.js';
export * from './staged-rows.js';
