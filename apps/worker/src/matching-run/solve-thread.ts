import type { MessagePort } from 'node:worker_threads';
import type { KeptView, WishView } from '@app/contracts';
import { loadMixedSolver, matchPool, ProblemError, verify } from '@app/matching';
import type { Pool, PoolResult, Watch } from '@app/matching';
import { matchKeeping } from './keep-announced.js';
import { packJson, unpackJson } from './packed-json.js';
import { wishOf } from './wish.js';
import type { Certificate } from './wish.js';

export interface EarlierMatching {
  certificate: Uint8Array;
  /** Set: as few of its pairs change as this loss allows. */
  keepAnnounced: { maxLossPercent: number } | null;
}

/** Runs in a thread of its own: no arithmetic may hold up the worker's signs of life. */
export interface SolveTask {
  pool: Pool;
  /** The matching that this one is compared with; its certificate is packed. */
  basedOn: EarlierMatching | null;
  /** Gets the share done, 0…1. */
  port: MessagePort;
}

/** A matching as it leaves the thread: its certificate packed, since nobody on the way reads it. */
export interface SolvedMatching extends Pick<PoolResult, 'summary' | 'suggestions' | 'unmatched'> {
  certificate: Uint8Array;
  /** Null where there is nothing to compare. */
  wish: WishView | null;
  kept: KeptView | null;
}

/** Errors lose their class on the way between threads, so that an expected refusal travels as a value. */
export type Solved = { ok: true; matching: SolvedMatching } | { ok: false; path: string };

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
    const earlier = basedOn && unpackJson<Certificate>(basedOn.certificate);
    const { found, kept } = match(pool, earlier, basedOn?.keepAnnounced ?? null, { onProgress });
    const { problem, result, ids, ...told } = found;
    const wrong = verify(problem, result);
    if (wrong.length > 0) throw new Error(`the result does not verify: ${wrong.slice(0, 3).join('; ')}`);
    const certificate = packJson({ problem, result, ids });
    const wish = earlier && wishOf(earlier, { problem, result, ids });
    return { ok: true, matching: { ...told, certificate, wish, kept } };
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'unsupported') {
      return { ok: false, path: basedOn?.keepAnnounced ? 'keepAnnounced' : `policy.${error.path}` };
    }
    throw error;
  } finally {
    port.close();
  }
}

function match(
  pool: Pool,
  earlier: Certificate | null,
  keepAnnounced: EarlierMatching['keepAnnounced'],
  watch: Watch,
): { found: PoolResult; kept: KeptView | null } {
  if (!earlier || !keepAnnounced) return { found: matchPool(pool, watch), kept: null };
  return matchKeeping(pool, earlier, keepAnnounced, watch);
}
