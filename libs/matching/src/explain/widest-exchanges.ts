import { byColumn, type Columns, type Graph } from '../problem/graph.js';
import { foldWeights, type Weights } from '../problem/weights.js';
import { fold } from '../session/fold.js';
import type { Solution } from '../solver/solve.js';
import { Heap } from './heap.js';

/**
 * Under `worst-off-first`: how low the weakest pair must fall for a mentee to have a certain mentor, as many mentees of
 * every tier matched as before. Exchanges that match as many are the cycles of pairs that are tight by the prices for the
 * tiers alone; of these the widest path (the one whose lowest pair is highest) is sought from the place that the mentee
 * would leave, by Dijkstra's algorithm with the lowest points in place of the length.
 */
export class WidestExchanges {
  private readonly graph: Graph;
  private readonly assigned: Int32Array;
  private readonly table: Columns;
  private readonly weights: Weights;
  private readonly rowPrice: Float64Array;
  private readonly columnPrice: Float64Array;
  private readonly load: Int32Array;
  private readonly width: Float64Array;
  private readonly heap = new Heap();
  private goal = -1;

  /** For a solution whose worst-off level has a value. */
  constructor({ graph, optimum, worst }: Solution) {
    this.graph = graph;
    this.assigned = optimum.assigned;
    this.table = byColumn(graph);
    this.weights = foldWeights(graph, false);
    this.rowPrice = fold(worst!.countPrices.mentees, this.weights);
    this.columnPrice = fold(worst!.countPrices.mentors, this.weights);
    this.load = new Int32Array(graph.columns);
    for (const j of this.assigned) if (j >= 0) this.load[j]!++;
    this.width = new Float64Array(graph.columns + 1);
  }

  /** The lowest points on the best exchange that gives `row` the pair at `place`, −1 if every one leaves somebody out. */
  widthOf(row: number, place: number): number {
    const own = this.assigned[row]!;
    const goal = own < 0 ? this.graph.columns : own;
    if (goal !== this.goal) this.search(goal);
    const column = this.graph.column[place]!;
    if (this.graph.capacity[column] === 0 || !this.isTight(row, place)) return -1;
    return Math.min(this.width[column]!, this.graph.points[place]!);
  }

  private isTight(row: number, place: number): boolean {
    const price = this.rowPrice[row]! + this.columnPrice[this.graph.column[place]!]!;
    return price === this.weights.tier[this.graph.tier[row]!]!;
  }

  private search(goal: number): void {
    const { graph, width, heap } = this;
    this.goal = goal;
    width.fill(-1);
    width[goal] = Infinity;
    heap.push(-Infinity, goal);
    while (heap.size > 0) {
      const reached = -heap.least;
      const node = heap.pop();
      if (reached < width[node]!) continue;
      if (node === graph.columns) this.widenFromOut(reached);
      else this.widenFromColumn(node, reached);
    }
  }

  private widen(node: number, width: number): void {
    if (width <= this.width[node]!) return;
    this.width[node] = width;
    this.heap.push(-width, node);
  }

  private widenFromColumn(node: number, reached: number): void {
    const { graph, table } = this;
    if (graph.capacity[node] === 0) return;
    for (let at = table.start[node]!; at < table.start[node + 1]!; at++) {
      const row = table.row[at]!;
      const place = table.place[at]!;
      const from = this.assigned[row]!;
      if (from === node || !this.isTight(row, place)) continue;
      this.widen(from < 0 ? graph.columns : from, Math.min(reached, graph.points[place]!));
    }
    const canGiveUp = this.load[node]! > graph.minimum[node]! && this.columnPrice[node] === 0;
    if (canGiveUp) this.widen(graph.columns, reached);
  }

  private widenFromOut(reached: number): void {
    const { graph } = this;
    this.assigned.forEach((j, i) => {
      if (j >= 0 && this.rowPrice[i] === 0) this.widen(j, reached);
    });
    for (let j = 0; j < graph.columns; j++) {
      if (this.load[j]! < graph.capacity[j]! && this.columnPrice[j] === 0) this.widen(j, reached);
    }
  }
}
