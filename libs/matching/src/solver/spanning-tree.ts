/**
 * The spanning tree of the network simplex: parents, child lists, depths, the arc to the parent with its
 * flow, and potentials. Only tree arcs carry a flow worth storing, so flows stand at the child.
 */
export class SpanningTree {
  readonly parent: Int32Array;
  readonly arc: Int32Array;
  /** 1 if the arc leads from the node up to its parent, else 0. */
  readonly up: Uint8Array;
  readonly flow: Float64Array;
  readonly depth: Int32Array;
  readonly potential: Float64Array;
  private readonly firstChild: Int32Array;
  private readonly nextSibling: Int32Array;
  private readonly previousSibling: Int32Array;

  constructor(
    readonly nodes: number,
    readonly root: number,
  ) {
    this.parent = new Int32Array(nodes).fill(-1);
    this.arc = new Int32Array(nodes).fill(-1);
    this.up = new Uint8Array(nodes);
    this.flow = new Float64Array(nodes);
    this.depth = new Int32Array(nodes);
    this.potential = new Float64Array(nodes);
    this.firstChild = new Int32Array(nodes).fill(-1);
    this.nextSibling = new Int32Array(nodes).fill(-1);
    this.previousSibling = new Int32Array(nodes).fill(-1);
  }

  hang(node: number, parent: number, arc: number, up: boolean, flow: number): void {
    this.parent[node] = parent;
    this.arc[node] = arc;
    this.up[node] = up ? 1 : 0;
    this.flow[node] = flow;
    const first = this.firstChild[parent]!;
    this.nextSibling[node] = first;
    this.previousSibling[node] = -1;
    if (first >= 0) this.previousSibling[first] = node;
    this.firstChild[parent] = node;
  }

  private unhang(node: number): void {
    const next = this.nextSibling[node]!;
    const previous = this.previousSibling[node]!;
    if (next >= 0) this.previousSibling[next] = previous;
    if (previous >= 0) this.nextSibling[previous] = next;
    else this.firstChild[this.parent[node]!] = next;
  }

  /** Cuts the subtree of `out` and hangs it by the arc `arc` between `inside` (in the subtree) and `outside`. */
  rehang(out: number, inside: number, outside: number, arc: number, up: boolean, flow: number): void {
    let node = inside;
    let parent = outside;
    let withArc = arc;
    let isUp = up;
    let withFlow = flow;
    for (;;) {
      const oldParent = this.parent[node]!;
      const oldArc = this.arc[node]!;
      const oldUp = this.up[node]! === 1;
      const oldFlow = this.flow[node]!;
      this.unhang(node);
      this.hang(node, parent, withArc, isUp, withFlow);
      if (node === out) return;
      parent = node;
      withArc = oldArc;
      isUp = !oldUp;
      withFlow = oldFlow;
      node = oldParent;
    }
  }

  /** Adds `shift` to the potentials of the subtree of `top` and sets its depths anew. */
  refresh(top: number, shift: number): void {
    const { potential, depth, parent, firstChild, nextSibling } = this;
    let node = top;
    for (;;) {
      potential[node]! += shift;
      depth[node] = depth[parent[node]!]! + 1;
      if (firstChild[node]! >= 0) {
        node = firstChild[node]!;
        continue;
      }
      while (node !== top && nextSibling[node]! < 0) node = parent[node]!;
      if (node === top) return;
      node = nextSibling[node]!;
    }
  }

  /** Visits every node below the root, parents first. */
  *fromRoot(): Generator<number> {
    const stack = [this.firstChild[this.root]!];
    while (stack.length > 0) {
      const node = stack.pop()!;
      if (node < 0) continue;
      yield node;
      stack.push(this.nextSibling[node]!, this.firstChild[node]!);
    }
  }
}
