/** The middle value, or the mean of the two middle ones; `NaN` of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The smallest value that at least `share` (0…1) of all values do not exceed; `NaN` of nothing. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/**
 * The exponent `b` of `y ≈ a · x^b` by least squares on logarithms, from at least two points with x, y > 0; `NaN`
 * otherwise. 1 is linear, 2 quadratic.
 */
export function growthExponent(points: readonly { x: number; y: number }[]): number {
  const usable = points.filter(({ x, y }) => x > 0 && y > 0);
  if (usable.length < 2) return NaN;
  const xs = usable.map(({ x }) => Math.log(x));
  const ys = usable.map(({ y }) => Math.log(y));
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  let covariance = 0;
  let variance = 0;
  xs.forEach((x, k) => {
    covariance += (x - meanX) * (ys[k]! - meanY);
    variance += (x - meanX) ** 2;
  });
  return covariance / variance;
}
