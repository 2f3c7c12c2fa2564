import type { Numbers } from '../problem/types.js';
import type { Weights } from '../problem/weights.js';
import type { PairStore } from './pair-store.js';
import { SearchSide } from './search-side.js';

/** What a network counts: with points or the tiers alone, all pairs or those of at least `floor` points. */
export interface NetworkKind {
  weights: Weights;
  withPoints: boolean;
  floor: number;
  /** What a column's k-th place costs, from 1, locked ones before it counted; absent: nothing. */
  placeCost: ((column: number, place: number) => number) | null;
}

/** An optimal flow that one starts from; prices are folded. */
export interface NetworkState {
  assigned: Int32Array;
  rowPrice: Float64Array;
  columnPrice: Float64Array;
  capacity: Int32Array;
  minimum: Int32Array;
  /** 1 for rows that take no part: locked ones. */
  absent: Uint8Array;
}

/** A column without places takes no part: nothing reaches a price above everything. */
export const CLOSED = Infinity;

/**
 * A matching with prices that prove it, on pairs that may change, and the searches that repair it. Rows have prices
 * `u ≥ 0` (0 if left out), columns `v`; `u + v` is at least every open pair's value and equal to it for pairs of the
 * matching.
 *
 * Every change is a unit too many somewhere (`push`), a unit too few (`drain`), or both (`exchange`), each repaired
 * by shortest paths on reduced costs that end at the root of the network ("left out", free places): so the root, next to
 * everything, is never expanded. Prices follow by the distances.
 */
export class Flow {
  assigned: Int32Array;
  rowPrice: Float64Array;
  columnPrice: Float64Array;
  /** Units that a column sends out: its rows, but for one more or less in the middle of a change. */
  load: Int32Array;
  capacity: Int32Array;
  minimum: Int32Array;
  absent: Uint8Array;
  /** Matched rows by tier. */
  readonly counts: number[];
  /** Rows that have been seated anew since the journal was opened, with the column before. */
  journal: Map<number, number> | null = null;
  protected firstIn: Int32Array;
  protected nextIn: Int32Array;
  protected previousIn: Int32Array;
  protected readonly outwards: SearchSide;
  protected readonly inwards: SearchSide;
  /** Where the two directions of an exchange meet at the least length. */
  private meeting = -1;
  private shortest = Infinity;
  /** A row of the exchange under way that has no place yet, −1 for none. */
  private seeking = -1;

  constructor(
    protected readonly store: PairStore,
    protected readonly kind: NetworkKind,
    state: NetworkState,
  ) {
    const { rows, columns } = store;
    this.assigned = new Int32Array(rows).fill(-1);
    this.rowPrice = state.rowPrice;
    this.columnPrice = state.columnPrice;
    this.capacity = state.capacity;
    this.minimum = state.minimum;
    this.absent = state.absent;
    this.load = new Int32Array(columns);
    this.counts = Array.from(kind.weights.tier, () => 0);
    this.firstIn = new Int32Array(columns).fill(-1);
    this.nextIn = new Int32Array(rows).fill(-1);
    this.previousIn = new Int32Array(rows).fill(-1);
    this.outwards = new SearchSide(columns);
    this.inwards = new SearchSide(columns);
    for (let j = 0; j < columns; j++) if (this.capacity[j] === 0) this.columnPrice[j] = CLOSED;
    for (let i = rows - 1; i >= 0; i--) {
      const j = state.assigned[i]!;
      if (j < 0) continue;
      this.seat(i, j);
      this.load[j]!++;
    }
  }

  /** What a pair is worth here, folded. */
  protected value(row: number, place: number): number {
    const { weights, withPoints } = this.kind;
    const worth = weights.tier[this.store.tier[row]!]!;
    return withPoints ? worth + this.store.points[place]! : worth;
  }

  protected isOpen(place: number): boolean {
    return this.store.closed[place] === 0 && this.store.points[place]! >= this.kind.floor;
  }

  /** What a pair lacks to be as good as the prices say; below 0 it must be taken up. */
  reduced(row: number, place: number): number {
    const price = this.columnPrice[this.store.column[place]!]!;
    return this.isOpen(place) ? this.rowPrice[row]! + price - this.value(row, place) : Infinity;
  }

