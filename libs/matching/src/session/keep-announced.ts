import { checkProblem } from '../problem/check-problem.js';
import { isInfeasible, ProblemError, type Infeasible, type Numbers, type Problem } from '../problem/types.js';
import { isPlain, solve } from '../solver/solve.js';
import type { Watch } from '../solver/watch.js';
import { blend, type Matched, type Sums } from './blend.js';

/** A matching that keeps what has been announced, as far as it goes. */
export interface Kept {
  assignment: (number | null)[];
  totalPoints: number;
  /** Points lost against the optimum, at most as many as allowed. */
  lostPoints: number;
  /** Announced pairs that are not in the matching. */
  changes: number;
  /** No matching within the allowed loss changes fewer (Lagrangian bound). */
  leastChanges: number;
  /** `changes` equals `leastChanges`. */
  optimal: boolean;
}

/**
 * The matching that changes the fewest announced pairs (`announced`: the mentor that each mentee has been told of, `null`
 * for none) among those that match as many mentees of every tier, keep the worst-off under that objective, and have
 * at least `(1 − maxLossPercent / 100)` of the optimum's points.
 *
 * A price on every announced pair makes it a matching problem again (Lagrangian relaxation); the price at which points
 * balance pairs is found on the hull of the two, and its optimum bounds the changes from below. Where the two hull points
 * beside the allowed loss differ, parts of their difference are exchanged to come as near as can be.
 *
 * Throws `ProblemError`: `wrong-length`, `out-of-range`; `unsupported` for load costs and side conditions;
 * `too-large` where points and prices leave the engine's range.
 */
export function keepAnnounced(
  raw: Problem,
  announced: readonly (number | null)[],
  { maxLossPercent }: { maxLossPercent: number },
  watch: Watch = {},
): Kept | Infeasible {
  const problem = checkProblem(raw);
  checkWish(problem, announced, maxLossPercent);
  const best = solve(problem, watch);
  if (isInfeasible(best)) return best;
  const worst = best.levels.find((level) => level.kind === 'worst')?.value ?? null;
  const search = new Search(problem, announced, worst, watch);
  const floor = Math.ceil(best.totalPoints * (1 - maxLossPercent / 100) - 1e-6);
  const { found, mostKept } = search.run(floor);
  const told = announced.filter((mentor) => mentor !== null).length;
  return {
    assignment: found.assignment,
    totalPoints: found.total,
    lostPoints: best.totalPoints - found.total,
    changes: told - found.kept,
    leastChanges: told - mostKept,
    optimal: found.kept === mostKept,
  };
}

function checkWish(problem: Problem, announced: readonly (number | null)[], maxLossPercent: number): void {
  if (!isPlain(problem))
    throw new ProblemError('unsupported', 'problem', null, 'side conditions and load costs are solved anew');
  if (announced.length !== problem.mentees)
    throw new ProblemError('wrong-length', 'announced', announced.length, 'one entry for each mentee');
  announced.forEach((mentor, i) => {
    if (mentor !== null && !(Number.isInteger(mentor) && mentor >= 0 && mentor < problem.mentors))
      throw new ProblemError('out-of-range', `announced[${i}]`, mentor, `there is no mentor ${mentor}`);
  });
  if (!(maxLossPercent >= 0 && maxLossPercent <= 100))
    throw new ProblemError('out-of-range', 'maxLossPercent', maxLossPercent, 'is from 0 to 100');
}

const LARGEST_POINTS = 2 ** 31 - 1;

class Search {
  private readonly pairs: { mentee: Int32Array; mentor: Int32Array; points: Int32Array };
  private readonly largest: number;
  private readonly pointsOf = new Map<number, number>();

  constructor(
    private readonly problem: Problem,
    private readonly announced: readonly (number | null)[],
    worst: number | null,
    private readonly watch: Watch,
  ) {
    this.pairs = pairsFrom(problem, worst ?? 0);
    this.largest = this.pairs.points.reduce((most, points) => Math.max(most, points), 0);
    const { mentee, mentor, points } = this.pairs;
    points.forEach((own, k) => this.pointsOf.set(mentee[k]! * problem.mentors + mentor[k]!, own));
  }

  run(floor: number): { found: Matched; mostKept: number } {
    // The most points, and among those the most pairs kept; then the other way round.
    let rich = this.best(this.problem.mentees + 1, 1);
    let loyal = this.best(1, this.largest * this.problem.mentees + 1);
    if (loyal.total >= floor) return { found: loyal, mostKept: loyal.kept };
    if (rich.kept === loyal.kept) return { found: rich, mostKept: rich.kept };
    for (;;) {
      const [forPoints, forPair] = inLowestTerms(loyal.kept - rich.kept, rich.total - loyal.total);
      const worth = ({ total, kept }: Sums) => forPoints * total + forPair * kept;
      const next = this.best(forPoints, forPair);
      if (worth(next) === worth(rich)) {
        const mostKept = rich.kept + Math.floor((forPoints * (rich.total - floor)) / forPair);
        const found = blend(rich, loyal, this.problem.mentors, floor, (i, j) => this.worth(i, j));
        return { found, mostKept };
      }
      if (next.total >= floor) rich = next;
      else loyal = next;
    }
  }

  /** The best matching where a point is worth `forPoints` and an announced pair `forPair`. */
  private best(forPoints: number, forPair: number): Matched {
    const { mentee, mentor, points } = this.pairs;
    const maxPoints = this.largest * forPoints + forPair;
    if (maxPoints > LARGEST_POINTS)
      throw new ProblemError('too-large', 'pairs.points', maxPoints, 'points and prices leave 2^31');
    const priced = points.map(
      (own, k) => own * forPoints + (this.announced[mentee[k]!] === mentor[k] ? forPair : 0),
    );
    const answer = solve(
      {
        ...this.problem,
        objective: 'total',
        ties: 'any',
        maxPoints,
        pairs: { mentee, mentor, points: priced },
      },
      this.watch,
    );
    if (isInfeasible(answer)) throw new Error('a solved problem cannot be impossible');
    return { assignment: answer.assignment, ...this.measure(answer.assignment) };
  }

  private measure(assignment: readonly (number | null)[]): Sums {
    const sums = { kept: 0, total: 0 };
    assignment.forEach((mentor, i) => {
      const { kept, total } = this.worth(i, mentor);
      sums.kept += kept;
      sums.total += total;
    });
    return sums;
  }

  private worth(mentee: number, mentor: number | null): Sums {
    if (mentor === null) return { kept: 0, total: 0 };
    const total = this.pointsOf.get(mentee * this.problem.mentors + mentor)!;
    return { kept: this.announced[mentee] === mentor ? 1 : 0, total };
  }
}

/** The pairs that hold the worst-off, and all that are locked. */
function pairsFrom(problem: Problem, floor: number) {
  const { mentee, mentor, points } = problem.pairs;
  const locked = new Map((problem.locks ?? []).map(([i, j]) => [i, j]));
  const kept: number[] = [];
  for (let k = 0; k < mentee.length; k++) {
    if (points[k]! >= floor || locked.get(mentee[k]!) === mentor[k]) kept.push(k);
  }
  const pick = (list: Numbers) => Int32Array.from(kept, (k) => list[k]!);
  return { mentee: pick(mentee), mentor: pick(mentor), points: pick(points) };
}

function inLowestTerms(a: number, b: number): [number, number] {
  let [large, small] = [a, b];
  while (small > 0) [large, small] = [small, large % small];
  return [a / large, b / large];
}
