import { instantiate, pagesFor } from '../wasm/load.js';

/** What `wasm/solver.ts` exports; addresses are bytes in its memory. */
export interface SolverExports {
  heapBase(): number;
  setProblem(
    rows: number,
    columns: number,
    worth: number,
    capacity: number,
    minimum: number,
    assigned: number,
    price: number,
  ): void;
  setPairs(start: number, column: number, points: number): void;
  setMatrix(matrix: number, stride: number, ceiling: number): void;
  seatsNeeded(): number;
  startBidding(bid: number, load: number, firstSeat: number, seats: number, queue: number): void;
  startRound(discount: number): number;
  crowdedOut(): number;
  bestGains(gains: number): void;
  bidOnce(free: number, budget: number, raise: number, limit: number): number;
  startBasis(
    records: number,
    ofColumns: number,
    rootFlow: number,
    full: number,
    spare: number,
    load: number,
    keeper: number,
    second: number,
    leader: number,
    slack: number,
    pairs: number,
  ): void;
  startPotentials(costOfMissing: number): void;
  startPricing(block: number): void;
  pivots(most: number): number;
  readOptimum(rowPrice: number): void;
  isShort(column: number): number;
  clearMatrix(): void;
  costsOfPoints(): void;
  startDense(
    price2: number,
    rank: number,
    shown: number,
    load: number,
    firstSeat: number,
    seats: number,
    seatOf: number,
  ): void;
  startDenseBidding(bid: number, queue: number): number;
  bidOnceDense(free: number, budget: number): number;
  startDenseRound(discount: number): number;
  auctionOnceDense(free: number, budget: number, raise: number, limit: number): number;
  startPaths(
    key: number,
    from: number,
    doneColumn: number,
    doneAt: number,
    treeRow: number,
    treeShift: number,
    classOf: number,
    outRow: number,
    outKey: number,
    classes: number,
  ): void;
  augment(free: number, mostScans: number): number;
  served(): number;
  rowScans(): number;
}

/** A memory larger than this is given back to the system after the solve. */
const MOST_KEPT = 64 << 20;

let kept: Core | null = null;

/**
 * The solver's WebAssembly with its memory, given out from the start. One solve uses it at a time: `load` begins
 * anew, and whatever was placed before is gone. `null` where WebAssembly cannot be had.
 */
export class Core {
  private top: number;

  private constructor(
    readonly run: SolverExports,
    private readonly memory: WebAssembly.Memory,
  ) {
    this.top = run.heapBase();
  }

  static load(): Core | null {
    if (!kept || kept.memory.buffer.byteLength > MOST_KEPT) {
      const instance = instantiate('solver', 1 << 16);
      kept = instance && new Core(instance.exports as unknown as SolverExports, instance.memory);
    }
    if (kept) kept.top = kept.run.heapBase();
    return kept;
  }

  /** Forgets a large memory, so that it does not stay for the life of the process. */
  release(): void {
    if (this.memory.buffer.byteLength > MOST_KEPT && kept === this) kept = null;
  }

  /** Room for so many bytes, on a 16-byte boundary. Views made before are no longer valid: the memory may grow. */
  take(bytes: number): number {
    const at = Math.ceil(this.top / 16) * 16;
    this.top = at + bytes;
    const missing = pagesFor(this.top) - this.memory.buffer.byteLength / 65_536;
    if (missing > 0) this.memory.grow(missing);
    return at;
  }

  ints(at: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, at, length);
  }

  numbers(at: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, at, length);
  }

  /** Room for these whole numbers, filled. */
  putInts(values: Int32Array): number {
    const at = this.take(values.length * 4);
    this.ints(at, values.length).set(values);
    return at;
  }
}
