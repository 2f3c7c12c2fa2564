import { byColumn, type Graph } from '../problem/graph.js';

/** One eligible pair of a mentee: the mentor and the points. */
export interface RowPair {
  mentor: number;
  points: number;
}

/**
 * The eligible pairs of a session: rows and columns on typed arrays that can grow. A pair keeps its place for
 * ever; a row that changes gets new places at the end, and its old ones are closed, so that lists by column need no
 * rebuilding.
 */
export class PairStore {
  rows: number;
  columns: number;
  /** Pairs of row `i` stand at `from[i] … to[i] − 1`, by column. */
  from: Int32Array;
  to: Int32Array;
  column: Int32Array;
  points: Int32Array;
  /** Each row's tier as an index from 0, best first. */
  tier: Int32Array;
  /** 1 where a pair is not to be used: banned, or of a row that has changed since. */
  closed: Uint8Array;
  used: number;
  /** The most points that any pair ever had. */
  largestPoints: number;
  /** The pairs that each column began with; what came later stands in `later`. */
  readonly firstOf: Int32Array;
  readonly rowAt: Int32Array;
  readonly placeAt: Int32Array;
  private readonly later = new Map<number, { rows: number[]; places: number[] }>();
  private readonly baseColumns: number;

  constructor(graph: Graph) {
    this.rows = graph.rows;
    this.columns = graph.columns;
    this.baseColumns = graph.columns;
    this.used = graph.column.length;
    this.from = graph.start.slice(0, graph.rows);
    this.to = graph.start.slice(1);
    this.column = graph.column;
    this.points = graph.points;
    this.tier = graph.tier;
    this.closed = new Uint8Array(this.used);
    this.largestPoints = graph.points.reduce((most, points) => Math.max(most, points), 0);
    const table = byColumn(graph);
    this.firstOf = table.start;
    this.rowAt = table.row;
    this.placeAt = table.place;
  }

  /** Where the columns that a session began with end: their lists stand in `firstOf`, `rowAt`, `placeAt`. */
  hasFirst(column: number): boolean {
    return column < this.baseColumns;
  }

  /** Pairs of a column that came later, or none. */
  laterOf(column: number): { rows: number[]; places: number[] } | undefined {
    return this.later.get(column);
  }

  /** The place of a pair, closed or not; −1 if there is none. */
  find(row: number, column: number): number {
    let low = this.from[row]!;
    let high = this.to[row]! - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const here = this.column[middle]!;
      if (here === column) return middle;
      if (here < column) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** The open pairs of a row, by mentor. */
  pairsOf(row: number): RowPair[] {
    const pairs: RowPair[] = [];
    for (let at = this.from[row]!; at < this.to[row]!; at++) {
      if (!this.closed[at]) pairs.push({ mentor: this.column[at]!, points: this.points[at]! });
    }
    return pairs;
  }

  /** The places of a column's open pairs. */
  openPlacesOf(column: number): number[] {
    const places = this.hasFirst(column)
      ? Array.from(this.placeAt.subarray(this.firstOf[column], this.firstOf[column + 1]))
      : [];
    places.push(...(this.later.get(column)?.places ?? []));
    return places.filter((place) => !this.closed[place]);
  }

  addRow(tier: number): number {
    const row = this.rows++;
    this.tier = grown(this.tier, this.rows);
    this.tier[row] = tier;
    this.from = grown(this.from, this.rows);
    this.to = grown(this.to, this.rows);
    this.from[row] = this.to[row] = this.used;
    return row;
  }

  addColumn(): number {
    return this.columns++;
  }

  /** Gives a row these pairs in place of what it had; `pairs` by mentor. Returns what takes the change back. */
  replaceRow(row: number, pairs: readonly RowPair[]): () => void {
    const [from, to] = [this.from[row]!, this.to[row]!];
    const before = this.closed.slice(from, to);
    this.closed.fill(1, from, to);
    const at = this.used;
    this.used += pairs.length;
    this.column = grown(this.column, this.used);
    this.points = grown(this.points, this.used);
    this.closed = grown(this.closed, this.used);
    pairs.forEach(({ mentor, points }, k) => {
      this.column[at + k] = mentor;
      this.points[at + k] = points;
      this.largestPoints = Math.max(this.largestPoints, points);
      const list = this.later.get(mentor) ?? { rows: [], places: [] };
      this.later.set(mentor, list);
      list.rows.push(row);
      list.places.push(at + k);
    });
    this.from[row] = at;
    this.to[row] = this.used;
    return () => {
      this.closed.fill(1, at, at + pairs.length);
      this.closed.set(before, from);
      this.from[row] = from;
      this.to[row] = to;
    };
  }
}

type Typed = Int32Array | Uint8Array | Float64Array;

/** The array itself if it has room for `size` entries, else a copy with half as much again. */
export function grown<T extends Typed>(array: T, size: number): T {
  if (size <= array.length) return array;
  const room = Math.max(size, Math.ceil(array.length * 1.5) + 16);
  const larger = (
    array instanceof Float64Array
      ? new Float64Array(room)
      : array instanceof Int32Array
        ? new Int32Array(room)
        : new Uint8Array(room)
  ) as T;
  larger.set(array);
  return larger;
}
