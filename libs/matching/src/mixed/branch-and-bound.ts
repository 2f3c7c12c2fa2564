import lpModule from 'javascript-lp-solver';
import { throwIfCancelled, type Watch } from '../solver/watch.js';
import {
  crudeBound,
  fillColumns,
  wholeBound,
  worthOf,
  type MipAnswer,
  type MipSolver,
  type MipTask,
} from './mip.js';
import type { Model } from './model.js';

interface LinearProgramme {
  optimize: string;
  opType: 'max';
  constraints: Record<string, { min?: number; max?: number }>;
  variables: Record<string, Record<string, number>>;
}

/** The package's types describe its CommonJS build; in ESM the default export is the solver itself. */
const lp = lpModule as unknown as {
  Solve(programme: LinearProgramme): Record<string, number | boolean | undefined> & { feasible: boolean };
};

/** A part of the search: bounds of every column, and what the part above it can be worth at most. */
interface Node {
  lower: Float64Array;
  upper: Float64Array;
  bound: number;
}

const WHOLE = 1e-6;

/**
 * Branch and bound over linear relaxations solved by `javascript-lp-solver`, the most promising part first: its own
 * search for whole numbers can be stopped by the clock alone, and an answer must not depend on the machine. For
 * school-size models, where nothing need be loaded.
 */
export const smallSolver: MipSolver = { name: 'javascript-lp-solver', solve: branchAndBound };

function branchAndBound(task: MipTask, watch: Watch): MipAnswer {
  const { model, objective } = task;
  const worth = (chosen: Uint8Array) => worthOf(objective, fillColumns(model, chosen));
  let chosen = task.incumbent;
  let best = chosen ? worth(chosen) : -Infinity;
  const open: Node[] = [
    {
      lower: new Float64Array(model.upper.length),
      upper: Float64Array.from(model.upper),
      bound: crudeBound(task),
    },
  ];
  let nodes = 0;
  for (let node = takeBest(open); node && (node.bound > best || !chosen); node = takeBest(open)) {
    if (nodes >= task.nodes) return { status: 'limit', chosen, bound: node.bound, nodes };
    throwIfCancelled(watch);
    nodes++;
    const relaxed = relax(model, objective, node);
    if (!relaxed || wholeBound(relaxed.worth) <= best) continue;
    const split = mostFractional(model, relaxed.values);
    if (split < 0) {
      chosen = Uint8Array.from(relaxed.values.subarray(0, model.pairs), Math.round);
      best = worth(chosen);
      continue;
    }
    const bound = Math.min(node.bound, wholeBound(relaxed.worth));
    const cut = Math.floor(relaxed.values[split]!);
    open.push({ ...node, bound, upper: node.upper.with(split, cut) });
    open.push({ ...node, bound, lower: node.lower.with(split, cut + 1) });
  }
  return { status: chosen ? 'optimal' : 'infeasible', chosen, bound: best, nodes };
}

/** The part of the highest bound, the latest among equals, so that the search goes deep. */
function takeBest(open: Node[]): Node | undefined {
  let at = open.length - 1;
  for (let k = at - 1; k >= 0; k--) if (open[k]!.bound > open[at]!.bound) at = k;
  return open.splice(at, 1)[0];
}

/** Switches of mentors decide most, so they come first; then the column nearest to a half. −1 if all are whole. */
function mostFractional(model: Model, values: Float64Array): number {
  let split = -1;
  let most = WHOLE;
  for (let at = values.length - 1; at >= 0; at--) {
    if (!model.integer[at]) continue;
    const distance = Math.abs(values[at]! - Math.round(values[at]!));
    if (distance > most || (distance > WHOLE && distance === most)) {
      most = distance;
      split = at;
    }
    if (at === model.pairs && split >= 0) break;
  }
  return split;
}

/** The linear relaxation of one part; `null` if it is empty. Columns that the part fixes are put in as numbers. */
function relax(
  model: Model,
  objective: Float64Array,
  { lower, upper }: Node,
): { values: Float64Array; worth: number } | null {
  const values = Float64Array.from(lower);
  const programme: LinearProgramme = { optimize: 'worth', opType: 'max', constraints: {}, variables: {} };
  const { constraints, variables } = programme;
  let fixedWorth = 0;
  for (let at = 0; at < values.length; at++) {
    fixedWorth += objective[at]! * lower[at]!;
    if (lower[at]! >= upper[at]!) continue;
    variables[`x${at}`] = { worth: objective[at]! };
    // A mentee's row keeps its pairs at most 1 already.
    if (at >= model.pairs) {
      constraints[`u${at}`] = { max: upper[at]! - lower[at]! };
      variables[`x${at}`]![`u${at}`] = 1;
    }
  }
  for (const [r, row] of model.rows.entries()) {
    let fixed = 0;
    let free = 0;
    row.columns.forEach((at, k) => {
      fixed += row.values[k]! * lower[at]!;
      const variable = variables[`x${at}`];
      if (!variable || row.values[k] === 0) return;
      variable[`r${r}`] = row.values[k]!;
      free++;
    });
    const min = row.lower - fixed;
    const max = row.upper - fixed;
    if (free === 0) {
      if (min > WHOLE || max < -WHOLE) return null;
      continue;
    }
    constraints[`r${r}`] = {
      ...(min > -Infinity ? { min } : {}),
      ...(max < Infinity ? { max } : {}),
    };
  }
  if (Object.keys(variables).length === 0) return { values, worth: fixedWorth };
  const solved = lp.Solve(programme);
  if (!solved.feasible) return null;
  for (const name of Object.keys(variables)) {
    const value = solved[name];
    if (typeof value === 'number') values[Number(name.slice(1))]! += value;
  }
  return { values, worth: worthOf(objective, values) };
}
