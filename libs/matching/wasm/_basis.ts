import { intAt, numberAt, setInt, setNumber } from './_memory';
import {
  assigned,
  capacity,
  column,
  columns,
  dense,
  matrix,
  minimum,
  NO_PAIR,
  pairArc,
  price,
  rows,
  start,
  stride,
  worth,
  points,
  ceiling,
} from './_problem';
import { hang, startTree } from './_tree';

/**
 * A strongly feasible spanning tree from any assignment within the capacities, with the column prices as a hint
 * for the arcs that carry no flow: arcs without flow lead up, arcs that lead down carry flow.
 */

export let root: i32 = 0;
export let firstOut: i32 = 0;
export let firstPlace: i32 = 0;
export let firstMissing: i32 = 0;
/** By column: unused places at their upper bound and not in the tree; that bound, −1 for none. */
export let full: usize = 0;
export let spare: usize = 0;

let load_: usize = 0;
let keeper: usize = 0;
let second: usize = 0;
let slack: usize = 0;
let leader: usize = 0;

/** Arrays by column: `full` … `second` int32 (`leader` one longer), `slack` float64; `ofColumns` and `rootFlow` see `_tree.ts`. */
export function startBasis(
  recordsAt: usize,
  ofColumnsAt: usize,
  rootFlowAt: usize,
  fullAt: usize,
  spareAt: usize,
  loadAt: usize,
  keeperAt: usize,
  secondAt: usize,
  leaderAt: usize,
  slackAt: usize,
  pairCount: i32,
): void {
  full = fullAt;
  spare = spareAt;
  load_ = loadAt;
  keeper = keeperAt;
  second = secondAt;
  leader = leaderAt;
  slack = slackAt;
  root = rows + columns;
  firstOut = pairCount;
  firstPlace = firstOut + rows;
  firstMissing = firstPlace + columns;
  startTree(recordsAt, ofColumnsAt, rootFlowAt, root, firstPlace);
  for (let j = 0; j < columns; j++) {
    setInt(load_, j, 0);
    setInt(keeper, j, -1);
    setInt(full, j, 0);
    const least = intAt(minimum, j);
    setInt(spare, j, least > 0 ? intAt(capacity, j) - least : -1);
  }
  for (let j = 0; j <= columns; j++) setInt(leader, j, j);
  for (let i = 0; i < rows; i++) {
    const j = intAt(assigned, i);
    if (j >= 0) setInt(load_, j, intAt(load_, j) + 1);
  }
  chooseKeepers();
  hangOpenColumns();
  hangFullColumns();
  hangRows();
}

/** Of each full column the row with the least to lose by its second choice (−1: being left out). */
function chooseKeepers(): void {
  for (let i = 0; i < rows; i++) {
    const own = intAt(assigned, i);
    if (own < 0 || intAt(load_, own) < intAt(capacity, own)) continue;
    let ownGain: f64 = 0;
    let other = -1;
    let otherGain = -numberAt(worth, i);
    const from = dense ? i * stride : intAt(start, i);
    const to = dense ? from + columns : intAt(start, i + 1);
    for (let at = from; at < to; at++) {
      let gain: f64;
      let j: i32;
      if (dense) {
        const cost = intAt(matrix, at);
        if (cost >= NO_PAIR >> 1) continue;
        j = at - from;
        gain = <f64>(ceiling - cost) - numberAt(price, j);
      } else {
        j = intAt(column, at);
        gain = <f64>intAt(points, at) - numberAt(price, j);
      }
      if (j == own) ownGain = gain;
      else if (gain > otherGain) {
        otherGain = gain;
        other = j;
      }
    }
    const lead = ownGain - otherGain;
    if (intAt(keeper, own) >= 0 && numberAt(slack, own) <= lead) continue;
    setInt(keeper, own, i);
    setInt(second, own, other);
    setNumber(slack, own, lead);
  }
}

function hangOpenColumns(): void {
  for (let j = 0; j < columns; j++) {
    const held = intAt(load_, j);
    const unused = intAt(capacity, j) - held;
    if (held < intAt(minimum, j)) {
      setInt(full, j, 1);
      hang(rows + j, root, firstMissing + j, false, intAt(minimum, j) - held);
    } else if (unused > 0 || held == 0) {
      hang(rows + j, root, firstPlace + j, false, unused);
    } else continue;
    setInt(keeper, j, -1);
    join(j, columns);
  }
}

/** A full column hangs under one of its rows, which hangs on its second choice, or on the root if that closes a cycle. */
function hangFullColumns(): void {
  for (let j = 0; j < columns; j++) {
    const i = intAt(keeper, j);
    if (i < 0) continue;
    const other = intAt(second, j);
    if (other >= 0 && join(j, other)) {
      hang(i, rows + other, pairArc(i, other), true, 0);
    } else {
      join(j, columns);
      hang(i, root, firstOut + i, true, 0);
    }
    hang(rows + j, i, pairArc(i, j), false, 1);
  }
}

function hangRows(): void {
  for (let i = 0; i < rows; i++) {
    const j = intAt(assigned, i);
    if (j < 0) hang(i, root, firstOut + i, true, 1);
    else if (intAt(keeper, j) != i) hang(i, rows + j, pairArc(i, j), true, 1);
  }
}

function find(member: i32): i32 {
  while (intAt(leader, member) != member) {
    setInt(leader, member, intAt(leader, intAt(leader, member)));
    member = intAt(leader, member);
  }
  return member;
}

/** Joins two groups; false if they were one already. */
function join(a: i32, b: i32): bool {
  const left = find(a);
  const right = find(b);
  if (left == right) return false;
  setInt(leader, left, right);
  return true;
}
