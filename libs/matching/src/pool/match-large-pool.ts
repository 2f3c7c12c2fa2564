import { candidatesOf, type Candidates } from '../candidates/candidates.js';
import { solveWithCandidates } from '../candidates/solve-with-candidates.js';
import { explainLeftOut, type LeftOut } from '../explain/left-out.js';
import { compareRegrets, type Regret } from '../explain/regret.js';
import { ProblemError, type Problem, type Result } from '../problem/types.js';
import { FULL_SCORE } from '../rules/score-pair.js';
import { isSolution, type Solution } from '../solver/solve.js';
import { throwIfCancelled, type Watch } from '../solver/watch.js';
import { byCodeUnits } from './canonical-order.js';
import { hasReciprocalPair } from './conditions.js';
import { PoolPairs } from './pool-pairs.js';
import { reasonsFor, type Standing } from './reasons.js';
import { listed, mentors as ofMentors, plural, quoted } from './russian.js';
import { toProblem } from './to-problem.js';
import type { Pool, PoolAlternative, PoolResult, PoolSuggestion, PoolUnmatched, Remark } from './types.js';

/** Pools of more mentees than this are large: their alternatives carry a bound. */
export const LARGE_POOL = 5000;

/** An alternative in a large pool: what it costs at least, by the prices; the exact cost takes a search of its own. */
export type BoundedAlternative = Omit<PoolAlternative, 'regret'> & { regretAtLeast: Regret };

export type LargePoolResult = Omit<PoolResult, 'suggestions'> & {
  suggestions: (Omit<PoolSuggestion, 'alternatives'> & { alternatives: BoundedAlternative[] })[];
};

/** How many mentors are named as a way out. */
const MOST_NAMED = 3;
const FOUND = 0.55;
const SOLVED = 0.85;

/**
 * `matchPool` for pools whose pairs do not fit into memory: the same optimum, solved on the best pairs of each mentee
 * and proved against all others (`solveWithCandidates`); `problem` has the pairs that were needed. Alternatives carry
 * `u + v − value`, a lower bound of their regret; mentees left out are not told how many mentors each rule stopped.
 *
 * Only for plain problems (no locks, groups, quotas or load costs, and no reciprocal pairs to be undone): throws `ProblemError` for others, `CancelledError`
 * when cancelled.
 */
export function matchLargePool(pool: Pool, watch: Watch = {}): LargePoolResult {
  const startedAt = performance.now();
  const people = new PoolPairs(pool);
  const { pairs: _, ...demand } = toProblem(people, { mentee: [], mentor: [], points: [] });
  const told = (from: number, to: number): Watch => ({
    ...watch,
    onProgress: (share, stage) => watch.onProgress?.(from + (to - from) * share, stage),
  });
  const candidates = candidatesOf(people.scoring, 0, people.mentees.length, undefined, told(0, FOUND));
  const { outcome, problem, eligiblePairs } = solveWithCandidates(
    people.scoring,
    demand,
    { candidates },
    told(FOUND, SOLVED),
  );
  const ids = { mentors: people.mentors.map(({ id }) => id), mentees: people.mentees.map(({ id }) => id) };
  const size = { mentees: problem.mentees, mentors: problem.mentors, eligiblePairs };
  if (!isSolution(outcome)) {
    const { mentees, mentors, ...rest } = outcome.infeasible;
    const infeasible = {
      reason: rest.reason,
      mentees: mentees.map((i) => ids.mentees[i]!).sort(byCodeUnits),
      mentors: mentors.map((j) => ids.mentors[j]!).sort(byCodeUnits),
    };
    const none = {
      matched: 0,
      unmatched: problem.mentees,
      totalPoints: 0,
      worstPoints: null,
      meanScore: null,
    };
    const summary = { ...size, ...none, solver: 'none', durationMs: since(startedAt), infeasible };
    return { problem, result: outcome, ids, summary, suggestions: [], unmatched: [] };
  }
  const { result } = outcome;
  if (pool.policy.reciprocal === false && hasReciprocalPair(people, result.assignment)) {
    throw new ProblemError(
      'unsupported',
      'reciprocal',
      false,
      'two people are each other’s mentors: a large pool cannot forbid it',
    );
  }
  const explained = new LargeExplanation(people, outcome, candidates, problem);
  const suggestions = explained.suggestions(told(SOLVED, 1));
  const unmatched = explained.unmatched();
  const { matched, totalPoints, worstPoints, solver } = result;
  const meanScore = matched > 0 ? totalPoints / matched / FULL_SCORE : null;
  const figures = {
    matched,
    unmatched: problem.mentees - matched,
    totalPoints,
    worstPoints,
    meanScore,
    solver,
  };
  const summary = { ...size, ...figures, durationMs: since(startedAt) };
  return { problem, result, ids, summary, suggestions, unmatched };
}

const since = (startedAt: number): number => Math.round(performance.now() - startedAt);

/** What is told about a solved large pool. */
class LargeExplanation {
  private readonly result: Result;
  private readonly offered: Set<string>;

  constructor(
    private readonly people: PoolPairs,
    private readonly solution: Solution,
    private readonly candidates: Candidates,
    private readonly problem: Problem,
  ) {
    this.result = solution.result;
    this.offered = new Set(people.mentors.flatMap((one) => one.competences.map(({ topic }) => topic)));
  }

