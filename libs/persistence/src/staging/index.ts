export { copyLines, STAGED_COLUMNS } from './copy-lines.js';
export type { StagedImport, StagedRow } from './copy-lines.js';
export * from './staged-rows.js';
