import * as fc from 'fast-check';
import { checkProblem } from '../problem/check-problem.js';
import { buildGraph, type Graph } from '../problem/graph.js';
import { isInfeasible, type Infeasible } from '../problem/types.js';
import { foldWeights, type Weights } from '../problem/weights.js';
import { problems } from '../testing/problems.js';
import { optimise, optimiseFrom, optimisePlainly, type Solved } from './optimise.js';

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** What an assignment is worth, after its prices have proved that no other is worth more. */
function provenWorth(graph: Graph, weights: Weights, answer: Solved | Infeasible): number | null {
  if (isInfeasible(answer)) return null;
  const { assigned, rowPrice, columnPrice } = answer;
  const load = new Int32Array(graph.columns);
  let worth = 0;
  let bound = 0;
  for (let i = 0; i < graph.rows; i++) {
    demand(rowPrice[i]! >= 0, `row ${i} has a negative price`);
    bound += rowPrice[i]!;
    if (assigned[i]! >= 0) load[assigned[i]!]!++;
    for (let at = graph.start[i]!; at < graph.start[i + 1]!; at++) {
      const value = weights.tier[graph.tier[i]!]! + graph.points[at]!;
      demand(
        rowPrice[i]! + columnPrice[graph.column[at]!]! >= value,
        `pair ${at} is worth more than its prices`,
      );
      if (graph.column[at] === assigned[i]) worth += value;
    }
  }
  for (let j = 0; j < graph.columns; j++) {
    demand(load[j]! >= graph.minimum[j]! && load[j]! <= graph.capacity[j]!, `load of column ${j}`);
    const price = columnPrice[j]!;
    bound += price > 0 ? price * graph.capacity[j]! : price * graph.minimum[j]!;
  }
  demand(bound === worth, `worth ${worth} of ${bound}`);
  return worth;
}

const shapes = fc.oneof(
  problems({ mentees: 30, mentors: 12, withLocks: false }),
  problems({ mentees: 12, mentors: 30, withLocks: false, withMinimums: false }),
  problems({ mentees: 40, mentors: 40, withLocks: false, maxPoints: 2 }),
);

function graphOf(raw: unknown): { graph: Graph; weights: Weights } | null {
  const problem = checkProblem(raw);
  for (let j = 0; j < problem.mentors; j++) {
    if ((problem.minimum?.[j] ?? 0) > problem.capacity[j]!) return null;
  }
  const graph = buildGraph(problem, new Int32Array(problem.mentees).fill(-1));
  return { graph, weights: foldWeights(graph) };
}

describe('optimise', () => {
  it('finds the same value in WebAssembly and in plain TypeScript, each with prices that prove it', () => {
    fc.assert(
      fc.property(shapes, (problem) => {
        const made = graphOf(problem);
        if (!made) return;
        const { graph, weights } = made;
        const [fast, plain] = [optimise(graph, weights, {}), optimisePlainly(graph, weights, {})];
        expect(provenWorth(graph, weights, fast)).toBe(provenWorth(graph, weights, plain));
        if (isInfeasible(fast)) expect(fast).toEqual(plain);
        else expect(fast.solver).toMatch(/wasm|simd/);
      }),
      { numRuns: 400, seed: 31 },
    );
  });

  it('goes over from paths to the network simplex where paths grow long, and still proves its value', () => {
    // Points that are products leave no short path: Machol & Wien 1976.
    const n = 150;
    const problem = {
      mentees: n,
      mentors: n,
      capacity: new Array<number>(n).fill(1),
      maxPoints: n * n,
      pairs: {
        mentee: Array.from({ length: n * n }, (_, k) => Math.floor(k / n)),
        mentor: Array.from({ length: n * n }, (_, k) => k % n),
        points: Array.from({ length: n * n }, (_, k) => n * n - (Math.floor(k / n) + 1) * ((k % n) + 1)),
      },
    };
    const { graph, weights } = graphOf(problem)!;
    const answer = optimise(graph, weights, {});
    expect(answer).toMatchObject({ solver: 'shortest-augmenting-paths+network-simplex/simd' });
    const points = n ** 3 - (n * (n + 1) * (n + 2)) / 6;
    expect(provenWorth(graph, weights, answer)).toBe(n * weights.tier[0]! + points);
  });

  it('reaches the optimum from any start, good or not', () => {
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.nat()), (problem, picks) => {
        const made = graphOf(problem);
        if (!made) return;
        const { graph, weights } = made;
        const cold = optimise(graph, weights, {});
        const pick = (below: number) => (picks.next().value ?? 0) % below;
        const start = {
          assigned: Int32Array.from({ length: graph.rows }, () => pick(graph.columns + 1) - 1),
          columnPrice: Float64Array.from({ length: graph.columns }, () => pick(50)),
        };
        const warm = optimiseFrom(graph, weights, start, {});
        expect(provenWorth(graph, weights, warm)).toBe(provenWorth(graph, weights, cold));
      }),
      { numRuns: 150, seed: 32 },
    );
  });
});
