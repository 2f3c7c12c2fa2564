import type { Measure } from './measure.js';

/** The two-sided 5 % point that Jacobson & Truax (1991) use. */
const RELIABLE = 1.959964;

export interface ReliableChange {
  improved: number;
  same: number;
  worse: number;
  /** The SD that the change was set against, and whose it is. */
  sd: number;
  sdFrom: 'norm' | 'entry';
  retest: number;
}

/**
 * Reliable change of every person: RC = d/(S·√(2(1−r))), S the registered norm SD or else SD_x, r the registered
 * retest reliability; beyond ±1.959964 it is reliable (Jacobson & Truax 1991).
 *
 * @returns counts, or the reason why there are none.
 */
export function reliableChange(
  d: readonly number[],
  sdX: number | null,
  measure: Pick<Measure, 'direction' | 'reliability'>,
): ReliableChange | 'band' | 'no-reliability' | 'zero-variance' {
  if (measure.direction === 'band') return 'band';
  const retest = measure.reliability?.retest;
  if (retest === undefined) return 'no-reliability';
  const norm = measure.reliability?.normSd;
  const sd = norm ?? sdX ?? 0;
  const unit = sd * Math.sqrt(2 * (1 - retest));
  if (!(unit > 0)) return 'zero-variance';
  const improved = d.filter((value) => value / unit > RELIABLE).length;
  const worse = d.filter((value) => value / unit < -RELIABLE).length;
  return {
    improved,
    same: d.length - improved - worse,
    worse,
    sd,
    sdFrom: norm === undefined ? 'entry' : 'norm',
    retest,
  };
}

/**
 * Oriented change that regression to the mean alone would give: s·(1−r)·(μ − x̄) (Mee & Chua 1991), where the
 * norm's mean μ and a retest r over a like interval are registered; not for `band`.
 */
export function regressionToMean(
  meanX: number,
  measure: Pick<Measure, 'direction' | 'reliability'>,
): number | 'band' | 'no-reliability' {
  if (measure.direction === 'band') return 'band';
  const { retest, normMean } = measure.reliability ?? {};
  if (retest === undefined || normMean === undefined) return 'no-reliability';
  return (measure.direction === 'lower' ? -1 : 1) * (1 - retest) * (normMean - meanX);
}