  /** What a row would pay at most at these prices, at least 0. */
  protected bestGain(row: number): number {
    const { from, to, column } = this.store;
    let best = 0;
    for (let at = from[row]!; at < to[row]!; at++) {
      if (this.isOpen(at)) best = Math.max(best, this.value(row, at) - this.columnPrice[column[at]!]!);
    }
    return best;
  }

  /** What the rows would pay at most for a place in a column that had none, at least 0. */
  protected bestOffer(column: number): number {
    let best = 0;
    this.forRowsOf(column, (row, place) => {
      if (!this.isOpen(place) || this.absent[row]) return;
      best = Math.max(best, this.value(row, place) - this.rowPrice[row]!);
    });
    return best;
  }

  protected forRowsOf(column: number, take: (row: number, place: number) => void): void {
    const { store } = this;
    if (store.hasFirst(column)) {
      for (let at = store.firstOf[column]!; at < store.firstOf[column + 1]!; at++)
        take(store.rowAt[at]!, store.placeAt[at]!);
    }
    const later = store.laterOf(column);
    later?.rows.forEach((row, k) => take(row, later.places[k]!));
  }

  protected placeCost(column: number, place: number): number {
    return this.kind.placeCost ? this.kind.placeCost(column, place) : 0;
  }

  /** What one more mentee in a column's free place costs; Infinity if there is none. */
  protected filling(column: number): number {
    const next = this.load[column]! + 1;
    if (next > this.capacity[column]!) return Infinity;
    return this.placeCost(column, next) - this.columnPrice[column]!;
  }

  /** What one mentee less in a column costs; Infinity at its minimum. */
  protected givingUp(column: number): number {
    const load = this.load[column]!;
    if (load <= this.minimum[column]!) return Infinity;
    return this.columnPrice[column]! - this.placeCost(column, load);
  }

  /** One unit too many, at a row without a place or in a column: takes the cheapest way out. Always possible. */
  protected push(row: number, column: number): void {
    const side = this.outwards;
    this.beginOutwards(row, column);
    while (side.canGoOn) this.expandOutwards();
    this.raise(row, side.root);
    this.moveOut(row, column);
    side.clear();
  }

  /** One unit too few in a column: fetches one the cheapest way. False, and nothing changed, if there is none. */
  protected drain(column: number): boolean {
    const side = this.inwards;
    side.reach(column, 0);
    while (side.canGoOn) this.expandInwards();
    const found = side.root < Infinity;
    if (found) {
      this.lower(side.root);
      this.moveIn(column);
    }
    side.clear();
    return found;
  }

  /**
   * One unit too many at a row or in a column, and one too few in `target`: brings the one to the other the cheapest way,
   * which leads straight on, or out to the root and in again. Searched from both ends, so that both stay small. False, and
   * nothing changed, if there is no way.
   */
  protected exchange(row: number, column: number, target: number): boolean {
    const { outwards, inwards } = this;
    this.seeking = row;
    this.beginOutwards(row, column);
    inwards.reach(target, 0);
    this.meeting = -1;
    this.shortest = Infinity;
    this.meet(target);
    for (;;) {
      const [out, back] = [outwards.radius, inwards.radius];
      const best = Math.min(this.shortest, outwards.root + inwards.root);
      if (!(out + back < best)) break;
      const outFirst = outwards.work <= inwards.work;
      if (outwards.canGoOn && (outFirst || !inwards.canGoOn)) this.expandOutwards();
      else this.expandInwards();
    }
    const best = Math.min(this.shortest, outwards.root + inwards.root);
    if (best < Infinity) {
      const radius = Math.min(outwards.radius, best);
      this.raise(row, radius);
      this.lower(best - radius);
      if (this.shortest <= outwards.root + inwards.root) this.moveAcross(row, column, target);
      else {
        this.moveOut(row, column);
        this.moveIn(target);
      }
    }
    outwards.clear();
    inwards.clear();
    this.meeting = -1;
    this.seeking = -1;
    return best < Infinity;
  }

