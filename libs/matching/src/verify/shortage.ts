/**
 * The first mentor without whom the others' minimums still cannot all be met, `null` if every one is needed.
 * Mentees are handed out by chains of exchanges (Kuhn 1955), mentor by mentor; to leave one out, its
 * mentees are set free and whoever is short is served.
 *
 * @param reach each mentor's mentees
 * @param minimum by mentor
 */
export function findSpare(
  reach: ReadonlyMap<number, readonly number[]>,
  minimum: readonly number[],
): number | null {
  const owner = new Map<number, number>();
  const missing = new Map([...reach.keys()].map((j) => [j, minimum[j]!]));
  const fill = (mentor: number): boolean => {
    while (missing.get(mentor)! > 0) {
      if (!fetchOne(mentor, reach, owner)) return false;
      missing.set(mentor, missing.get(mentor)! - 1);
    }
    return true;
  };
  for (const mentor of reach.keys()) fill(mentor);
  for (const [left, mentees] of reach) {
    for (const mentee of mentees) if (owner.get(mentee) === left) owner.delete(mentee);
    missing.set(left, 0);
    for (const mentor of reach.keys()) if (!fill(mentor)) return left;
    missing.set(left, minimum[left]!);
    fill(left);
  }
  return null;
}

/** Gives a mentor one more mentee, if need be by exchanges along a shortest chain. */
function fetchOne(
  mentor: number,
  reach: ReadonlyMap<number, readonly number[]>,
  owner: Map<number, number>,
): boolean {
  const takenFor = new Map<number, { mentee: number; by: number }>();
  const queue = [mentor];
  const seen = new Set(queue);
  for (const by of queue) {
    for (const mentee of reach.get(by)!) {
      const holder = owner.get(mentee);
      if (holder === undefined) {
        owner.set(mentee, by);
        for (let step = takenFor.get(by); step; step = takenFor.get(step.by)) owner.set(step.mentee, step.by);
        return true;
      }
      if (seen.has(holder)) continue;
      seen.add(holder);
      takenFor.set(holder, { mentee, by });
      queue.push(holder);
    }
  }
  return false;
}
