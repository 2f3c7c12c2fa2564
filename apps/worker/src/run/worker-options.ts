import type { WorkerOptions } from 'bullmq';

/** How a processor takes jobs; how many at a time is configuration (`RunProcessor`). A worker that is killed loses its lock after 15 s at most; its job is then started again by another. */
export const WORKER_OPTIONS: Omit<WorkerOptions, 'connection'> = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  // A run is fenced by its attempt, so that starting it again is always safe.
  maxStalledCount: 5,
};