  /** A column that both directions have reached. */
  private meet(column: number): void {
    const length = this.outwards.distance[column]! + this.inwards.distance[column]!;
    if (length >= this.shortest) return;
    this.shortest = length;
    this.meeting = column;
  }

  private beginOutwards(row: number, column: number): void {
    const side = this.outwards;
    if (row >= 0) {
      side.end(this.rowPrice[row]!, row, -1);
      this.pushRow(row, 0);
      return;
    }
    side.reach(column, 0);
    side.end(this.filling(column), -1, column);
  }

  private expandOutwards(): void {
    const side = this.outwards;
    const length = side.heap.least;
    const node = side.heap.pop();
    side.work++;
    for (let tenant = this.firstIn[node]!; tenant >= 0; tenant = this.nextIn[tenant]!) {
      side.end(length + this.rowPrice[tenant]!, tenant, -1);
      this.pushRow(tenant, length);
    }
  }

  private pushRow(row: number, length: number): void {
    const { store, kind, columnPrice, load, capacity, outwards } = this;
    const { column, points, closed } = store;
    const { distance } = outwards;
    const base = length + this.rowPrice[row]! - kind.weights.tier[store.tier[row]!]!;
    const to = store.to[row]!;
    for (let at = store.from[row]!; at < to; at++) {
      const j = column[at]!;
      const worth = points[at]!;
      const sum = base + columnPrice[j]! - (kind.withPoints ? worth : 0);
      if (sum >= distance[j]! || closed[at] || worth < kind.floor) continue;
      // Beyond the root only a column that the other direction knows is of use.
      const known = this.inwards.distance[j]! < Infinity;
      if (sum >= outwards.root && !known) continue;
      outwards.reach(j, sum);
      outwards.by[j] = row;
      if (load[j]! < capacity[j]!) outwards.end(sum + this.filling(j), -1, j);
      if (known) this.meet(j);
    }
  }

  /** Makes the moves of the way out, from its end back to where it began. */
  private moveOut(row: number, column: number): void {
    const { endRow, endColumn } = this.outwards;
    if (endColumn >= 0) {
      this.load[endColumn]!++;
      this.moveAlong(row, column, endColumn);
    } else if (endRow !== row) {
      const from = this.assigned[endRow]!;
      this.unseat(endRow);
      this.moveAlong(row, column, from);
    }
  }

  /** Moves rows into `node`, into the place that is left then, and so on back to where the search began. */
  private moveAlong(row: number, column: number, node: number): void {
    for (let at = node; at !== column;) {
      const mover = this.outwards.by[at]!;
      const from = this.assigned[mover]!;
      if (from >= 0) this.unseat(mover);
      this.seat(mover, at);
      if (mover === row) return;
      at = from;
    }
  }

  private expandInwards(): void {
    const { store, inwards } = this;
    const length = inwards.heap.least;
    const node = inwards.heap.pop();
    inwards.work++;
    inwards.end(length + this.givingUp(node), -1, node);
    if (store.hasFirst(node)) {
      const [first, last] = [store.firstOf[node]!, store.firstOf[node + 1]!];
      this.drainPairs(node, length, store.rowAt, store.placeAt, first, last);
    }
    const later = store.laterOf(node);
    if (later) this.drainPairs(node, length, later.rows, later.places, 0, later.rows.length);
  }

  /** Who could come to `node`, by its pairs from `first` up to `last`. The innermost loop of a repair. */
  private drainPairs(
    node: number,
    length: number,
    rows: Numbers,
    places: Numbers,
    first: number,
    last: number,
  ): void {
    const { store, inwards, assigned, rowPrice, seeking } = this;
    const { points, tier, closed } = store;
    const { withPoints, floor } = this.kind;
    const weight = this.kind.weights.tier;
    const known = this.outwards.distance;
    const base = length + this.columnPrice[node]!;
    for (let k = first; k < last; k++) {
      const row = rows[k]!;
      const place = places[k]!;
      const worth = points[place]!;
      const sum = base + rowPrice[row]! - weight[tier[row]!]! - (withPoints ? worth : 0);
      const from = assigned[row]!;
      // Beyond the root only a column that the other direction knows is of use.
      if (from >= 0 ? sum >= inwards.distance[from]! : sum >= inwards.root && row !== seeking) continue;
      if (sum >= inwards.root && from >= 0 && known[from] === Infinity) continue;
      if (closed[place] || worth < floor || this.absent[row]) continue;
      if (from < 0) {
        // A row left out costs nothing more: the way ends here, through `node`.
        if (row === seeking) this.meetSeeker(node, sum - length);
        else inwards.end(sum, row, node);
      } else if (from !== node) {
        inwards.reach(from, sum);
        inwards.by[from] = row;
        inwards.towards[from] = node;
        if (known[from]! < Infinity) this.meet(from);
      }
    }
  }

