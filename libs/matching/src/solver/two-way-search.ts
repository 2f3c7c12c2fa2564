/** How a search came to a node, where no row did: it began here, a place is given up, a free place is taken. */
export const START = -1;
export const PLACE_GIVEN_UP = -2;
export const FREE_PLACE = -3;

/**
 * A search for a path from one node of many to one goal, from both ends, on nodes 0 … `last`. What reaches the goal is
 * kept while it does not move; the other end begins anew for each node that is tried.
 */
export class TwoWaySearch {
  /** By node: the step that came to it, on the path from where the search began. */
  readonly by: Int32Array;
  forward: number[] = [];
  backward: number[] = [];
  /** Steps looked at, by which the ends take turns. */
  forwardWork = 0;
  backwardWork = 0;
  private forwardAt = 0;
  private backwardAt = 0;
  private readonly step: Int32Array;
  private readonly towards: Int32Array;
  private readonly ahead: Int32Array;
  private readonly behind: Int32Array;
  private aims = 0;
  private begins = 0;

  constructor(last: number) {
    this.by = new Int32Array(last + 1);
    this.step = new Int32Array(last + 1);
    this.towards = new Int32Array(last + 1);
    this.ahead = new Int32Array(last + 1);
    this.behind = new Int32Array(last + 1);
  }

  aim(goal: number): void {
    this.aims++;
    this.behind[goal] = this.aims;
    this.backward = [goal];
    this.backwardAt = 0;
    this.backwardWork = 0;
  }

  begin(node: number): void {
    this.begins++;
    this.ahead[node] = this.begins;
    this.by[node] = START;
    this.forward = [node];
    this.forwardAt = 0;
    this.forwardWork = 0;
  }

  /** The goal can be reached from there. */
  isBehind(node: number): boolean {
    return this.behind[node] === this.aims;
  }

  nextForward(): number {
    return this.forward[this.forwardAt++] ?? -1;
  }

  nextBackward(): number {
    return this.backward[this.backwardAt++] ?? -1;
  }

  /** Notes a step to a node; the node itself if the goal can be reached from it, else −1. */
  reachForward(node: number, how: number): number {
    if (this.ahead[node] === this.begins) return -1;
    this.ahead[node] = this.begins;
    this.by[node] = how;
    this.forward.push(node);
    return this.isBehind(node) ? node : -1;
  }

  /** Notes a step from a node towards another; the node itself if the search from the other end has been there, else −1. */
  reachBackward(node: number, how: number, towards: number): number {
    if (this.isBehind(node)) return -1;
    this.behind[node] = this.aims;
    this.step[node] = how;
    this.towards[node] = towards;
    this.backward.push(node);
    return this.ahead[node] === this.begins ? node : -1;
  }

  /** Goes on from where the ends met to the goal, noting the steps in `by`. */
  join(met: number, goal: number): true {
    for (let node = met; node !== goal; node = this.towards[node]!) {
      this.by[this.towards[node]!] = this.step[node]!;
    }
    return true;
  }
}
