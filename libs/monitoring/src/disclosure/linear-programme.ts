import lpSolver from 'javascript-lp-solver';

interface Model {
  optimize: string;
  opType: 'min' | 'max';
  constraints: Record<string, Bound>;
  variables: Record<string, Record<string, number>>;
}

type Bound = { min?: number; max?: number; equal?: number };

/** The package's types describe its CommonJS build; in ESM the default export is the solver itself. */
const solver = lpSolver as unknown as {
  Solve(model: Model): { feasible: boolean; bounded?: boolean; result: number };
};

/** A linear inequality or equation over named variables that are at least 0. */
export interface Constraint {
  terms: ReadonlyMap<string, number>;
  min?: number;
  max?: number;
}

/**
 * The lowest and highest value that a linear expression can take under the constraints.
 *
 * @returns `[−∞ | low, high | ∞]`; `null` when nothing satisfies the constraints.
 */
export function rangeOf(
  objective: ReadonlyMap<string, number>,
  constraints: readonly Constraint[],
): [number, number] | null {
  const low = optimum(objective, constraints, 'min');
  const high = optimum(objective, constraints, 'max');
  return low === null || high === null ? null : [low, high];
}

function optimum(
  objective: ReadonlyMap<string, number>,
  constraints: readonly Constraint[],
  type: 'min' | 'max',
): number | null {
  const variables: Record<string, Record<string, number>> = {};
  const at = (name: string): Record<string, number> => (variables[name] ??= {});
  const bounds: Record<string, Bound> = {};
  constraints.forEach(({ terms, min, max }, index) => {
    const row = `c${index}`;
    bounds[row] =
      min !== undefined && min === max
        ? { equal: min }
        : { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
    for (const [name, factor] of terms) at(name)[row] = factor;
  });
  for (const [name, factor] of objective) at(name)['objective'] = factor;
  const solved = solver.Solve({ optimize: 'objective', opType: type, constraints: bounds, variables });
  if (solved.bounded === false) return type === 'min' ? -Infinity : Infinity;
  return solved.feasible ? solved.result : null;
}
