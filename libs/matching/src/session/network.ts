import { Flow, CLOSED } from './flow.js';
import { grown } from './pair-store.js';

/**
 * An optimal matching that stays optimal while the problem changes (dynamic Hungarian method: Mills-Tettey, Stentz &
 * Dias, CMU-RI-TR-07-27, here with capacities and minimum loads): every change, as units that come and go.
 */
export class Network extends Flow {
  /** Takes over another optimal matching at the same prices. */
  adopt(assigned: Int32Array): void {
    const { rows } = this.store;
    for (let i = 0; i < rows; i++) {
      if (this.assigned[i] === assigned[i] || this.absent[i]) continue;
      this.release(i);
    }
    for (let i = 0; i < rows; i++) {
      const j = assigned[i]!;
      if (j < 0 || this.assigned[i]! >= 0 || this.absent[i]) continue;
      this.seat(i, j);
      this.load[j]!++;
    }
  }

  private release(row: number): void {
    const column = this.assigned[row]!;
    if (column < 0) return;
    this.unseat(row);
    this.load[column]!--;
  }

  /** Whether prices prove the matching: reduced costs not below 0, 0 on pairs of the matching, complementary slackness. */
  holds(): boolean {
    const { rows, columns, from, to, column } = this.store;
    for (let i = 0; i < rows; i++) {
      if (this.absent[i]) continue;
      const own = this.assigned[i]!;
      if (own < 0 ? this.rowPrice[i] !== 0 : !(this.rowPrice[i]! >= 0)) return false;
      let tight = own < 0;
      for (let at = from[i]!; at < to[i]!; at++) {
        const reduced = this.reduced(i, at);
        if (!(reduced >= 0)) return false;
        if (column[at] === own && reduced === 0) tight = true;
      }
      if (!tight) return false;
    }
    for (let j = 0; j < columns; j++) {
      const within = this.load[j]! >= this.minimum[j]! && this.load[j]! <= this.capacity[j]!;
      if (!within || !(this.filling(j) >= 0) || !(this.givingUp(j) >= 0)) return false;
    }
    return true;
  }

  /** Keeps the state; what is returned takes it back, in case that a change proves impossible. */
  save(): () => void {
    const kept = {
      assigned: this.assigned.slice(),
      rowPrice: this.rowPrice.slice(),
      columnPrice: this.columnPrice.slice(),
      load: this.load.slice(),
      capacity: this.capacity.slice(),
      minimum: this.minimum.slice(),
      absent: this.absent.slice(),
      firstIn: this.firstIn.slice(),
      nextIn: this.nextIn.slice(),
      previousIn: this.previousIn.slice(),
    };
    const counts = this.counts.slice();
    return () => {
      Object.assign(this, kept);
      counts.forEach((count, k) => (this.counts[k] = count));
    };
  }

  /** Makes room for rows and columns that the store has got; new columns have no places, new rows take no part. */
  grow(): void {
    const { rows, columns } = this.store;
    const before = { rows: this.assigned.length, columns: this.load.length };
    this.assigned = grown(this.assigned, rows);
    this.rowPrice = grown(this.rowPrice, rows);
    this.absent = grown(this.absent, rows);
    this.nextIn = grown(this.nextIn, rows);
    this.previousIn = grown(this.previousIn, rows);
    this.assigned.fill(-1, before.rows);
    this.absent.fill(1, before.rows);
    this.load = grown(this.load, columns);
    this.capacity = grown(this.capacity, columns);
    this.minimum = grown(this.minimum, columns);
    this.columnPrice = grown(this.columnPrice, columns);
    this.firstIn = grown(this.firstIn, columns);
    this.outwards.grow(columns);
    this.inwards.grow(columns);
    this.columnPrice.fill(CLOSED, before.columns);
    this.firstIn.fill(-1, before.columns);
  }

  /** A row takes part from now on. */
  addRow(row: number): void {
    this.absent[row] = 0;
    this.rowPrice[row] = this.bestGain(row);
    this.push(row, -1);
  }

  /** A row whose pairs have changed seeks its place anew. False if its old column cannot keep its minimum then. */
  changeRow(row: number): boolean {
    const column = this.assigned[row]!;
    if (column >= 0) this.unseat(row);
    this.rowPrice[row] = this.bestGain(row);
    if (column >= 0) return this.exchange(row, -1, column);
    this.push(row, -1);
    return true;
  }

  /** One place more. */
  addPlace(column: number): void {
    this.capacity[column]!++;
    if (this.columnPrice[column] === CLOSED) this.columnPrice[column] = this.bestOffer(column);
    if (this.filling(column) >= 0) return;
    // Somebody would gain by the place.
    this.load[column]!++;
    this.drain(column);
  }

  /** One place less; there must be more than the minimum. */
  removePlace(column: number): void {
    this.capacity[column]!--;
    if (this.load[column]! > this.capacity[column]!) {
      this.load[column]!--;
      this.push(-1, column);
    }
    if (this.capacity[column] === 0) this.columnPrice[column] = CLOSED;
  }

  /** One mentee more that a column must have. False, and nothing changed, if it cannot. */
  raiseMinimum(column: number): boolean {
    this.minimum[column]!++;
    if (this.load[column]! >= this.minimum[column]!) return true;
    this.load[column]!++;
    if (this.drain(column)) return true;
    this.load[column]!--;
    this.minimum[column]!--;
    return false;
  }

  lowerMinimum(column: number): void {
    this.minimum[column]!--;
    if (this.givingUp(column) >= 0) return;
    this.load[column]!--;
    this.push(-1, column);
  }

  /** A row leaves with the place that it is to have for good. False if the column that it leaves cannot keep its minimum. */
  lock(row: number, column: number): boolean {
    const from = this.assigned[row]!;
    if (from >= 0) this.unseat(row);
    this.absent[row] = 1;
    this.rowPrice[row] = 0;
    this.capacity[column]!--;
    if (this.minimum[column]! > 0) this.minimum[column]!--;
    this.load[column]!--;
    let possible = true;
    if (from < 0) this.push(-1, column);
    else if (from !== column) possible = this.exchange(-1, column, from);
    if (this.capacity[column] === 0) this.columnPrice[column] = CLOSED;
    return possible;
  }

  /** Takes `lock` back; `withMinimum` where the place counts towards the column's minimum again. */
  unlock(row: number, column: number, withMinimum: boolean): void {
    this.capacity[column]!++;
    if (this.columnPrice[column] === CLOSED) this.columnPrice[column] = this.bestOffer(column);
    if (withMinimum) this.minimum[column]!++;
    // An empty column may be priced below its first place, which is now taken and may be given up.
    if (this.load[column] === 0)
      this.columnPrice[column] = Math.max(this.columnPrice[column]!, this.placeCost(column, 1));
    this.load[column]!++;
    this.absent[row] = 0;
    this.rowPrice[row] = this.bestGain(row);
    this.exchange(row, -1, column);
  }
}
