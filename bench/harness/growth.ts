import { growthExponent } from './statistics.js';
import { rounded } from './rows.js';

/** How time and memory grow with size for one family of works. */
export interface Growth {
  family: string;
  points: { n: number; pairs: number; cpuSeconds: number; rssMb: number }[];
  /** Fitted `b` of `a · n^b`, from all sizes on. Memory is what exceeds an empty process. */
  exponents: { timeByN: number; timeByPairs: number; memoryByN: number };
}

/** Fits exponents; `emptyMb` is the peak memory of a process that solves next to nothing. */
export function growthOf(family: string, points: Growth['points'], emptyMb: number): Growth {
  const over = (x: 'n' | 'pairs', y: (point: Growth['points'][number]) => number): number =>
    rounded(growthExponent(points.map((point) => ({ x: point[x], y: y(point) }))));
  return {
    family,
    points,
    exponents: {
      timeByN: over('n', (point) => point.cpuSeconds),
      timeByPairs: over('pairs', (point) => point.cpuSeconds),
      memoryByN: over('n', (point) => point.rssMb - emptyMb),
    },
  };
}
