import * as highsModule from 'highs';
import type { Highs, Model as HighsModel, ModelData } from 'highs';
import { CancelledError, throwIfCancelled, type Watch } from '../solver/watch.js';
import {
  crudeBound,
  fillColumns,
  wholeBound,
  worthOf,
  type MipAnswer,
  type MipSolver,
  type MipTask,
} from './mip.js';

/** The package's types describe its CommonJS build; what an import gives is the loader as `default`. */
const load = highsModule.default as unknown as () => Promise<Highs>;

let loading: Promise<Highs> | null = null;
let highs: Highs | null = null;

/**
 * Loads HiGHS once per thread (WebAssembly, some 70 ms): it loads asynchronously and solves synchronously. To be
 * awaited before problems with side conditions above school size are solved.
 */
export async function loadMixedSolver(): Promise<void> {
  loading ??= load();
  highs = await loading;
}

/** HiGHS (Huangfu & Hall 2018, Math. Prog. Comp. 10:119), or `null` before `loadMixedSolver` has been awaited. */
export function highsSolver(): MipSolver | null {
  const loaded = highs;
  return loaded && { name: 'highs', solve: (task, watch) => solveTask(loaded, task, watch) };
}

function solveTask(loaded: Highs, task: MipTask, watch: Watch): MipAnswer {
  throwIfCancelled(watch);
  return loaded.withModel(toModelData(loaded, task), (model): MipAnswer => {
    const { options, info } = model;
    options.set('output_flag', false);
    options.set('mip_max_nodes', task.nodes);
    // Values are whole: less than one point from the bound is at it.
    options.set('mip_rel_gap', 0);
    options.set('mip_abs_gap', 0.5);
    options.set('mip_feasibility_tolerance', 1e-7);
    if (task.incumbent) model.setSolution({ colValue: fillColumns(task.model, task.incumbent) });
    run(loaded, model, watch);
    const status = model.getModelStatus();
    const nodes = Math.max(0, Number(info.get('mip_node_count')));
    const { modelStatus, solutionStatus } = loaded.constants;
    if (status === modelStatus.infeasible)
      return { status: 'infeasible', chosen: null, bound: -Infinity, nodes };
    const isFeasible = info.get('primal_solution_status') === solutionStatus.feasible;
    const found = isFeasible ? choose(model.getSolution().colValue, task.model.pairs) : null;
    const chosen = better(task, found);
    const isOptimal = status === modelStatus.optimal || status === modelStatus.empty;
    const known = chosen ? worthOf(task.objective, fillColumns(task.model, chosen)) : -Infinity;
    const dual = Number(info.get('mip_dual_bound'));
    const bound = Number.isFinite(dual)
      ? Math.max(known, wholeBound(dual))
      : isOptimal
        ? known
        : crudeBound(task);
    return { status: isOptimal ? 'optimal' : 'limit', chosen, bound, nodes };
  });
}

function run(loaded: Highs, model: HighsModel, watch: Watch): void {
  const { signal } = watch;
  if (!signal) {
    model.run();
    return;
  }
  model.run({
    [loaded.constants.callbackType.mipInterrupt](event) {
      if (signal.aborted) event.interrupt();
      return undefined;
    },
  });
  if (signal.aborted) throw new CancelledError();
}

const choose = (values: ArrayLike<number>, pairs: number): Uint8Array =>
  Uint8Array.from({ length: pairs }, (_, at) => Math.round(values[at]!));

function better({ model, objective, incumbent }: MipTask, found: Uint8Array | null): Uint8Array | null {
  if (!found || !incumbent) return found ?? incumbent;
  const worth = (chosen: Uint8Array) => worthOf(objective, fillColumns(model, chosen));
  return worth(found) > worth(incumbent) ? found : incumbent;
}

function toModelData(loaded: Highs, { model, objective }: MipTask): ModelData {
  const numCols = model.upper.length;
  const numRows = model.rows.length;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of model.rows) {
    row.columns.forEach((at, k) => {
      indices.push(at);
      values.push(row.values[k]!);
    });
    starts.push(indices.length);
  }
  return {
    numCols,
    numRows,
    sense: loaded.constants.objectiveSense.maximize,
    colCost: objective,
    colLower: new Float64Array(numCols),
    colUpper: model.upper,
    rowLower: model.rows.map(({ lower }) => lower),
    rowUpper: model.rows.map(({ upper }) => upper),
    matrix: { format: 'csr', numRows, numCols, starts, indices, values },
    integrality: Int32Array.from(model.integer, (whole) =>
      whole ? loaded.constants.variableType.integer : loaded.constants.variableType.continuous,
    ),
  };
}