  /** The row that seeks a place reaches a column by a step that was too long to be noted outwards. */
  private meetSeeker(column: number, length: number): void {
    const { outwards } = this;
    if (length < outwards.distance[column]!) {
      outwards.reach(column, length);
      outwards.by[column] = this.seeking;
    }
    this.meet(column);
  }

  /** Makes the moves of the way in, from its end at the root to the column that lacks one. */
  private moveIn(target: number): void {
    const { endRow, endColumn } = this.inwards;
    if (endRow >= 0) this.seat(endRow, endColumn);
    else this.load[endColumn]!--;
    this.moveOnwards(endColumn, target);
  }

  /** Moves a row out of `node`, one out of the column that it enters, and so on to the column that lacks one. */
  private moveOnwards(node: number, target: number): void {
    const { by, towards } = this.inwards;
    for (let at = node; at !== target; at = towards[at]!) {
      this.unseat(by[at]!);
      this.seat(by[at]!, towards[at]!);
    }
  }

  /** Moves along both halves of the way straight on. Where steps cost nothing they may share columns: cut short at the first. */
  private moveAcross(row: number, column: number, target: number): void {
    const { by } = this.outwards;
    const ahead = new Set([target]);
    for (let at = this.meeting; at !== target; at = this.inwards.towards[at]!) ahead.add(at);
    let turn = this.meeting;
    for (let at = this.meeting; at !== column && by[at] !== row;) {
      at = this.assigned[by[at]!]!;
      if (ahead.has(at)) turn = at;
    }
    this.moveOnwards(turn, target);
    this.moveAlong(row, column, turn);
  }

  /** Prices after a search outwards: columns within the radius rise, their rows and the row that began it fall. */
  private raise(row: number, radius: number): void {
    this.reprice(this.outwards, radius, 1);
    if (row >= 0) this.rowPrice[row]! -= radius;
  }

  /** Prices after a search inwards: columns within the radius fall, their rows rise. */
  private lower(radius: number): void {
    this.reprice(this.inwards, radius, -1);
  }

  private reprice({ touched, distance }: SearchSide, radius: number, sign: number): void {
    for (const column of touched) {
      const shift = radius - distance[column]!;
      if (shift <= 0) continue;
      this.columnPrice[column]! += sign * shift;
      for (let row = this.firstIn[column]!; row >= 0; row = this.nextIn[row]!)
        this.rowPrice[row]! -= sign * shift;
    }
  }

  protected seat(row: number, column: number): void {
    const first = this.firstIn[column]!;
    this.note(row);
    this.nextIn[row] = first;
    this.previousIn[row] = -1;
    if (first >= 0) this.previousIn[first] = row;
    this.firstIn[column] = row;
    this.assigned[row] = column;
    this.counts[this.store.tier[row]!]!++;
  }

  protected unseat(row: number): void {
    const column = this.assigned[row]!;
    const next = this.nextIn[row]!;
    const previous = this.previousIn[row]!;
    this.note(row);
    if (next >= 0) this.previousIn[next] = previous;
    if (previous >= 0) this.nextIn[previous] = next;
    else this.firstIn[column] = next;
    this.assigned[row] = -1;
    this.counts[this.store.tier[row]!]!--;
  }

  protected note(row: number): void {
    if (this.journal && !this.journal.has(row)) this.journal.set(row, this.assigned[row]!);
  }
}
