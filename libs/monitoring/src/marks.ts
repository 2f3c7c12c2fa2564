/** How many pupils have which mark in one subject; exempted pupils, leavers and those without a mark left out. */
export interface MarkCounts {
  five: number;
  four: number;
  three: number;
  two: number;
  /** Not assessed (н/а): inside N. */
  notAssessed: number;
}

/** Weights of СОУ (степень обученности учащихся); other sources use 0.08 for н/а, so the catalogue may change them. */
export const DEFAULT_SOU_WEIGHTS: Readonly<MarkCounts> = {
  five: 1,
  four: 0.64,
  three: 0.36,
  two: 0.16,
  notAssessed: 0.07,
};

export interface MarkFigures {
  /** N, everybody counted. */
  n: number;
  /** % успеваемости as a fraction: (n5 + n4 + n3)/N. */
  passing: number;
  /** % качества as a fraction: (n5 + n4)/N. */
  quality: number;
  /** СОУ as a fraction. */
  sou: number;
}

/**
 * The three figures that schools compute from a list of marks (`domain.md` §3.2, lyceum formulas).
 *
 * @returns `null` when nobody has a mark: a grade without marks by design is missing, not zero.
 */
export function markFigures(
  counts: MarkCounts,
  weights: Readonly<MarkCounts> = DEFAULT_SOU_WEIGHTS,
): MarkFigures | null {
  const { five, four, three, two, notAssessed } = counts;
  const n = five + four + three + two + notAssessed;
  if (n === 0) return null;
  const weighted =
    five * weights.five +
    four * weights.four +
    three * weights.three +
    two * weights.two +
    notAssessed * weights.notAssessed;
  return { n, passing: (five + four + three) / n, quality: (five + four) / n, sou: weighted / n };
}
