import type { PriceVector, Problem } from '../problem/types.js';
import { compare, dualBound } from './dual-bound.js';
import { verifyInfeasible } from './infeasible.js';
import { placesCost } from './load-cost.js';
import { readList, readObject } from './read-answer.js';
import { demand, Refusal } from './refusal.js';
import { takeLocksOut, type Rest } from './rest.js';
import { hasSideConditions, verifyBound, verifySideConditions } from './side-conditions.js';
import { verifyWorst } from './worst-off.js';

/**
 * Checks an answer against its problem and nothing else: no line of the solver is used here. Returns what is
 * wrong, in English sentences; an empty list means that the answer is right and that no better one exists.
 *
 * Why prices prove an optimum (`design.md` §6). Give each mentee and each mentor's place a price, so that no
 * eligible pair is worth more than its two prices together. Then a matching is worth at most Σ u (mentees' prices are
 * not below 0) + Σ the most that price times load can be between a mentor's minimum and capacity. A matching that
 * reaches that sum is the best, and every step to it was an equality: who is left out has price 0, who has places
 * left no price above 0, who is above the minimum none below. Values and prices are vectors (tier 1, tier 2, …,
 * points) of which the first entry that differs decides; they add and compare as numbers do.
 *
 * The problem must have passed `checkProblem`; the answer may be anything. Linear in the pairs.
 */
export function verify(problem: Problem, answer: unknown): string[] {
  try {
    const told = readObject(answer, 'the answer');
    if ('infeasible' in told) verifyInfeasible(problem, told['infeasible']);
    else verifyResult(problem, told);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error.message];
    throw error;
  }
}

function verifyResult(problem: Problem, told: Record<string, unknown>): void {
  const rest = takeLocksOut(problem);
  const { assignment, points, load } = readMatching(problem, rest, told['assignment']);
  const isLocked = (i: number) => rest.locked[i] !== null;
  const matched = points.filter((of) => of !== null).length;
  const total = points.reduce<number>((sum, of) => sum + (of ?? 0), 0);
  const lowest = lowestOf(points);
  demand(told['matched'] === matched, `matched is not ${matched}, as counted`);
  demand(
    told['totalPoints'] === total && Number.isSafeInteger(total),
    `totalPoints is not ${total}, as added up`,
  );
  demand(told['worstPoints'] === lowest, `worstPoints is not ${lowest}, as counted`);

  const fair = problem.objective === 'worst-off-first';
  const worst = lowestOf(points.map((of, i) => (isLocked(i) ? null : of)));
  const value = worthOf(problem, rest, points, load);
  const levels = readLevels(told['levels'], rest, value, fair ? [worst] : []);
  const locks = worthOf(
    problem,
    rest,
    points.map((of, i) => (isLocked(i) ? of : null)),
    rest.held,
  );

  /** That no matching, with the locked pairs, is worth more than this, or has the same counts and a higher lowest pair. */
  const prove = (most: PriceVector, floor: number): void => {
    const free = most.map((entry, k) => entry - locks[k]!);
    if (fair) verifyWorst(problem, rest, levels.at(-2)!, free.slice(0, -1), floor);
    const bound = dualBound(problem, rest, told['prices'], { floor, points: true, name: 'prices' });
    demand(compare(bound, free) === 0, `prices add up to [${bound.join()}], to prove is [${free.join()}]`);
  };
  if (!hasSideConditions(problem)) {
    demand(told['bound'] === undefined, 'there is a bound, but no side condition');
    return prove(value, worst ?? 0);
  }
  verifySideConditions(problem, assignment, load);
  verifyBound(told['bound'], value, fair ? (worst ?? 0) : null, prove);
}

/** The points of each mentee's pair and the load of each mentor; refuses what is not allowed. */
function readMatching(
  problem: Problem,
  rest: Rest,
  raw: unknown,
): { assignment: (number | null)[]; points: (number | null)[]; load: number[] } {
  const assignment = readList(raw, problem.mentees, 'assignment');
  const load = new Array<number>(problem.mentors).fill(0);
  assignment.forEach((mentor, i) => {
    demand(rest.locked[i] === null || rest.locked[i] === mentor, `mentee ${i}: the lock is not kept`);
    if (mentor === null) return;
    const isMentor = Number.isInteger(mentor) && load[mentor as number] !== undefined;
    demand(isMentor, `mentee ${i} is assigned to no mentor there is`);
    load[mentor as number]!++;
  });
  load.forEach((mentees, j) => {
    demand(mentees <= problem.capacity[j]!, `mentor ${j} has more mentees than places`);
    demand(mentees >= (problem.minimum?.[j] ?? 0), `mentor ${j} has fewer mentees than the minimum`);
  });
  const points = new Array<number | null>(problem.mentees).fill(null);
  const { pairs } = problem;
  for (let k = 0; k < pairs.mentee.length; k++) {
    const i = pairs.mentee[k]!;
    if (assignment[i] === pairs.mentor[k]) points[i] = pairs.points[k]!;
  }
  assignment.forEach((mentor, i) => {
    demand(mentor === null || points[i] !== null, `mentee ${i} is assigned to a mentor who is not eligible`);
  });
  return { assignment: assignment as (number | null)[], points, load };
}

/** The vector that the levels compare: pairs by tier, then points less what the loads cost. */
function worthOf(problem: Problem, rest: Rest, points: (number | null)[], load: number[]): PriceVector {
  const worth: PriceVector = new Array<number>(rest.tiers.length + 1).fill(0);
  points.forEach((of, i) => {
    if (of === null) return;
    worth[rest.tierOf[i]!]!++;
    worth[rest.tiers.length]! += of;
  });
  for (const mentees of load) worth[rest.tiers.length]! -= placesCost(problem, 0, mentees);
  return worth;
}

function lowestOf(points: (number | null)[]): number | null {
  let lowest: number | null = null;
  for (const of of points) if (of !== null && (lowest === null || of < lowest)) lowest = of;
  return lowest;
}

/** The levels as they must stand: counts by tier, the worst-off where it is asked for, the total. */
function readLevels(
  raw: unknown,
  rest: Rest,
  value: PriceVector,
  worst: (number | null)[],
): Record<string, unknown>[] {
  const expected = [
    ...rest.tiers.map((tier, k) => ({ kind: 'count', tier, value: value[k] })),
    ...worst.map((points) => ({ kind: 'worst', tier: undefined, value: points })),
    { kind: 'total', tier: undefined, value: value.at(-1) },
  ];
  return readList(raw, expected.length, 'levels').map((entry, k) => {
    const level = readObject(entry, `levels[${k}]`);
    const { kind, tier, value: counted } = expected[k]!;
    demand(
      level['kind'] === kind && level['tier'] === tier,
      `levels[${k}] is not the ${kind} ${tier ?? ''}`.trim(),
    );
    demand(level['value'] === counted, `levels[${k}], the ${kind}, is not ${counted}, as counted`);
    return level;
  });
}
