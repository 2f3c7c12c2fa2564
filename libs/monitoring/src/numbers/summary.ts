/** Mean and sum of squared deviations of a sample: what every other second-order figure is made of. */
export interface Summary {
  n: number;
  mean: number;
  /** Σ(x − mean)². */
  m2: number;
}

/** Σ values with Neumaier's compensation, so that the order of rows changes no printed digit. */
export function sum(values: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Arithmetic mean; `NaN` for no values (callers guard by n). */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Two-pass mean and sum of squares with the correction of Chan, Golub & LeVeque (1983, eq. 1.7). */
export function summarise(values: readonly number[]): Summary {
  const n = values.length;
  if (n === 0) return { n: 0, mean: 0, m2: 0 };
  const first = values[0] ?? 0;
  // All equal is a case of its own: rounding of the mean must not turn a constant into a spread.
  if (values.every((value) => value === first)) return { n, mean: first, m2: 0 };
  const centre = mean(values);
  const deviations = values.map((value) => value - centre);
  const rest = sum(deviations);
  return { n, mean: centre, m2: Math.max(0, sum(deviations.map((d) => d * d)) - (rest * rest) / n) };
}

/** Σ(x − x̄)(y − ȳ) over pairs given in the same order. */
export function coMoment(x: readonly number[], y: readonly number[]): number {
  const centreX = mean(x);
  const centreY = mean(y);
  return sum(x.map((value, index) => (value - centreX) * ((y[index] ?? NaN) - centreY)));
}

/** Sample standard deviation (divisor n − 1); `null` below two values. R `sd`. */
export function sdOf({ n, m2 }: Pick<Summary, 'n' | 'm2'>): number | null {
  return n < 2 ? null : Math.sqrt(m2 / (n - 1));
}

/** Quantile of type 7 (R's default) of values sorted ascending; at least one value. */
export function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return at === below ? low : low + (at - below) * (high - low);
}

/** A new array, ascending. */
export function sorted(values: readonly number[]): number[] {
  return Array.from(Float64Array.from(values).sort());
}

/**
 * A difference rounded to 9 decimals, halves away from zero. Without it 0.3 − 0.1 and 0.2 would be no tie and
 * 0.1 + 0.2 − 0.3 no zero.
 */
export function roundDifference(value: number): number {
  const rounded = (Math.sign(value) * Math.round(Math.abs(value) * 1e9)) / 1e9;
  return rounded === 0 ? 0 : rounded;
}
