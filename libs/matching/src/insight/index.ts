export { diffRuns, type MenteeChange, type RunDiff, type RunTotals } from './diff-runs.js';
export { fairness, type GroupFigures } from './fairness.js';
export type { SolvedRun } from './run.js';
