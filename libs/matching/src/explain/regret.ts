import type { Weights } from '../problem/weights.js';

/** What the matching loses by a wish: optimum less the best matching with it, level by level. */
export interface Regret {
  /** By tier, best first. */
  matched: number[];
  /** `null` where the objective does not look at the worst-off. */
  worst: number | null;
  points: number;
}

/** Order of regrets: tiers, then the worst-off, then points; the smaller loses less. */
export function compareRegrets(a: Regret, b: Regret): number {
  for (let k = 0; k < a.matched.length; k++)
    if (a.matched[k] !== b.matched[k]) return a.matched[k]! - b.matched[k]!;
  return (a.worst ?? 0) - (b.worst ?? 0) || a.points - b.points;
}

/** Whether a wish leaves as many mentees matched, tier by tier. */
export const losesNobody = (regret: Regret): boolean => regret.matched.every((count) => count === 0);

/** Whether a wish costs nothing at all. */
export const losesNothing = (regret: Regret): boolean => compareRegrets(regret, nothing(regret)) === 0;

const nothing = ({ matched }: Regret): Regret => ({ matched: matched.map(() => 0), worst: 0, points: 0 });

/**
 * Reads folded losses of exchanges. An exchange leaves at most one mentee out and brings at most one in, so a loss is
 * the difference of two tiers' weights (or one, or none) and the points of a path, which are less than half a step.
 */
export class LossReader {
  private readonly steps: { value: number; matched: number[] }[] = [];
  private readonly half: number;

  /** `weights` must be spread. */
  constructor(weights: Weights, tiers: number) {
    this.half = weights.base / 2;
    for (let out = -1; out < tiers; out++) {
      for (let comesIn = -1; comesIn < tiers; comesIn++) {
        if (out === comesIn && out >= 0) continue;
        const matched = new Array<number>(tiers).fill(0);
        if (out >= 0) matched[out]! += 1;
        if (comesIn >= 0) matched[comesIn]! -= 1;
        const value = (weights.tier[out] ?? 0) - (weights.tier[comesIn] ?? 0);
        this.steps.push({ value, matched });
      }
    }
  }

  read(loss: number, worst: number | null): Regret {
    const step = this.steps.find(({ value }) => Math.abs(loss - value) < this.half);
    if (!step) throw new Error(`loss ${loss} is not the value of an exchange`);
    return { matched: step.matched.slice(), worst, points: loss - step.value + 0 };
  }
}
