import type { PriceVector, Problem } from '../problem/types.js';
import { readObject, readWholes } from './read-answer.js';
import { demand } from './refusal.js';

/** Whether the problem asks for something that no network holds. A group of at least one is nothing to ask for. */
export function hasSideConditions(problem: Problem): boolean {
  const lists = [problem.quotas, problem.apart, problem.exclusive];
  return lists.some((list) => (list?.length ?? 0) > 0) || leastGroups(problem).some((least) => least > 1);
}

function leastGroups({ groupMinimum, mentors }: Problem): number[] {
  if (groupMinimum === undefined) return [];
  return typeof groupMinimum === 'number'
    ? new Array<number>(mentors).fill(groupMinimum)
    : Array.from(groupMinimum);
}

/** One condition of a conflict: refused if the problem has none such, else as a text that tells it from others. */
export function readDemand(problem: Problem, raw: unknown, name: string): string {
  const { kind, index, mentee, mentor } = readObject(raw, name);
  const among = (list: ArrayLike<unknown> | undefined, at: unknown) =>
    Number.isInteger(at) && (at as number) >= 0 && (at as number) < (list?.length ?? 0);
  const isThere =
    (kind === 'quota' && among(problem.quotas, index)) ||
    (kind === 'apart' && among(problem.apart, index)) ||
    (kind === 'exclusive' && among(problem.exclusive, index)) ||
    (kind === 'minimum' && among(problem.minimum, mentor)) ||
    (kind === 'group-minimum' && among(leastGroups(problem), mentor)) ||
    (kind === 'lock' && (problem.locks ?? []).some(([i, j]) => i === mentee && j === mentor));
  demand(isThere, `${name} is no condition of the problem`);
  const ofMentor = kind === 'minimum' || kind === 'group-minimum';
  return [kind, ...(kind === 'lock' ? [mentee, mentor] : [ofMentor ? mentor : index])].map(String).join(' ');
}

/** Counts that a matching keeps every side condition; `load` is of all pairs, locked ones too. */
export function verifySideConditions(
  problem: Problem,
  assignment: readonly (number | null)[],
  load: readonly number[],
): void {
  leastGroups(problem).forEach((least, j) =>
    demand(
      load[j] === 0 || load[j]! >= least,
      `mentor ${j} has a group of ${load[j]}, the least is ${least}`,
    ),
  );
  problem.quotas?.forEach(({ mentees, mentors, share: [part, whole] = [0, 1], count = 0 }, k) => {
    const counted = mentors ? new Set(Array.from(mentors)) : null;
    const placed = (i: number) => assignment[i] !== null && (counted?.has(assignment[i]!) ?? true);
    const all = assignment.filter((_, i) => placed(i)).length;
    const own = Array.from(mentees).filter(placed).length;
    demand(own >= count, `quotas[${k}]: ${own} mentees, at least ${count} are asked for`);
    demand(
      BigInt(own) * BigInt(whole) >= BigInt(all) * BigInt(part),
      `quotas[${k}]: ${own} of ${all} mentees is below ${part}/${whole}`,
    );
  });
  problem.apart?.forEach(([a, b], k) =>
    demand(
      assignment[a] === null || assignment[a] !== assignment[b],
      `apart[${k}]: ${a} and ${b} share a mentor`,
    ),
  );
  problem.exclusive?.forEach(([a, b], k) =>
    demand(assignment[a[0]] !== a[1] || assignment[b[0]] !== b[1], `exclusive[${k}]: both pairs are chosen`),
  );
}

/**
 * Checks what a bound says, as far as counting can: it is the value plus the gap on every level, never below the
 * value, never above the relaxation (the optimum without side conditions) where the levels before agree with that, and
 * `prove` proves the relaxation. Between the value and the relaxation the bound is the solver's word.
 */
export function verifyBound(
  raw: unknown,
  value: PriceVector,
  worst: number | null,
  prove: (most: PriceVector, floor: number) => void,
): void {
  const bound = readObject(raw, 'bound');
  const own = worst === null ? value : [...value.slice(0, -1), worst, value.at(-1)!];
  const read = (name: string) => readWholes(bound[name], own.length, `bound.${name}`);
  const [levels, gap, relaxation] = [read('levels'), read('gap'), read('relaxation')];
  let agree = true;
  own.forEach((entry, k) => {
    demand(gap[k] === levels[k]! - entry && gap[k] >= 0, `bound.gap[${k}] is not the bound less ${entry}`);
    demand(!agree || levels[k]! <= relaxation[k]!, `bound.levels[${k}] is above the relaxation`);
    agree &&= entry === relaxation[k];
  });
  demand(bound['optimal'] === gap.every((entry) => entry === 0), 'bound.optimal and bound.gap disagree');
  demand(Number.isSafeInteger(bound['nodes']) && (bound['nodes'] as number) >= 0, 'bound.nodes is no count');
  const most = worst === null ? relaxation : [...relaxation.slice(0, -2), relaxation.at(-1)!];
  prove(most, worst === null ? 0 : relaxation.at(-2)!);
}
