import type { Role } from '../change/measure.js';
import type { RegionLine } from './region-line.js';

/** An organisation whose change stands out even after it was drawn to the region's mean. */
export interface Practice {
  organisation: string;
  indicator: string;
  topic: string | null;
  role: Role;
  measure: RegionLine['measure'];
  n: number;
  shrunken: number;
  /** Lower limit of the shrunken estimate. */
  lower: number;
  /** The pooled mean that it exceeds. */
  pooled: number;
}

/** Fewer pairs put no practice forward: tiny schools are not ranked. */
const FEWEST_FOR_PRACTICE = 20;

/**
 * Practices to look at: shown organisations with n ≥ 20 whose shrunken estimate has its lower limit above the
 * pooled mean (`statistics.md` §5). In the order of lines, then of organisations; not a ranking.
 */
export function practices(lines: readonly RegionLine[]): Practice[] {
  return lines.flatMap(({ indicator, topic, role, measure, pooled, cells }) =>
    cells.flatMap((cell): Practice[] => {
      if (cell.suppressed || cell.level !== 'organisation' || cell.n < FEWEST_FOR_PRACTICE) return [];
      if (!pooled || cell.shrunken === null || cell.shrunkenCi === null) return [];
      const lower = cell.shrunkenCi[0];
      if (lower <= pooled.estimate) return [];
      return [
        {
          organisation: cell.id,
          indicator,
          topic,
          role,
          measure,
          n: cell.n,
          shrunken: cell.shrunken,
          lower,
          pooled: pooled.estimate,
        },
      ];
    }),
  );
}
