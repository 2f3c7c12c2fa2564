import type { Graph } from '../problem/graph.js';
import type { Prices } from '../problem/types.js';
import { compareVectors } from './split-places.js';

/**
 * The pairs that a matching no worse than the known one can contain. The relaxation's prices bound every matching
 * with a pair by the relaxation's value less the pair's reduced cost `u + v − value`, level by level; where that
 * falls below the known matching's value, the pair is left out (reduced-cost fixing; Dantzig, Fulkerson & Johnson 1954).
 *
 * @param slack the relaxation's value less the known matching's: one entry per tier and, with `points`, the points
 */
export function filterPairs(graph: Graph, prices: Prices, slack: readonly number[], points: boolean): Graph {
  const start = new Int32Array(graph.rows + 1);
  const column: number[] = [];
  const kept: number[] = [];
  const cost = new Array<number>(slack.length);
  for (let i = 0; i < graph.rows; i++) {
    const u = prices.mentees[i];
    for (let at = graph.start[i]!; u && at < graph.start[i + 1]!; at++) {
      const v = prices.mentors[graph.column[at]!]!;
      for (let k = 0; k < cost.length; k++) cost[k] = u[k]! + v[k]!;
      cost[graph.tier[i]!]! -= 1;
      if (points) cost[cost.length - 1]! -= graph.points[at]!;
      if (compareVectors(cost, slack) > 0) continue;
      column.push(graph.column[at]!);
      kept.push(graph.points[at]!);
    }
    start[i + 1] = column.length;
  }
  return { ...graph, start, column: Int32Array.from(column), points: Int32Array.from(kept) };
}
