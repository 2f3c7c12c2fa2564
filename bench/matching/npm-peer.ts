import * as highsModule from 'highs';
import * as lpModule from 'javascript-lp-solver';
import { munkres } from 'munkres';
import { readRepetition, report, timed } from '../harness/measure.js';
import { readInstance } from './instances/instance-file.js';
import { leftOutCost, type Instance } from './instances/instance.js';

interface Highs {
  solve(model: string): { Status: string; Columns: Record<string, { Primal?: number }> };
}
interface LpSolver {
  Solve(model: unknown): Record<string, unknown>;
}
/** Both packages' types describe their CommonJS builds; what an import gives is the `default` itself. */
const loadHighs = highsModule.default as unknown as () => Promise<Highs>;
const lpSolver = lpModule.default as unknown as LpSolver;

/** A peer made ready for one instance: solves it and names the chosen pairs by their place in the instance. */
type Solve = () => number[];

/** One column per place, as in scipy's contest: what may not be costs 0, a pair −(P + points). */
function prepareMunkres(instance: Instance): Solve {
  const { rows, columns, capacity, start, column, points } = instance;
  const firstPlace = new Int32Array(columns + 1);
  for (let j = 0; j < columns; j++) firstPlace[j + 1] = firstPlace[j]! + capacity[j]!;
  const leftOut = leftOutCost(instance);
  const places = firstPlace[columns]!;
  const pairAt = Array.from({ length: rows }, () => new Int32Array(places).fill(-1));
  const cost = Array.from({ length: rows }, () => new Array<number>(places).fill(0));
  for (let i = 0; i < rows; i++) {
    for (let at = start[i]!; at < start[i + 1]!; at++) {
      for (let place = firstPlace[column[at]!]!; place < firstPlace[column[at]! + 1]!; place++) {
        pairAt[i]![place] = at;
        cost[i]![place] = -(leftOut + points[at]!);
      }
    }
  }
  return () => munkres(cost).map(([i, place]) => pairAt[i]![place]!);
}

function prepareJavascriptLpSolver({ rows, columns, capacity, start, column, ...rest }: Instance): Solve {
  const leftOut = leftOutCost({ rows, ...rest });
  const constraints: Record<string, { max: number }> = {};
  const variables: Record<string, Record<string, number>> = {};
  for (let i = 0; i < rows; i++) constraints[`e${i}`] = { max: 1 };
  for (let j = 0; j < columns; j++) constraints[`m${j}`] = { max: capacity[j]! };
  for (let i = 0; i < rows; i++) {
    for (let at = start[i]!; at < start[i + 1]!; at++) {
      variables[`x${at}`] = { worth: leftOut + rest.points[at]!, [`e${i}`]: 1, [`m${column[at]!}`]: 1 };
    }
  }
  const model = { optimize: 'worth', opType: 'max', constraints, variables };
  return () => chosen(Object.entries(lpSolver.Solve(model)));
}

function prepareHighs(highs: Highs, { rows, columns, capacity, start, column, ...rest }: Instance): Solve {
  const leftOut = leftOutCost({ rows, ...rest });
  const worth: string[] = [];
  const constraints: string[] = [];
  const ofMentor = Array.from({ length: columns }, () => [] as string[]);
  for (let i = 0; i < rows; i++) {
    const own: string[] = [];
    for (let at = start[i]!; at < start[i + 1]!; at++) {
      worth.push(`${leftOut + rest.points[at]!} x${at}`);
      own.push(`x${at}`);
      ofMentor[column[at]!]!.push(`x${at}`);
    }
    if (own.length > 0) constraints.push(` e${i}: ${own.join(' + ')} <= 1`);
  }
  ofMentor.forEach((own, j) => {
    if (own.length > 0) constraints.push(` m${j}: ${own.join(' + ')} <= ${capacity[j]!}`);
  });
  const model = `Maximize\n worth: ${worth.join(' + ')}\nSubject To\n${constraints.join('\n')}\nEnd\n`;
  return () => {
    const { Status, Columns } = highs.solve(model);
    if (Status !== 'Optimal') throw new Error(`HiGHS says ${Status}`);
    return chosen(Object.entries(Columns).map(([name, { Primal }]) => [name, Primal]));
  };
}

/** The variables `x…` of a linear programme at 1. */
function chosen(values: readonly [string, unknown][]): number[] {
  return values.flatMap(([name, value]) => {
    const isPair = /^x\d+$/.test(name);
    return isPair && typeof value === 'number' && value > 0.5 ? [Number(name.slice(1))] : [];
  });
}

async function prepare(peer: string, instance: Instance): Promise<Solve> {
  if (peer === 'munkres') return prepareMunkres(instance);
  if (peer === 'javascript-lp-solver') return prepareJavascriptLpSolver(instance);
  if (peer === 'highs') return prepareHighs(await loadHighs(), instance);
  throw new Error(`no peer ${peer}`);
}

/** `npm-peer.js PEER FILE [REPEATS [BUDGET]]`; HiGHS reads its model from text, which its time includes. */
async function main([peer = '', path = '', ...repetition]: readonly string[]): Promise<void> {
  const instance = readInstance(path);
  const solve = await prepare(peer, instance);
  const { seconds, result } = timed(readRepetition(repetition), solve);
  const pairs = result.filter((at) => at >= 0);
  const points = pairs.reduce((sum, at) => sum + instance.points[at]!, 0);
  report(seconds, { matched: pairs.length, points });
}

await main(process.argv.slice(2));
