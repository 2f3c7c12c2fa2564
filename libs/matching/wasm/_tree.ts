/**
 * A rooted spanning tree: 32 bytes to a node, so that a step touches one cache line, and the potentials in an
 * array of their own, which pricing reads. Children hang in doubly linked lists; subtrees are walked in
 * preorder.
 */
let records: usize = 0;
export let potential: usize = 0;

const PARENT: usize = 0;
const ARC: usize = 4;
const UP: usize = 8;
const FLOW: usize = 12;
const DEPTH: usize = 16;
const CHILD: usize = 20;
const NEXT: usize = 24;
const PREVIOUS: usize = 28;

// @ts-ignore: decorator
@inline
function at(node: i32): usize {
  return records + (<usize>node << 5);
}

// @ts-ignore: decorator
@inline
export function parentOf(node: i32): i32 {
  return load<i32>(at(node), PARENT);
}

// @ts-ignore: decorator
@inline
export function arcOf(node: i32): i32 {
  return load<i32>(at(node), ARC);
}

/** 1 if the arc leads from the node up to its parent, else 0. */
// @ts-ignore: decorator
@inline
export function isUp(node: i32): bool {
  return load<i32>(at(node), UP) != 0;
}

// @ts-ignore: decorator
@inline
export function flowOf(node: i32): i32 {
  return load<i32>(at(node), FLOW);
}

// @ts-ignore: decorator
@inline
export function addFlow(node: i32, change: i32): void {
  const record = at(node);
  store<i32>(record, load<i32>(record, FLOW) + change, FLOW);
}

// @ts-ignore: decorator
@inline
export function depthOf(node: i32): i32 {
  return load<i32>(at(node), DEPTH);
}

// @ts-ignore: decorator
@inline
export function potentialOf(node: i32): f64 {
  return load<f64>(potential + (<usize>node << 3));
}

// @ts-ignore: decorator
@inline
export function setPotential(node: i32, value: f64): void {
  store<f64>(potential + (<usize>node << 3), value);
}

export function startTree(recordsAt: usize, potentialAt: usize, nodes: i32): void {
  records = recordsAt;
  potential = potentialAt;
  for (let node = 0; node < nodes; node++) {
    store<i32>(at(node), -1, PARENT);
    store<i32>(at(node), 0, DEPTH);
    store<i32>(at(node), -1, CHILD);
    store<i32>(at(node), -1, NEXT);
    store<i32>(at(node), -1, PREVIOUS);
    setPotential(node, 0);
  }
}

export function hang(node: i32, parent: i32, arc: i32, up: bool, flow: i32): void {
  const record = at(node);
  const above = at(parent);
  const first = load<i32>(above, CHILD);
  store<i32>(record, parent, PARENT);
  store<i32>(record, arc, ARC);
  store<i32>(record, <i32>up, UP);
  store<i32>(record, flow, FLOW);
  store<i32>(record, first, NEXT);
  store<i32>(record, -1, PREVIOUS);
  if (first >= 0) store<i32>(at(first), node, PREVIOUS);
  store<i32>(above, node, CHILD);
}

// @ts-ignore: decorator
@inline
function unhang(record: usize): void {
  const next = load<i32>(record, NEXT);
  const previous = load<i32>(record, PREVIOUS);
  if (next >= 0) store<i32>(at(next), previous, PREVIOUS);
  if (previous >= 0) store<i32>(at(previous), next, NEXT);
  else store<i32>(at(load<i32>(record, PARENT)), next, CHILD);
}

/** Cuts the subtree of `out` and hangs it by the arc `arc` between `inside` (in the subtree) and `outside`. */
export function rehang(out: i32, inside: i32, outside: i32, arc: i32, up: bool, flow: i32): void {
  let node = inside;
  let parent = outside;
  for (;;) {
    const record = at(node);
    const oldParent = load<i32>(record, PARENT);
    const oldArc = load<i32>(record, ARC);
    const oldUp = load<i32>(record, UP) != 0;
    const oldFlow = load<i32>(record, FLOW);
    unhang(record);
    hang(node, parent, arc, up, flow);
    if (node == out) return;
    parent = node;
    arc = oldArc;
    up = !oldUp;
    flow = oldFlow;
    node = oldParent;
  }
}

/** Adds `shift` to the potentials of the subtree of `top` and sets its depths anew. */
export function refresh(top: i32, shift: f64): void {
  let node = top;
  let depth = depthOf(parentOf(top)) + 1;
  for (;;) {
    const record = at(node);
    setPotential(node, potentialOf(node) + shift);
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
