import { highsSolver, loadMixedSolver } from './highs-solver.js';
import { chooseSolver } from './limits.js';
import type { Model } from './model.js';

const model = (columns: number): Model => ({
  pairs: columns,
  upper: new Array<number>(columns).fill(1),
  integer: new Array<boolean>(columns).fill(true),
  cost: new Array<number>(columns).fill(0),
  rows: [],
  impossible: false,
  groups: [],
  loads: [],
});

describe('the solver of side conditions', () => {
  it('is the one that need not be loaded for a small school, and HiGHS above, which says that it must be', async () => {
    expect(chooseSolver(model(50), {}).solver.name).toBe('javascript-lp-solver');
    expect(highsSolver()).toBeNull();
    expect(() => chooseSolver(model(5000), {})).toThrow('await loadMixedSolver()');
    await Promise.all([loadMixedSolver(), loadMixedSolver()]);
    expect(chooseSolver(model(5000), {}).solver.name).toBe('highs');
    expect(chooseSolver(model(50), { nodes: 7 }).nodes).toBe(7);
  });
});
