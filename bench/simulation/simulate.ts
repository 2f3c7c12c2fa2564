import type { Random } from '../random.js';

/** Percent of `runs` simulations in which `holds` says yes; simulations without an interval do not count. */
export function percentOf(runs: number, holds: () => boolean | null): number {
  let [yes, counted] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const answer = holds();
    if (answer === null) continue;
    counted++;
    if (answer) yes++;
  }
  return (100 * yes) / counted;
}

export const contains = (
  interval: readonly [number, number] | null | undefined,
  truth: number,
): boolean | null => (interval ? interval[0] <= truth && truth <= interval[1] : null);

export interface Drawn {
  x: number;
  y: number;
}

/** Entry and exit of one person: normal with variance 1 at both waves, correlated, the mean moved by `change`. */
export function drawPair(random: Random, correlation: number, change: number): Drawn {
  const x = random.normal();
  const y = correlation * x + Math.sqrt(1 - correlation * correlation) * random.normal();
  return { x, y: y + change };
}

/** How the mentees of a mentor share what happens to them: `icc` of the variance of a change is the mentor's. */
export function drawClustered(random: Random, sizes: readonly number[], icc: number): number[][] {
  return sizes.map((size) => {
    const shared = Math.sqrt(icc) * random.normal();
    return Array.from({ length: size }, () => shared + Math.sqrt(1 - icc) * random.normal());
  });
}
