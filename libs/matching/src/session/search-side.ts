import { Heap } from '../explain/heap.js';
import { grown } from './pair-store.js';

/** One direction of a search over columns: distances, how each was reached, and the way to the root. */
export class SearchSide {
  distance: Float64Array;
  /** The row that moves: into a column (outwards), or out of it (inwards). */
  by: Int32Array;
  /** Inwards: the column that the row moves to. */
  towards: Int32Array;
  readonly touched: number[] = [];
  readonly heap = new Heap();
  /** The length of the best way to the root, and its end: a row left out or let in, else a column's place. */
  root = Infinity;
  endRow = -1;
  endColumn = -1;
  /** Columns expanded, to keep two directions in step. */
  work = 0;

  constructor(columns: number) {
    this.distance = new Float64Array(columns).fill(Infinity);
    this.by = new Int32Array(columns);
    this.towards = new Int32Array(columns);
  }

  grow(columns: number): void {
    const before = this.distance.length;
    this.distance = grown(this.distance, columns);
    this.by = grown(this.by, columns);
    this.towards = grown(this.towards, columns);
    this.distance.fill(Infinity, before);
  }

  /** The distance up to which this direction knows everything; it never needs to go beyond the root. */
  get radius(): number {
    const { heap, distance } = this;
    while (heap.size > 0 && heap.least > distance[heap.top]!) heap.pop();
    return Math.min(heap.least, this.root);
  }

  get canGoOn(): boolean {
    return this.radius < this.root;
  }

  reach(column: number, length: number): void {
    if (this.distance[column] === Infinity) this.touched.push(column);
    this.distance[column] = length;
    this.heap.push(length, column);
  }

  end(length: number, row: number, column: number): void {
    if (length >= this.root) return;
    this.root = length;
    this.endRow = row;
    this.endColumn = column;
  }

  clear(): void {
    for (const column of this.touched) this.distance[column] = Infinity;
    this.touched.length = 0;
    this.heap.clear();
    this.root = Infinity;
    this.endRow = -1;
    this.endColumn = -1;
    this.work = 0;
  }
}
