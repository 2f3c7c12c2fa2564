import type { MessagePort } from 'node:worker_threads';
import { loadMixedSolver, ProblemError } from '@app/matching';
import type { OrganisationPool, SharedPool } from './organisation-pool.js';
import { solvePart } from './solve-part.js';
import type { SolvedPart } from './solve-part.js';

export interface PartTask {
  shared: SharedPool;
  /** Brings the organisations' pools, then `null`; gets the share done, 0…1. */
  port: MessagePort;
}

/** Errors lose their class on the way between threads, so that an expected refusal travels as a value. */
export type PartAnswer = { ok: true; solved: SolvedPart } | { ok: false; code: string; path: string };

const REPORT_EVERY_MS = 100;

/** Solves a part in a thread of its own, which alone holds all its people at once. */
export async function solve({ shared, port }: PartTask): Promise<PartAnswer> {
  let reportedAt = 0;
  const onProgress = (share: number) => {
    const now = performance.now();
    if (now - reportedAt < REPORT_EVERY_MS) return;
    reportedAt = now;
    port.postMessage(share);
  };
  try {
    await loadMixedSolver();
    const pools = await received(port);
    return { ok: true, solved: solvePart(shared, pools, { onProgress }) };
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'unsupported') {
      return { ok: false, code: error.code, path: error.path };
    }
    throw error;
  } finally {
    port.close();
  }
}

function received(port: MessagePort): Promise<OrganisationPool[]> {
  return new Promise((resolve, reject) => {
    const pools: OrganisationPool[] = [];
    port.on('message', (pool: OrganisationPool | null) => {
      if (pool === null) resolve(pools);
      else pools.push(pool);
    });
    port.on('close', () => reject(new Error('the pools did not come to an end')));
  });
}
