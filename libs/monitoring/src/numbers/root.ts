/**
 * The root of a continuous function between two points of opposite sign, by Brent's method (Brent 1973, ch. 4),
 * to about the precision of a double.
 *
 * @throws {RangeError} when the ends have the same sign.
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (fa > 0 === fb > 0) throw new RangeError(`No sign change between ${low} and ${high}`);
  let [c, fc] = [a, fa];
  let step = b - a;
  let previous = step;
  for (let round = 0; round < 200; round += 1) {
    if (fb > 0 === fc > 0) {
      [c, fc] = [a, fa];
      step = previous = b - a;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const tolerance = 2 * Number.EPSILON * Math.abs(b) + 1e-300;
    const half = (c - b) / 2;
    if (Math.abs(half) <= tolerance || fb === 0) return b;
    const next =
      Math.abs(previous) >= tolerance && Math.abs(fa) > Math.abs(fb)
        ? interpolate(a, fa, b, fb, c, fc)
        : null;
    if (
      next !== null &&
      next > 0 === half > 0 &&
      Math.abs(next) < Math.min(1.5 * Math.abs(half), Math.abs(previous / 2))
    ) {
      previous = step;
      step = next;
    } else {
      step = previous = half;
    }
    [a, fa] = [b, fb];
    b += Math.abs(step) > tolerance ? step : Math.sign(half) * tolerance;
    fb = f(b);
  }
  return b;
}

/** The step from b by inverse quadratic interpolation, or by the secant when only two points are known. */
function interpolate(a: number, fa: number, b: number, fb: number, c: number, fc: number): number {
  const s = fb / fa;
  let p: number;
  let q: number;
  if (a === c) {
    p = (c - b) * s;
    q = 1 - s;
  } else {
    const t = fa / fc;
    const r = fb / fc;
    p = s * ((c - b) * t * (t - r) - (b - a) * (r - 1));
    q = (t - 1) * (r - 1) * (s - 1);
  }
  return q === 0 ? Infinity : p > 0 ? p / -q : -p / q;
}
