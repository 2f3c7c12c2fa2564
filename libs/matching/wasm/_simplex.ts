import { firstMissing, firstOut, firstPlace, full, root, spare } from './_basis';
import { intAt, setInt, setNumber } from './_memory';
import { assigned, columns, pairColumn, pairCost, price, rows } from './_problem';
import { entering, owner } from './_pricing';
import {
  addFlow,
  arcOf,
  depthOf,
  flowOf,
  following,
  isUp,
  parentOf,
  potentialOf,
  refresh,
  rehang,
  setDepth,
  setPotential,
} from './_tree';

/**
 * The pivots of the primal network simplex method (see `network-simplex.ts`, which does the same in plain
 * TypeScript). Flows are int32, potentials float64 that hold whole numbers.
 */

let missingCost: f64 = 0;

@inline
function costOf(arc: i32, row: i32): f64 {
  if (arc < firstOut) return pairCost(row, arc);
  return arc < firstMissing ? 0 : missingCost;
}

/** The row of a tree arc that is a pair: whichever end is one. */
@inline
function rowEnd(a: i32, b: i32): i32 {
  return a < rows ? a : b;
}

@inline
function roomOf(arc: i32): i32 {
  if (arc < firstPlace || arc >= firstMissing) return i32.MAX_VALUE;
  const bound = intAt(spare, arc - firstPlace);
  return bound < 0 ? i32.MAX_VALUE : bound;
}

export function startPotentials(costOfMissing: f64): void {
  missingCost = costOfMissing;
  for (let node = following(root); node >= 0; node = following(node)) {
    const parent = parentOf(node);
    const cost = costOf(arcOf(node), rowEnd(node, parent));
    setDepth(node, depthOf(parent) + 1);
    setPotential(node, potentialOf(parent) + (isUp(node) ? -cost : cost));
  }
}

/** Makes at most `most` pivots. Returns how many: fewer only at the optimum. */
export function pivots(most: i32): i32 {
  for (let done = 0; done < most; done++) {
    const arc = entering();
    if (arc < 0) return done;
    pivot(arc, owner);
  }
  return most;
}

function pivot(arc: i32, own: i32): void {
  const isPlace = arc >= firstPlace;
  const fromUpper = isPlace && intAt(full, own) != 0;
  const source = isPlace ? root : own;
  const target = arc < firstOut ? rows + pairColumn(own, arc) : isPlace ? rows + own : root;
  const first = fromUpper ? target : source;
  const second = fromUpper ? source : target;
  let a = first;
  let b = second;
  let depthA = depthOf(a);
  let depthB = depthOf(b);
  while (a != b) {
    if (depthA >= depthB) {
      a = parentOf(a);
      depthA--;
    } else {
      b = parentOf(b);
      depthB--;
    }
  }
  const join = a;

  // The flow goes first → second on the entering arc, from there up to the join and down to `first` again.
  // Among blocking arcs the last one on this way, counted from the join, leaves: the tree stays strongly feasible.
  let delta = roomOf(arc);
  let out = -1;
  let onFirstSide = false;
  for (let u = first; u != join; u = parentOf(u)) {
    const room = isUp(u) ? flowOf(u) : roomOf(arcOf(u)) - flowOf(u);
    if (room < delta) {
      delta = room;
      out = u;
      onFirstSide = true;
    }
  }
  for (let u = second; u != join; u = parentOf(u)) {
    const room = isUp(u) ? roomOf(arcOf(u)) - flowOf(u) : flowOf(u);
    if (room <= delta) {
      delta = room;
      out = u;
      onFirstSide = false;
    }
  }
  if (delta > 0) {
    for (let u = first; u != join; u = parentOf(u)) addFlow(u, isUp(u) ? -delta : delta);
    for (let u = second; u != join; u = parentOf(u)) addFlow(u, isUp(u) ? delta : -delta);
  }
  if (out < 0) {
    setInt(full, own, fromUpper ? 0 : 1);
    return;
  }
  const leaving = arcOf(out);
  if (leaving >= firstPlace && leaving < firstMissing) {
    setInt(full, leaving - firstPlace, flowOf(out) > 0 ? 1 : 0);
  }
  if (isPlace) setInt(full, own, 0);
  const inside = onFirstSide ? first : second;
  const outside = onFirstSide ? second : first;
  const up = source == inside;
  const cost = costOf(arc, own);
  const shift = potentialOf(outside) + (up ? -cost : cost) - potentialOf(inside);
  rehang(out, inside, outside, arc, up, fromUpper ? intAt(spare, own) - delta : delta);
  refresh(inside, shift);
}

/** Writes the assignment and the prices; of rows to `rowPrice` (float64). */
export function readOptimum(rowPrice: usize): void {
  for (let i = 0; i < rows; i++) {
    setInt(assigned, i, -1);
    setNumber(rowPrice, i, potentialOf(i));
  }
  for (let node = 0; node < root; node++) {
    const arc = arcOf(node);
    if (arc >= firstOut || flowOf(node) == 0) continue;
    const row = rowEnd(node, parentOf(node));
    setInt(assigned, row, pairColumn(row, arc));
  }
  for (let j = 0; j < columns; j++) setNumber(price, j, 0 - potentialOf(rows + j));
}

/** Whether a column stays below its minimum at the optimum. */
export function isShort(j: i32): bool {
  return arcOf(rows + j) >= firstMissing && flowOf(rows + j) > 0;
}
