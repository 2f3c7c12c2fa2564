/** What a matching, or a part of a change, adds up to. */
export interface Sums {
  /** Announced pairs in it. */
  kept: number;
  total: number;
}

export interface Matched extends Sums {
  assignment: (number | null)[];
}

/** Mentees who go over from one matching to another together. */
interface Part extends Sums {
  mentees: number[];
}

/** What a mentee's pair adds: nothing for `null`. */
type Worth = (mentee: number, mentor: number | null) => Sums;

/**
 * Between two matchings that are equally good at one price of an announced pair: starts from `rich`, which has the
 * points, and takes over those parts of `loyal` that keep the most announced pairs with at least `floor` points left. Every
 * part can be taken over by itself, and all trade points for pairs at the same price, so it is a subset sum.
 */
export function blend(rich: Matched, loyal: Matched, mentors: number, floor: number, worth: Worth): Matched {
  const parts = partsOf(rich.assignment, loyal.assignment, mentors, worth);
  const chosen = mostKept(parts, floor - rich.total);
  const assignment = [...rich.assignment];
  const { kept, total } = chosen.reduce<Sums>((sums, part) => plus(sums, part), rich);
  for (const { mentees } of chosen) for (const i of mentees) assignment[i] = loyal.assignment[i]!;
  return { assignment, kept, total };
}

const plus = (a: Sums, b: Sums): Sums => ({ kept: a.kept + b.kept, total: a.total + b.total });

/** The difference of two matchings as cycles in the network; capacities and minimums hold with any of them. */
function partsOf(
  from: readonly (number | null)[],
  to: readonly (number | null)[],
  mentors: number,
  worth: Worth,
): Part[] {
  const root = mentors;
  /** By node: where units go, with the mentee that goes or −1 for a place that is filled or given up. */
  const steps: { to: number; mentee: number }[][] = Array.from({ length: mentors + 1 }, () => []);
  const surplus = new Int32Array(mentors);
  from.forEach((old, i) => {
    const next = to[i]!;
    if (old === next) return;
    steps[old ?? root]!.push({ to: next ?? root, mentee: i });
    if (old !== null) surplus[old]!--;
    if (next !== null) surplus[next]!++;
  });
  surplus.forEach((more, j) => {
    for (let k = 0; k < more; k++) steps[j]!.push({ to: root, mentee: -1 });
    for (let k = 0; k > more; k--) steps[root]!.push({ to: j, mentee: -1 });
  });
  return cyclesOf(steps).map((mentees) =>
    mentees.reduce<Part>(
      (part, i) => {
        const [before, after] = [worth(i, from[i]!), worth(i, to[i]!)];
        part.kept += after.kept - before.kept;
        part.total += after.total - before.total;
        return part;
      },
      { mentees, kept: 0, total: 0 },
    ),
  );
}

/** Uses up all steps in cycles that pass no node twice; every node has as many steps in as out. */
function cyclesOf(steps: { to: number; mentee: number }[][]): number[][] {
  const cycles: number[][] = [];
  const onPath = new Map<number, number>();
  for (let first = 0; first < steps.length; first++) {
    while (steps[first]!.length > 0) {
      const path: { node: number; mentee: number }[] = [];
      onPath.clear();
      for (let node = first; ;) {
        const before = onPath.get(node);
        if (before !== undefined) {
          const cycle = path.splice(before);
          for (const step of cycle) onPath.delete(step.node);
          cycles.push(cycle.map(({ mentee }) => mentee).filter((mentee) => mentee >= 0));
          if (path.length === 0) break;
        }
        onPath.set(node, path.length);
        const step = steps[node]!.pop()!;
        path.push({ node, mentee: step.mentee });
        node = step.to;
      }
    }
  }
  return cycles;
}

/** The parts that keep the most pairs together while the points change by no less than `least`. */
function mostKept(parts: readonly Part[], least: number): Part[] {
  interface Chosen extends Sums {
    part: Part | null;
    before: Chosen | null;
  }
  const none: Chosen = { kept: 0, total: 0, part: null, before: null };
  const byKept = new Map<number, Chosen>([[0, none]]);
  for (const part of parts) {
    if (part.kept === 0) continue;
    for (const before of [...byKept.values()]) {
      const sums = plus(before, part);
      if (!byKept.has(sums.kept)) byKept.set(sums.kept, { ...sums, part, before });
    }
  }
  let best = none;
  for (const chosen of byKept.values()) {
    if (chosen.total >= least && chosen.kept > best.kept) best = chosen;
  }
  const list: Part[] = [];
  for (let at: Chosen | null = best; at; at = at.before) if (at.part) list.push(at.part);
  return list;
}
