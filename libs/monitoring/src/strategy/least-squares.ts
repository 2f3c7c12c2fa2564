import { student95, studentTwoSided } from '../distributions/tails.js';
import type { Interval } from '../change/index.js';

/** A column of numbers, one per observation. */
export interface Column {
  name: string;
  values: readonly number[];
}

export interface Term {
  name: string;
  estimate: number;
  /** HC3: holds with unequal variances, also in small samples. */
  se: number;
  ci: Interval;
  p: number;
}

export interface Regression {
  n: number;
  /** n less the number of terms, the constant one included. */
  df: number;
  terms: Term[];
  /** Columns that say nothing beyond those before them (constant, or a sum of others), and so are left out. */
  dropped: string[];
}

/** A column counts as spanned by those before it when so little of its length is left. */
const LEFT_OVER = 1e-9;

/**
 * Ordinary least squares of `y` on a constant and `columns`, with HC3 standard errors and Student's interval with
 * n − p degrees of freedom (Long & Ervin 2000, Am. Statistician 54:217). By orthogonal columns, so that no digits are
 * lost in normal equations. R: `lm(y ~ …)`, `sandwich::vcovHC(type = "HC3")`.
 *
 * @returns `null` when fewer observations than terms + 1 are given, or one observation alone determines a term (its
 *   leverage is 1, HC3 is not defined)
 */
export function leastSquares(y: readonly number[], columns: readonly Column[]): Regression | null {
  const n = y.length;
  const constant: Column = { name: '(constant)', values: y.map(() => 1) };
  const { kept, q, r, dropped } = orthogonal([constant, ...columns]);
  const p = kept.length;
  const df = n - p;
  if (df < 1) return null;
  const projections = q.map((column) => dot(column, y));
  const estimates = backSubstitute(r, projections);
  const residuals = y.map((value, i) => value - fitted(q, projections, i));
  const leverages = y.map((_, i) => q.reduce((total, column) => total + at(column, i) ** 2, 0));
  if (leverages.some((h) => h > 1 - 1e-10)) return null;
  const weights = residuals.map((e, i) => (e / (1 - at(leverages, i))) ** 2);
  // Row j of R⁻¹Qᵀ is what term j takes from each observation.
  const influence = rowsOfInverse(r).map((row) =>
    y.map((_, i) => row.reduce((total, value, k) => total + value * at(q[k] ?? [], i), 0)),
  );
  const terms = kept.slice(1).map((name, k): Term => {
    const estimate = at(estimates, k + 1);
    const own = influence[k + 1] ?? [];
    const se = Math.sqrt(own.reduce((total, value, i) => total + value * value * at(weights, i), 0));
    const half = student95(df) * se;
    return {
      name,
      estimate,
      se,
      ci: [estimate - half, estimate + half],
      p: se === 0 ? (estimate === 0 ? 1 : 0) : studentTwoSided(estimate / se, df),
    };
  });
  return { n, df, terms, dropped };
}

const at = (values: readonly number[], i: number): number => values[i] ?? 0;
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((total, value, i) => total + value * at(b, i), 0);
const fitted = (q: readonly number[][], projections: readonly number[], i: number): number =>
  q.reduce((total, column, k) => total + at(column, i) * at(projections, k), 0);

/** Thin QR by modified Gram–Schmidt, each column made orthogonal twice ("twice is enough", Kahan & Parlett). */
function orthogonal(columns: readonly Column[]) {
  const kept: string[] = [];
  const dropped: string[] = [];
  const q: number[][] = [];
  const r: number[][] = [];
  for (const { name, values } of columns) {
    const rest = [...values];
    const parts = q.map(() => 0);
    for (let round = 0; round < 2; round++) {
      q.forEach((column, k) => {
        const part = dot(column, rest);
        parts[k] = at(parts, k) + part;
        for (let i = 0; i < rest.length; i++) rest[i] = at(rest, i) - part * at(column, i);
      });
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length <= LEFT_OVER * Math.sqrt(dot(values, values))) {
      dropped.push(name);
      continue;
    }
    kept.push(name);
    q.push(rest.map((value) => value / length));
    r.push([...parts, length]);
  }
  return { kept, dropped, q, r };
}

/** Solves R·b = z; column k of R is `r[k]`. */
function backSubstitute(r: readonly number[][], z: readonly number[]): number[] {
  const b = z.map(() => 0);
  for (let j = z.length - 1; j >= 0; j--) {
    let rest = at(z, j);
    for (let k = j + 1; k < z.length; k++) rest -= at(r[k] ?? [], j) * at(b, k);
    b[j] = rest / at(r[j] ?? [], j);
  }
  return b;
}

function rowsOfInverse(r: readonly number[][]): number[][] {
  const columns = r.map((_, k) =>
    backSubstitute(
      r,
      r.map((__, j) => (j === k ? 1 : 0)),
    ),
  );
  return r.map((_, j) => columns.map((column) => at(column, j)));
}
