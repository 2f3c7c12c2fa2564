import { byColumn, findPair, type Graph } from '../problem/graph.js';
import { throwIfCancelled, type Watch } from './watch.js';

/** Who can be matched at all, points aside. */
export interface TierMatching {
  assigned: Int32Array;
  load: Int32Array;
  /** Matched rows by tier index. */
  counts: number[];
  /** Columns whose minimum loads cannot be met together; empty if all are. */
  short: number[];
}

/**
 * The most matched rows, tier by tier, with all minimum loads met if they can be. Sets of rows that can be
 * matched together form a transversal matroid (Edmonds & Fulkerson 1965), so rows are added tier by tier by
 * augmenting paths, which never unmatch a row; each tier in phases of shortest paths (Hopcroft & Karp 1973,
 * SIAM J. Comput. 2:225). Minimum loads are then met by moves that keep the matched rows (Mendelsohn &
 * Dulmage 1958). `near`, the matching of a graph that differs little, saves most of the paths. With `needed`, matched
 * rows by tier, it may end at the first tier that cannot have so many: what it returns then has fewer there.
 */
export function matchTiers(
  graph: Graph,
  watch: Watch = {},
  near?: TierMatching,
  needed?: readonly number[],
): TierMatching {
  const matching = new Matching(graph);
  for (let tier = 0; tier < graph.tiers.length; tier++) {
    const rows = matching.freeRows(tier);
    const mostFree = needed ? rows.length - needed[tier]! : Infinity;
    let free = near ? rows.filter((row) => !matching.seatAt(row, near.assigned[row]!)) : rows;
    let stuck = 0;
    while (free.length > 0 && stuck <= mostFree && matching.phase(free, watch)) {
      free = free.filter((row) => matching.assigned[row]! < 0);
      const before = free.length;
      matching.closeDeadEnds();
      free = free.filter((row) => !matching.isStuck(row));
      stuck += before - free.length;
    }
    if (free.length + stuck > mostFree) {
      return { assigned: matching.assigned, load: matching.load, counts: matching.counts(), short: [] };
    }
  }
  const short = matching.meetMinimums(watch);
  return { assigned: matching.assigned, load: matching.load, counts: matching.counts(), short };
}

/** In `layerOf`: no path passes here any more. */
const CLOSED = -1;
/** Dead ends are looked for in so many passes over the rows at most. */
const SWEEPS = 12;

class Matching {
  readonly assigned: Int32Array;
  readonly load: Int32Array;
  private readonly firstIn: Int32Array;
  private readonly nextIn: Int32Array;
  private readonly previousIn: Int32Array;
  private readonly level: Int32Array;
  private readonly at: Int32Array;
  private readonly nextSeat: Int32Array;
  /** The layer of a column's rows, 0 for a column that this phase has not reached. */
  private readonly layerOf: Int32Array;
  /** 1 for a row without a place, and −1 (`CLOSED`) for a column, from where no moves lead to a free place any more. */
  private readonly stuck: Uint8Array;
  private readonly closed: Int32Array;

  constructor(private readonly graph: Graph) {
    const { rows, columns } = graph;
    this.assigned = new Int32Array(rows).fill(-1);
    this.load = new Int32Array(columns);
    this.firstIn = new Int32Array(columns).fill(-1);
    this.nextIn = new Int32Array(rows).fill(-1);
    this.previousIn = new Int32Array(rows).fill(-1);
    this.level = new Int32Array(rows);
    this.at = new Int32Array(rows);
    this.nextSeat = new Int32Array(columns);
    this.layerOf = new Int32Array(columns);
    this.stuck = new Uint8Array(rows);
    this.closed = new Int32Array(columns);
  }

  freeRows(tier: number): number[] {
    const { rows, start } = this.graph;
    const free: number[] = [];
    for (let i = 0; i < rows; i++) {
      if (this.graph.tier[i] === tier && start[i]! < start[i + 1]!) free.push(i);
    }
    return free;
  }

  private seat(row: number, column: number): void {
    const old = this.assigned[row]!;
    if (old >= 0) {
      const next = this.nextIn[row]!;
      const previous = this.previousIn[row]!;
      if (next >= 0) this.previousIn[next] = previous;
      if (previous >= 0) this.nextIn[previous] = next;
      else this.firstIn[old] = next;
      this.load[old]!--;
    }
    this.assigned[row] = column;
    const first = this.firstIn[column]!;
    this.nextIn[row] = first;
    this.previousIn[row] = -1;
    if (first >= 0) this.previousIn[first] = row;
    this.firstIn[column] = row;
    this.load[column]!++;
  }

  /** Seats a row that has no place at a column, if it can be there. */
  seatAt(row: number, column: number): boolean {
    if (column < 0 || this.load[column]! >= this.graph.capacity[column]!) return false;
    if (findPair(this.graph, row, column) < 0) return false;
    this.seat(row, column);
    return true;
  }

  /** One phase: layers from the free rows, then disjoint paths along them. False if nothing was gained. */
  phase(free: readonly number[], watch: Watch): boolean {
    throwIfCancelled(watch);
    if (!this.layer(free)) return false;
    this.at.set(this.graph.start.subarray(0, this.graph.rows));
    this.nextSeat.fill(-2);
    let gained = 0;
    for (const row of free) if (this.augment(row)) gained++;
    return gained > 0;
  }

  isStuck(row: number): boolean {
    return this.stuck[row] === 1;
  }

