import type { MessagePort } from 'node:worker_threads';
import type { WishView } from '@app/contracts';
import { loadMixedSolver, matchPool, ProblemError, verify } from '@app/matching';
import type { Pool, PoolResult } from '@app/matching';
import { packJson } from './packed-json.js';
import { wishOf } from './wish.js';

/** Runs in a thread of its own: no arithmetic may hold up the worker's signs of life. */
export interface SolveTask {
  pool: Pool;
  /** Packed certificate of the matching that this one is compared with. */
  basedOn: Uint8Array | null;
  /** Gets the share done, 0…1. */
  port: MessagePort;
}

/** A matching as it leaves the thread: its certificate packed, since nobody on the way reads it. */
export interface SolvedMatching extends Pick<PoolResult, 'summary' | 'suggestions' | 'unmatched'> {
  certificate: Uint8Array;
  /** Null where there is nothing to compare. */
  wish: WishView | null;
}

/** Errors lose their class on the way between threads, so that an expected refusal travels as a value. */
export type Solved = { ok: true; matching: SolvedMatching } | { ok: false; code: string; path: string };

const REPORT_EVERY_MS = 100;

/** One matching with its certificate checked. Throws when the engine's answer does not verify: it is not to be used. */
export async function solve({ pool, basedOn, port }: SolveTask): Promise<Solved> {
  await loadMixedSolver();
  let reportedAt = 0;
  const onProgress = (share: number) => {
    const now = performance.now();
    if (now - reportedAt < REPORT_EVERY_MS) return;
    reportedAt = now;
    port.postMessage(share);
  };
  try {
    const { problem, result, ids, ...told } = matchPool(pool, { onProgress });
    const wrong = verify(problem, result);
    if (wrong.length > 0) throw new Error(`the result does not verify: ${wrong.slice(0, 3).join('; ')}`);
    const certificate = packJson({ problem, result, ids });
    const wish = basedOn && wishOf(basedOn, { problem, result, ids });
    return { ok: true, matching: { ...told, certificate, wish } };
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'unsupported') {
      return { ok: false, code: error.code, path: error.path };
    }
    throw error;
  } finally {
    port.close();
  }
}
