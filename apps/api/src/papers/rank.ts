import type { NominationCriterion } from '@app/contracts';

/** What is recorded of a nominee; null: nothing. */
export type Numbers = Readonly<Partial<Record<NominationCriterion, number | null>>>;

export interface Criterion {
  code: NominationCriterion;
  weight: number;
  full: number;
}

export interface Ranked<T> {
  nominee: T;
  rank: number;
  tie: boolean;
  points: number;
  numbers: { code: NominationCriterion; value: number | null; part: number }[];
}

const WHOLE = 10_000;

/** Part of the whole that a value earns: its share of the full value, 0 to 10 000, rounded half up. */
export const partOf = (value: number | null, full: number): number =>
  value === null ? 0 : Math.floor(Math.min(1, Math.max(0, value / full)) * WHOLE + 0.5);

/**
 * Ranks nominees by the weighted mean of their parts, 0 to 10 000, rounded half up. What nobody recorded earns nothing.
 * Equal points share a rank, and the next rank counts them: 1, 1, 3; among themselves they keep their order.
 */
export function rank<T>(
  nominees: readonly { nominee: T; numbers: Numbers }[],
  criteria: readonly Criterion[],
): Ranked<T>[] {
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const scored = nominees.map(({ nominee, numbers }) => {
    const parts = criteria.map(({ code, weight, full }) => {
      const value = numbers[code] ?? null;
      return { code, value, part: partOf(value, full), weight };
    });
    const sum = parts.reduce((total, { part, weight }) => total + part * weight, 0);
    return {
      nominee,
      points: Math.floor((2 * sum + weights) / (2 * weights)),
      numbers: parts.map(({ code, value, part }) => ({ code, value, part })),
    };
  });
  const ordered = scored.toSorted((a, b) => b.points - a.points);
  return ordered.map((one) => ({
    ...one,
    rank: ordered.findIndex((other) => other.points === one.points) + 1,
    tie: ordered.filter((other) => other.points === one.points).length > 1,
  }));
}
