/** A binary heap of numbered nodes by distance; a node may stand in it more than once. Equal distances: lower number first. */
export class Heap {
  private readonly keys: number[] = [];
  private readonly nodes: number[] = [];

  get size(): number {
    return this.nodes.length;
  }

  push(key: number, node: number): void {
    const { keys, nodes } = this;
    let at = nodes.length;
    keys.push(key);
    nodes.push(node);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.before(key, node, up)) break;
      keys[at] = keys[up]!;
      nodes[at] = nodes[up]!;
      at = up;
    }
    keys[at] = key;
    nodes[at] = node;
  }

  /** The least distance and its node; the heap must not be empty. */
  pop(): { key: number; node: number } {
    const { keys, nodes } = this;
    const least = { key: keys[0]!, node: nodes[0]! };
    const key = keys.pop()!;
    const node = nodes.pop()!;
    const size = nodes.length;
    if (size === 0) return least;
    let at = 0;
    for (let down = 1; down < size; down = 2 * at + 1) {
      if (down + 1 < size && !this.before(keys[down]!, nodes[down]!, down + 1)) down++;
      if (this.before(key, node, down)) break;
      keys[at] = keys[down]!;
      nodes[at] = nodes[down]!;
      at = down;
    }
    keys[at] = key;
    nodes[at] = node;
    return least;
  }

  private before(key: number, node: number, other: number): boolean {
    return key < this.keys[other]! || (key === this.keys[other]! && node < this.nodes[other]!);
  }
}
