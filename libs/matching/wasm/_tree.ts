import { intAt, setInt, setNumber } from './_memory';
import { rows } from './_problem';

/**
 * A rooted spanning tree, 32 bytes to a node, so that a step touches one cache line: pivots on large problems wait
 * for memory and for nothing else. Children hang in doubly linked lists; subtrees are walked in preorder. Pricing
 * reads the potentials of columns, which stand in an array of their own as well.
 */
let records: usize = 0;
/** By column: its potential (float64); the flow on the arc from the root, if that is the arc to its parent. */
export let ofColumns: usize = 0;
let rootFlow: usize = 0;
let root: i32 = 0;
let firstPlace: i32 = 0;

const POTENTIAL: usize = 0;
const PARENT: usize = 8;
/** The arc to the parent; below it a bit for the flow (of arcs that start at a row) and one for "leads up". */
const ARC: usize = 12;
const DEPTH: usize = 16;
const CHILD: usize = 20;
const NEXT: usize = 24;
const PREVIOUS: usize = 28;

@inline
function at(node: i32): usize {
  return records + (<usize>node << 5);
}

@inline
export function parentOf(node: i32): i32 {
  return load<i32>(at(node), PARENT);
}

@inline
export function arcOf(node: i32): i32 {
  return load<i32>(at(node), ARC) >> 2;
}

/** Whether the arc leads from the node up to its parent. */
@inline
export function isUp(node: i32): bool {
  return (load<i32>(at(node), ARC) & 1) != 0;
}

@inline
export function flowOf(node: i32): i32 {
  const packed = load<i32>(at(node), ARC);
  return packed >> 2 < firstPlace ? (packed >> 1) & 1 : intAt(rootFlow, node - rows);
}

/** Flows of arcs that start at a row change by one. */
@inline
export function addFlow(node: i32, change: i32): void {
  const record = at(node);
  const packed = load<i32>(record, ARC);
  if (packed >> 2 < firstPlace) store<i32>(record, packed ^ 2, ARC);
  else setInt(rootFlow, node - rows, intAt(rootFlow, node - rows) + change);
}

@inline
export function depthOf(node: i32): i32 {
  return load<i32>(at(node), DEPTH);
}

@inline
export function potentialOf(node: i32): f64 {
  return load<f64>(at(node), POTENTIAL);
}

@inline
export function setPotential(node: i32, value: f64): void {
  store<f64>(at(node), value, POTENTIAL);
  if (node >= rows && node < root) setNumber(ofColumns, node - rows, value);
}

/** Arcs from `firstRootArc` on lead from the root to a column. */
export function startTree(
  recordsAt: usize,
  ofColumnsAt: usize,
  rootFlowAt: usize,
  rootNode: i32,
  firstRootArc: i32,
): void {
  records = recordsAt;
  ofColumns = ofColumnsAt;
  rootFlow = rootFlowAt;
  root = rootNode;
  firstPlace = firstRootArc;
  for (let node = 0; node <= root; node++) {
    const record = at(node);
    store<i32>(record, -1, PARENT);
    store<i32>(record, 0, DEPTH);
    store<i32>(record, -1, CHILD);
    store<i32>(record, -1, NEXT);
    store<i32>(record, -1, PREVIOUS);
    setPotential(node, 0);
  }
}

export function hang(node: i32, parent: i32, arc: i32, up: bool, flow: i32): void {
  if (arc >= firstPlace) setInt(rootFlow, node - rows, flow);
  link(node, parent, (arc << 2) | (arc < firstPlace ? flow << 1 : 0) | <i32>up);
}

@inline
function link(node: i32, parent: i32, packed: i32): void {
  const record = at(node);
  const above = at(parent);
  const first = load<i32>(above, CHILD);
  store<i32>(record, parent, PARENT);
  store<i32>(record, packed, ARC);
  store<i32>(record, first, NEXT);
  store<i32>(record, -1, PREVIOUS);
  if (first >= 0) store<i32>(at(first), node, PREVIOUS);
  store<i32>(above, node, CHILD);
}

@inline
function unlink(record: usize): void {
  const next = load<i32>(record, NEXT);
  const previous = load<i32>(record, PREVIOUS);
  if (next >= 0) store<i32>(at(next), previous, PREVIOUS);
  if (previous >= 0) store<i32>(at(previous), next, NEXT);
  else store<i32>(at(load<i32>(record, PARENT)), next, CHILD);
}

/**
 * Cuts the subtree of `out` and hangs it by the arc `arc` between `inside` (in the subtree) and `outside`. Arcs of
 * the root are never on the way, only `out`'s own.
 */
export function rehang(out: i32, inside: i32, outside: i32, arc: i32, up: bool, flow: i32): void {
  let node = inside;
  let parent = outside;
  if (arc >= firstPlace) setInt(rootFlow, inside - rows, flow);
  let packed = (arc << 2) | (arc < firstPlace ? flow << 1 : 0) | <i32>up;
  for (;;) {
    const record = at(node);
    const oldParent = load<i32>(record, PARENT);
    const oldPacked = load<i32>(record, ARC);
    unlink(record);
    link(node, parent, packed);
    if (node == out) return;
    parent = node;
    packed = oldPacked ^ 1;
    node = oldParent;
  }
}

/** Adds `shift` to the potentials of the subtree of `top` and sets its depths anew. */
export function refresh(top: i32, shift: f64): void {
  let node = top;
  let depth = depthOf(parentOf(top)) + 1;
  for (;;) {
    const record = at(node);
    setPotential(node, load<f64>(record, POTENTIAL) + shift);
    store<i32>(record, depth, DEPTH);
    const child = load<i32>(record, CHILD);
    if (child >= 0) {
      node = child;
      depth++;
      continue;
    }
    let next = load<i32>(record, NEXT);
    while (node != top && next < 0) {
      node = load<i32>(at(node), PARENT);
      depth--;
      next = load<i32>(at(node), NEXT);
    }
    if (node == top) return;
    node = next;
  }
}

/** The node after `node` in preorder, −1 after the last. Start from the root. */
export function following(node: i32): i32 {
  const child = load<i32>(at(node), CHILD);
  if (child >= 0) return child;
  while (node >= 0) {
    const next = load<i32>(at(node), NEXT);
    if (next >= 0) return next;
    node = parentOf(node);
  }
  return -1;
}

export function setDepth(node: i32, depth: i32): void {
  store<i32>(at(node), depth, DEPTH);
}
