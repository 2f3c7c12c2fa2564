import type { MessagePort } from 'node:worker_threads';
import { matchPool, ProblemError, verify, whyNotInPool } from '@app/matching';
import type { Pool, PoolResult, WhyNot } from '@app/matching';

/** Runs in a thread of its own: no arithmetic may hold up the worker's signs of life. */
export interface SolveTask {
  pool: Pool;
  /** Gets the share done, 0…1. */
  port: MessagePort;
}

/** Errors lose their class on the way between threads, so that an expected refusal travels as a value. */
export type Solved = { ok: true; result: PoolResult } | { ok: false; code: string; path: string };

const REPORT_EVERY_MS = 100;

/** One matching with its certificate checked. Throws when the engine's answer does not verify: it is not to be used. */
export function solve({ pool, port }: SolveTask): Solved {
  let reportedAt = 0;
  const onProgress = (share: number) => {
    const now = performance.now();
    if (now - reportedAt < REPORT_EVERY_MS) return;
    reportedAt = now;
    port.postMessage(share);
  };
  try {
    const result = matchPool(pool, { onProgress });
    const wrong = verify(result.problem, result.result);
    if (wrong.length > 0) throw new Error(`the result does not verify: ${wrong.slice(0, 3).join('; ')}`);
    return { ok: true, result };
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'unsupported') {
      return { ok: false, code: error.code, path: error.path };
    }
    throw error;
  } finally {
    port.close();
  }
}

export interface WhyNotTask {
  pool: Pool;
  /** Of the stored matching. */
  certificate: Pick<PoolResult, 'problem' | 'result' | 'ids'>;
  mentor: string;
  mentee: string;
}

/** "Why not this mentor?", priced by the stored matching. */
export function whyNot({ pool, certificate, mentor, mentee }: WhyNotTask): WhyNot {
  return whyNotInPool(pool, certificate, mentor, mentee);
}
