/** A value and how many times it occurs. */
export interface Weighted {
  value: number;
  count: number;
}

/** Distinct values with their counts, ascending. */
export function countValues(values: readonly number[]): Weighted[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value + 0, (counts.get(value + 0) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => a.value - b.value);
}
