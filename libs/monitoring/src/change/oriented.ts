import { roundDifference } from '../numbers/summary.js';
import { distanceToBand } from '../scoring/index.js';
import type { ChangePair, Measure } from './measure.js';

/** Pairs turned so that more is better: what every test and effect works on. */
export interface Oriented {
  /** −1 for `lower`, else 1. */
  sign: 1 | -1;
  /** Entry and exit as they enter tests: raw, or minus the distance to the band. */
  x: number[];
  y: number[];
  /** s·(y − x), unrounded: means and SDs. */
  d: number[];
  /** The same rounded to 9 decimals: signs, ranks, Walsh averages. */
  rounded: number[];
}

/**
 * Orients pairs by the measure's direction. For `band` minus the distance to the band of the age at entry takes
 * the place of the score.
 *
 * @throws {RangeError} when a `band` pair has no band; pairing leaves those out beforehand.
 */
export function orient(pairs: readonly ChangePair[], direction: Measure['direction']): Oriented {
  const sign = direction === 'lower' ? -1 : 1;
  const score = (pair: ChangePair, value: number): number => {
    if (direction !== 'band') return value;
    if (!pair.band) throw new RangeError('A pair of a band measure has no band');
    return 0 - distanceToBand(value, pair.band);
  };
  const x = pairs.map((pair) => score(pair, pair.x));
  const y = pairs.map((pair) => score(pair, pair.y));
  const d = x.map((entry, index) => sign * ((y[index] ?? NaN) - entry) + 0);
  const rounded = d.map(roundDifference);
  // A change that is the same for all must not get a spread from the last bits of its subtractions.
  const constant = rounded.every((value) => value === rounded[0]);
  return { sign, x, y, d: constant ? rounded : d, rounded };
}
