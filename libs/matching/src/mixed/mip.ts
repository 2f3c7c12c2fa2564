import type { Watch } from '../solver/watch.js';
import type { Model } from './model.js';

/** One level: what to maximise, what is known, when to stop. */
export interface MipTask {
  model: Model;
  /** Worth of each column; whole numbers. */
  objective: Float64Array;
  /** A choice of pairs that keeps the model, by column; `null` if none is known. */
  incumbent: Uint8Array | null;
  /** Branch-and-bound nodes at most. */
  nodes: number;
}

export interface MipAnswer {
  /** `limit`: the nodes were spent before the answer was proved. */
  status: 'optimal' | 'infeasible' | 'limit';
  /** The best choice of pairs found or known, by column; `null` if none. */
  chosen: Uint8Array | null;
  /** No choice is worth more; whole. */
  bound: number;
  nodes: number;
}

export interface MipSolver {
  name: 'javascript-lp-solver' | 'highs';
  solve(task: MipTask, watch: Watch): MipAnswer;
}

/** Asks a solver what is not plain to see. */
export function solveMip(solver: MipSolver, task: MipTask, watch: Watch): MipAnswer {
  const { model } = task;
  if (model.impossible) return { status: 'infeasible', chosen: null, bound: -Infinity, nodes: 0 };
  if (model.upper.length === 0) {
    return { status: 'optimal', chosen: new Uint8Array(0), bound: 0, nodes: 0 };
  }
  return solver.solve(task, watch);
}

/**
 * The whole number that no value at or below a floating-point bound can exceed: sums of points are whole, so
 * rounding errors are cut off. The slack grows with the bound, on the safe side.
 */
export function wholeBound(bound: number): number {
  return Math.floor(bound + 1e-6 + 1e-11 * Math.abs(bound));
}

/** All columns of the model for a choice of pairs: switches are on where a pair needs them, cheap places go first. */
export function fillColumns(model: Model, chosen: Uint8Array): Float64Array {
  const values = new Float64Array(model.upper.length);
  values.set(chosen);
  for (const { open, pairs } of model.groups) values[open] = pairs.some((at) => chosen[at] === 1) ? 1 : 0;
  for (const { places, pairs } of model.loads) {
    let left = pairs.reduce((sum, at) => sum + chosen[at]!, 0);
    for (const at of places) {
      values[at] = Math.min(left, model.upper[at]!);
      left -= values[at];
    }
  }
  return values;
}

export function worthOf(objective: Float64Array, values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < objective.length; at++) sum += objective[at]! * values[at]!;
  return sum;
}

/** What no choice can be worth more than, by the columns' own bounds. */
export function crudeBound({ model, objective }: MipTask): number {
  return objective.reduce((sum, worth, at) => sum + Math.max(0, worth) * model.upper[at]!, 0);
}
