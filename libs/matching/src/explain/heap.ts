/**
 * A binary heap of numbered nodes by distance, on typed arrays; a node may stand in it more than once. Equal
 * distances: lower number first, so that a search visits nodes in the same order on every machine.
 */
export class Heap {
  private keys = new Float64Array(64);
  private nodes = new Int32Array(64);
  size = 0;

  clear(): void {
    this.size = 0;
  }

  /** The least distance, Infinity for an empty heap. */
  get least(): number {
    return this.size > 0 ? this.keys[0]! : Infinity;
  }

  /** The node of the least distance; the heap must not be empty. */
  get top(): number {
    return this.nodes[0]!;
  }

  push(key: number, node: number): void {
    if (this.size === this.nodes.length) this.grow();
    const { keys, nodes } = this;
    let at = this.size++;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const above = keys[up]!;
      if (above < key || (above === key && nodes[up]! <= node)) break;
      keys[at] = above;
      nodes[at] = nodes[up]!;
      at = up;
    }
    keys[at] = key;
    nodes[at] = node;
  }

  /** Takes out the node of the least distance (read `least` first); the heap must not be empty. */
  pop(): number {
    const { keys, nodes } = this;
    const top = nodes[0]!;
    const size = --this.size;
    const key = keys[size]!;
    const node = nodes[size]!;
    let at = 0;
    for (let down = 1; down < size; down = 2 * at + 1) {
      const right = down + 1;
      if (right < size && isBefore(keys[right]!, nodes[right]!, keys[down]!, nodes[down]!)) down = right;
      if (!isBefore(keys[down]!, nodes[down]!, key, node)) break;
      keys[at] = keys[down]!;
      nodes[at] = nodes[down]!;
      at = down;
    }
    keys[at] = key;
    nodes[at] = node;
    return top;
  }

  private grow(): void {
    const keys = new Float64Array(2 * this.keys.length);
    const nodes = new Int32Array(2 * this.nodes.length);
    keys.set(this.keys);
    nodes.set(this.nodes);
    this.keys = keys;
    this.nodes = nodes;
  }
}

function isBefore(key: number, node: number, otherKey: number, otherNode: number): boolean {
  return key < otherKey || (key === otherKey && node < otherNode);
}
