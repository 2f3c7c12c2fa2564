import { buildGraph } from '../problem/graph.js';
import { foldWeights } from '../problem/weights.js';
import { planted } from '../testing/made-problems.js';
import { solveNetwork } from './dispatch.js';

describe('the start of the network simplex', () => {
  it('leaves few pivots where places are short and choices differ by little: points made from prices', () => {
    const { problem, matched, totalPoints } = planted(21, 4_000, 1_200, 50, 3_600);
    const graph = buildGraph(problem, new Int32Array(problem.mentees).fill(-1));
    const { solver, pivots, assigned } = solveNetwork(graph, foldWeights(graph), {});
    let points = 0;
    for (let i = 0; i < graph.rows; i++) {
      const end = graph.start[i + 1]!;
      for (let at = graph.start[i]!; at < end; at++) {
        if (graph.column[at] === assigned[i]) points += graph.points[at]!;
      }
    }
    expect(solver).toBe('network-simplex/wasm');
    expect([assigned.filter((j) => j >= 0).length, points]).toEqual([matched, totalPoints]);
    expect(pivots).toBeLessThan(2 * graph.rows);
  });
});