  /**
   * Finds the rows and columns from where no moves lead to a free place. They stay so: paths never pass there, and
   * later tiers only take places. Without this, every phase would walk through all of them again. Passes over the rows
   * spread "open" backwards from the free places; if a few do not suffice nothing is closed.
   */
  closeDeadEnds(): void {
    const { columns, capacity } = this.graph;
    const open = new Uint8Array(columns);
    for (let j = 0; j < columns; j++) open[j] = this.load[j]! < capacity[j]! ? 1 : 0;
    const { rows, start } = this.graph;
    let waiting: number[] = [];
    for (let i = 0; i < rows; i++) {
      if (this.stuck[i] === 0 && start[i]! < start[i + 1]!) waiting.push(i);
    }
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      const left = waiting.filter((row) => !this.opens(row, open));
      if (left.length === waiting.length) {
        for (const row of left) this.stuck[row] = 1;
        for (let j = 0; j < columns; j++) if (open[j] === 0) this.closed[j] = CLOSED;
        return;
      }
      // There and back again, since moves lead through rows in any order.
      waiting = left.reverse();
    }
  }

  /** Whether a row stands at an open column or could move to one, which opens its own. */
  private opens(row: number, open: Uint8Array): boolean {
    const { start, column } = this.graph;
    const own = this.assigned[row]!;
    const end = start[row + 1]!;
    let at = start[row]!;
    if (own < 0 || open[own] === 0) {
      while (at < end && open[column[at]!] === 0) at++;
      if (at === end) return false;
      if (own >= 0) open[own] = 1;
    }
    return true;
  }

  private layer(free: readonly number[]): boolean {
    const { start, column, capacity } = this.graph;
    const { level, load, firstIn, nextIn } = this;
    level.fill(-1);
    this.layerOf.set(this.closed);
    let front: number[] = [...free];
    for (const row of front) level[row] = 0;
    let found = false;
    for (let depth = 1; front.length > 0 && !found; depth++) {
      const next: number[] = [];
      for (const row of front) {
        for (let at = start[row]!; at < start[row + 1]!; at++) {
          const j = column[at]!;
          if (this.layerOf[j] !== 0) continue;
          this.layerOf[j] = depth;
          if (load[j]! < capacity[j]!) {
            found = true;
            continue;
          }
          for (let other = firstIn[j]!; other >= 0; other = nextIn[other]!) {
            if (level[other]! >= 0) continue;
            level[other] = depth;
            next.push(other);
          }
        }
      }
      front = next;
    }
    return found;
  }

  private augment(first: number): boolean {
    const { start, column, capacity } = this.graph;
    const path: number[] = [first];
    while (path.length > 0) {
      const row = path[path.length - 1]!;
      const at = this.at[row]!;
      if (at >= start[row + 1]!) {
        path.pop();
        continue;
      }
      const j = column[at]!;
      if (this.load[j]! < capacity[j]!) {
        this.shift(path);
        return true;
      }
      const other = this.layerOf[j] === this.level[row]! + 1 ? this.nextTenant(j) : -1;
      if (other >= 0) path.push(other);
      else this.at[row]!++;
    }
    return false;
  }

  /** The next row in a column that this phase has not tried, −1 if there is none. */
  private nextTenant(column: number): number {
    let row = this.nextSeat[column]!;
    if (row === -2) row = this.firstIn[column]!;
    // A row that this phase has moved in stands before all others and is not tried again.
    while (row >= 0 && this.level[row]! < 0) row = this.nextIn[row]!;
    this.nextSeat[column] = row >= 0 ? this.nextIn[row]! : -1;
    return row;
  }

  /** Moves each row of a path to the column it stands at; the last takes the free place first. */
  private shift(path: readonly number[]): void {
    for (let k = path.length - 1; k >= 0; k--) {
      const row = path[k]!;
      const j = this.graph.column[this.at[row]!]!;
      this.seat(row, j);
      this.level[row] = -1;
    }
  }

  counts(): number[] {
    const counts = this.graph.tiers.map(() => 0);
    this.assigned.forEach((column, row) => {
      if (column >= 0) counts[this.graph.tier[row]!]!++;
    });
    return counts;
  }

  /** Moves rows from columns above their minimum to columns below it. Returns a set that cannot be helped, or none. */
  meetMinimums(watch: Watch): number[] {
    const { columns, minimum } = this.graph;
    if (minimum.every((least) => least === 0)) return [];
    const table = byColumn(this.graph);
    for (let j = 0; j < columns; j++) {
      while (this.load[j]! < minimum[j]!) {
        throwIfCancelled(watch);
        const stuck = this.fetch(j, table.start, table.row);
        if (stuck.length > 0) return stuck;
      }
    }
    return [];
  }

  /** Brings one row to a column below its minimum, by a chain of moves. Returns the columns searched if there is none. */
  private fetch(short: number, start: Int32Array, rowsOf: Int32Array): number[] {
    const { minimum, columns } = this.graph;
    // The row that would leave a column, and the column that wants it.
    const leaver = new Int32Array(columns).fill(-1);
    const wantedBy = new Int32Array(columns).fill(-1);
    const queue = [short];
    wantedBy[short] = short;
    for (const j of queue) {
      for (let at = start[j]!; at < start[j + 1]!; at++) {
        const row = rowsOf[at]!;
        const from = this.assigned[row]!;
        if (from >= 0 && wantedBy[from]! >= 0) continue;
        if (from < 0 || this.load[from]! > minimum[from]!) {
          let mover = row;
          let to = j;
          for (;;) {
            this.seat(mover, to);
            if (to === short) return [];
            mover = leaver[to]!;
            to = wantedBy[to]!;
          }
        }
        wantedBy[from] = j;
        leaver[from] = row;
        queue.push(from);
      }
    }
    return queue;
  }
}
