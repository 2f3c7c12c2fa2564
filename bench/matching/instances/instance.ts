/**
 * A matching problem as the benchmark's contestants exchange it: mentees are rows, mentors columns, the eligible
 * pairs stand row by row, in each row by column. Leaving a mentee out costs more than any sum of points.
 */
export interface Instance {
  rows: number;
  columns: number;
  /** No pair has more points. */
  maxPoints: number;
  /** Places of each mentor. */
  capacity: Int32Array;
  /** Pairs of row `i` stand at `start[i] … start[i + 1] − 1`. */
  start: Int32Array;
  column: Int32Array;
  points: Int32Array;
}

/** What the best matching is worth, the same for every right contestant. */
export interface Optimum {
  matched: number;
  points: number;
}

/** Collects rows of pairs into growing arrays. */
export class InstanceBuilder {
  private readonly start: Int32Array;
  private column: Int32Array;
  private points: Int32Array;
  private row = 0;
  private pairs = 0;

  constructor(
    private readonly rows: number,
    private readonly columns: number,
    expectedPairs: number,
  ) {
    this.start = new Int32Array(rows + 1);
    this.column = new Int32Array(Math.max(16, expectedPairs));
    this.points = new Int32Array(Math.max(16, expectedPairs));
  }

  /** A pair of the current row; columns must come in ascending order. */
  pair(column: number, points: number): void {
    if (this.pairs === this.column.length) {
      this.column = grown(this.column);
      this.points = grown(this.points);
    }
    this.column[this.pairs] = column;
    this.points[this.pairs++] = points;
  }

  endRow(): void {
    this.start[++this.row] = this.pairs;
  }

  build(capacity: Int32Array, maxPoints: number): Instance {
    const { rows, columns, start, pairs } = this;
    return {
      rows,
      columns,
      maxPoints,
      capacity,
      start,
      column: this.column.subarray(0, pairs),
      points: this.points.subarray(0, pairs),
    };
  }
}

function grown(values: Int32Array): Int32Array {
  const larger = new Int32Array(Math.ceil(values.length * 1.5));
  larger.set(values);
  return larger;
}

/** What a mentee left out costs: more than all points together, so the matched count comes first. */
export function leftOutCost(instance: Pick<Instance, 'rows' | 'maxPoints'>): number {
  return 1 + instance.maxPoints * instance.rows;
}