  /** By mentee's id. */
  suggestions(watch: Watch): LargePoolResult['suggestions'] {
    const { people, solution } = this;
    const suggestions: LargePoolResult['suggestions'] = [];
    this.result.assignment.forEach((j, i) => {
      if ((i & 255) === 0) {
        throwIfCancelled(watch);
        watch.onProgress?.(i / people.mentees.length, 'explain');
      }
      if (j === null) return;
      const score = people.score(j, i);
      const tie = solution.tied[i] === 1;
      suggestions.push({
        mentor: people.mentors[j]!.id,
        mentee: people.mentees[i]!.id,
        variant: people.rules.variantCode(people.variantOf(j, i)),
        points: score.points,
        components: score.components,
        locked: false,
        tie,
        reasons: reasonsFor(score, this.standing(i, score.points, tie), people.rules.taxonomy),
        alternatives: this.alternatives(i, j),
      });
    });
    return suggestions.sort((a, b) => byCodeUnits(a.mentee, b.mentee));
  }

  /** The candidates hold every pair above `restAtMost`; below it the whole row is asked. */
  private standing(mentee: number, points: number, tie: boolean): Standing {
    const eligible = this.candidates.eligible[mentee]!;
    const isAmongBest = points >= this.candidates.restAtMost[mentee]!;
    const row = isAmongBest ? this.rowOf(mentee) : this.people.scoring.eligible(mentee).points;
    let better = 0;
    for (const other of row) if (other > points) better++;
    return { locked: false, tie, rank: better + 1, eligible };
  }

  private rowOf(mentee: number): Int32Array {
    const { start, points } = this.candidates;
    return points.subarray(start[mentee], start[mentee + 1]);
  }

  /** Those of the solved pairs that cost least by the prices; ties by index. */
  private alternatives(mentee: number, own: number): BoundedAlternative[] {
    const { people } = this;
    const { graph } = this.solution;
    const bounded: { at: number; regretAtLeast: Regret }[] = [];
    for (let at = graph.start[mentee]!; at < graph.start[mentee + 1]!; at++) {
      const j = graph.column[at]!;
      if (j !== own && graph.capacity[j]! > 0)
        bounded.push({ at, regretAtLeast: this.bound(mentee, j, graph.points[at]!) });
    }
    bounded.sort((a, b) => compareRegrets(a.regretAtLeast, b.regretAtLeast) || a.at - b.at);
    return bounded.slice(0, people.pool.policy.alternatives).map(({ at, regretAtLeast }) => ({
      mentor: people.mentors[graph.column[at]!]!.id,
      points: graph.points[at]!,
      variant: people.rules.variantCode(people.variantOf(graph.column[at]!, mentee)),
      regretAtLeast,
    }));
  }

  /** `u + v − value` by levels: weak duality says that no matching with the pair has more than the optimum less this. */
  private bound(mentee: number, mentor: number, points: number): Regret {
    const { graph, worst } = this.solution;
    const u = this.result.prices.mentees[mentee] ?? [];
    const v = this.result.prices.mentors[mentor] ?? [];
    const tiers = graph.tiers.length;
    const matched = graph.tiers.map((_, k) => u[k]! + v[k]! - (graph.tier[mentee] === k ? 1 : 0));
    return { matched, worst: worst ? 0 : null, points: u[tiers]! + v[tiers]! - points };
  }

  /** By id. */
  unmatched(): PoolUnmatched[] {
    const leftOut = new Map(explainLeftOut(this.solution, 0).map((one) => [one.mentee, one]));
    const unmatched: PoolUnmatched[] = [];
    this.result.assignment.forEach((mentor, i) => {
      if (mentor === null) unmatched.push(this.unmatchedOne(i, leftOut.get(i)));
    });
    return unmatched.sort((a, b) => byCodeUnits(a.mentee, b.mentee));
  }

  private unmatchedOne(i: number, leftOut: LeftOut | undefined): PoolUnmatched {
    const { people } = this;
    const mentee = people.mentees[i]!;
    if (leftOut) return { mentee: mentee.id, reason: leftOut.reason, rules: [], wouldHelp: [this.places(i)] };
    const { taxonomy } = people.rules;
    const topics = mentee.requests
      .map(({ topic }) => topic)
      .filter((topic) => !taxonomy.chain(topic).some((code) => this.offered.has(code)));
    const noTopic = topics.length > 0 && topics.length === mentee.requests.length;
    const names = topics.map((topic) => quoted(taxonomy.title(topic)));
    const text = `Найти наставника по ${plural(topics.length, 'теме', 'темам', 'темам')} ${listed(names)}: в базе такого нет`;
    const wouldHelp = topics.length > 0 ? [{ code: 'recruit-for-topic', params: { topics }, text }] : [];
    return { mentee: mentee.id, reason: noTopic ? 'no-topic' : 'rules', rules: [], wouldHelp };
  }

  private places(mentee: number): Remark {
    const { start, column, points } = this.solution.graph;
    const able = Array.from({ length: start[mentee + 1]! - start[mentee]! }, (_, k) => start[mentee]! + k);
    able.sort((a, b) => points[b]! - points[a]! || column[a]! - column[b]!);
    const named = able.slice(0, MOST_NAMED).map((at) => this.people.mentors[column[at]!]!.id);
    const eligible = this.candidates.eligible[mentee]!;
    const rest = eligible - named.length;
    const more = rest > 0 ? ` или у любого из других: подходят ${ofMentors(eligible)}` : '';
    return {
      code: 'more-places',
      params: { mentors: named, eligible },
      text: `Ещё одно место у ${eligible === 1 ? 'наставника' : 'одного из наставников'} ${named.join(', ')}${more}`,
    };
  }
}
