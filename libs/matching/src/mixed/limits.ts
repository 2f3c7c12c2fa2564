import { smallSolver } from './branch-and-bound.js';
import { highsSolver } from './highs-solver.js';
import type { MipSolver } from './mip.js';
import type { Model } from './model.js';

/** What may be spent on a problem with side conditions. */
export interface MixedLimits {
  /** Branch-and-bound nodes per level; default 2,000. Never the clock, so that an answer is the same everywhere. */
  nodes?: number;
  /** Default: by the model's size. */
  solver?: 'javascript-lp-solver' | 'highs';
}

const NODES = 2_000;
/** Columns up to which the solver that need not be loaded is the quicker one too. */
const SMALL = 200;

/** The solver for a model, and how many nodes it may spend. Throws where HiGHS is needed and not loaded. */
export function chooseSolver(
  model: Model,
  { nodes = NODES, solver }: MixedLimits,
): { solver: MipSolver; nodes: number } {
  const wanted = solver ?? (model.upper.length <= SMALL ? 'javascript-lp-solver' : 'highs');
  if (wanted === 'javascript-lp-solver') return { solver: smallSolver, nodes };
  const highs = highsSolver();
  if (!highs) throw new Error('HiGHS is not loaded: await loadMixedSolver() once per thread before solving');
  return { solver: highs, nodes };
}
