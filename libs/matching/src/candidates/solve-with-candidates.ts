import type { Infeasible, Problem } from '../problem/types.js';
import { FULL_SCORE } from '../rules/score-pair.js';
import { setBit, wordsFor } from '../scoring/bits.js';
import type { Scoring } from '../scoring/scoring.js';
import { isSolution, solveInFull, type Outcome, type Solution } from '../solver/solve.js';
import type { Watch } from '../solver/watch.js';
import { mostGaining, withPairs } from './add-pairs.js';
import { CANDIDATES, candidatesOf, type Candidates } from './candidates.js';
import { priceOut, type Claim, type Found, type Market } from './price-out.js';

/** Everything of a plain problem but its pairs, which scoring has. */
export type Demand = Omit<Problem, 'pairs'>;

export interface CandidateOptions {
  /** How many pairs of each mentee are looked at first; default 50. */
  k?: number;
  /** They may have been found before, in threads. */
  candidates?: Candidates;
  /** Up to how many pairs are added because they tie; default 20 million. */
  mostTies?: number;
}

/** An optimum over all eligible pairs, found on some of them. */
export interface CandidateOutcome {
  /** Solved on `problem`: its prices hold for every eligible pair, also for those that are not in it. */
  outcome: Outcome;
  problem: Problem;
  /** All eligible pairs of the pool. */
  eligiblePairs: number;
  /** How often the problem was solved. */
  rounds: number;
  /** Pairs that pricing out has added to the candidates. */
  pairsAdded: number;
  /** Rows scored for pricing out. */
  rowsScored: number;
  /** All pairs that tie are in the problem: the assignment is the first of all optimal ones in canonical order. */
  isCanonical: boolean;
}

const MOST_TIES = 20_000_000;

/**
 * The optimum of `design.md` §6 over all eligible pairs of a pool too large to list them: solved on the best `k` of each
 * mentee, then the prices are held against every pair left out; pairs worth more than their prices are added and the
 * problem is solved anew, until there are none (column generation, Dantzig & Wolfe 1960, with the whole pool as the
 * pricing problem). Each level has its own proof: tiers and the worst-off threshold are priced out as well as the
 * sum. At last the pairs that tie are added, so that the assignment is the canonical one.
 *
 * Throws `ProblemError` for what `solveInFull` does not solve, `CancelledError` when cancelled.
 */
export function solveWithCandidates(
  scoring: Scoring,
  demand: Demand,
  options: CandidateOptions = {},
  watch: Watch = {},
): CandidateOutcome {
  return new CandidateSearch(scoring, demand, options, watch).run();
}

class CandidateSearch {
  private candidates: Candidates;
  private readonly k: number;
  private readonly lockedTo: Int32Array;
  private readonly tally = { rounds: 0, pairsAdded: 0, rowsScored: 0 };

  constructor(
    private readonly scoring: Scoring,
    private readonly demand: Demand,
    private readonly options: CandidateOptions,
    private readonly watch: Watch,
  ) {
    this.k = options.k ?? CANDIDATES;
    this.candidates = options.candidates ?? candidatesOf(scoring, 0, demand.mentees, this.k, watch);
    this.lockedTo = new Int32Array(demand.mentees).fill(-1);
    this.holdLocks();
  }

  /** A locked pair must be among the pairs if it is eligible at all. */
  private holdLocks(): void {
    const found: Found = { mentee: [], mentor: [], points: [], gain: [] };
    for (const [mentee, mentor] of this.demand.locks ?? []) {
      if (!(mentee < this.demand.mentees && mentor < this.demand.mentors)) continue;
      this.lockedTo[mentee] = mentor;
      const only = new Uint32Array(wordsFor(this.demand.mentors));
      setBit(only, mentor);
      const { points } = this.scoring.eligible(mentee, only);
      if (points.length === 0) continue;
      found.mentee.push(mentee);
      found.mentor.push(mentor);
      found.points.push(points[0]!);
      found.gain.push(0);
    }
    this.candidates = withPairs(this.candidates, found, [...found.mentee.keys()]);
  }

  run(): CandidateOutcome {
    for (;;) {
      const problem = this.problem();
      const outcome = this.solve(problem);
      if (!isSolution(outcome)) {
        if (this.reachShort(outcome)) continue;
        return this.answer(problem, outcome, true);
      }
      const ties = this.priceOutAll(outcome);
      if (ties === null) continue;
      return this.withTies(problem, outcome, ties);
    }
  }

  private solve(problem: Problem): Outcome {
    this.tally.rounds++;
    return solveInFull(problem, this.watch);
  }

  private answer(problem: Problem, outcome: Outcome, isCanonical: boolean): CandidateOutcome {
    if (isSolution(outcome)) raiseClosed(outcome);
    const { eligiblePairs } = this.candidates;
    return { outcome, problem, eligiblePairs, ...this.tally, isCanonical };
  }

  private problem(): Problem {
    const { start, mentor, points } = this.candidates;
    const mentee = new Int32Array(mentor.length);
    for (let i = 0; i < this.demand.mentees; i++) mentee.fill(i, start[i]!, start[i + 1]!);
    return { ...this.demand, pairs: { mentee, mentor, points } };
  }

  private add(found: Found, places: readonly number[]): void {
    const before = this.candidates.mentor.length;
    this.candidates = withPairs(this.candidates, found, places);
    this.tally.pairsAdded += this.candidates.mentor.length - before;
  }

  /** Holds every level's prices against all pairs; `null` if pairs had to be added, else the pairs that tie. */
  private priceOutAll(solution: Solution): Found | null {
    const { graph, worst, result } = solution;
    const tier = graph.tier.map((own, i) => (graph.locked[i]! >= 0 ? -1 : own));
    const market: Market = {
      scoring: this.scoring,
      candidates: this.candidates,
      tier,
      tiers: graph.tiers.length,
      capacity: graph.capacity,
    };
    for (const claim of tierClaims(worst)) {
      if (this.addMore(this.look(market, claim, false))) return null;
    }
    const floor = worst?.value ?? 0;
    const found = this.look(
      market,
      { prices: result.prices, floor, pointsCount: true },
      this.demand.ties !== 'any',
    );
    return this.addMore(found) ? null : found;
  }

  private look(market: Market, claim: Claim, ties: boolean): Found {
    const { found, scored } = priceOut(market, claim, ties, this.watch);
    this.tally.rowsScored += scored;
    return found;
  }

  /** Adds the pairs worth more than their prices, of each mentee as many as it had candidates; whether there are any. */
  private addMore(found: Found): boolean {
    const places = mostGaining(found, this.k).filter((at) => found.gain[at]! > 0);
    if (places.length > 0) this.add(found, places);
    return places.length > 0;
  }

  /**
   * Prices that hold for all pairs make every optimal matching one of tight pairs. With all of these the problem has the
   * same optimal matchings as the whole pool, so its first is the first of all; the prices that were held against all
   * pairs stay the certificate.
   */
  private withTies(problem: Problem, solution: Solution, ties: Found): CandidateOutcome {
    const count = ties.mentee.length;
    if (count === 0) return this.answer(problem, solution, true);
    if (count > (this.options.mostTies ?? MOST_TIES)) return this.answer(problem, solution, false);
    this.add(ties, [...ties.mentee.keys()]);
    const whole = this.problem();
    const settled = this.solve(whole);
    if (!isSolution(settled)) throw new Error('pairs that tie have made the problem infeasible');
    settled.worst = solution.worst;
    settled.result.prices = solution.result.prices;
    settled.result.levels = settled.result.levels.map((level, at) =>
      level.kind === 'worst' ? solution.result.levels[at]! : level,
    );
    return this.answer(whole, settled, true);
  }

  /** Minimum loads that the candidates cannot meet: adds other mentees who can reach these mentors; whether there are any. */
  private reachShort({ infeasible }: Infeasible): boolean {
    if (infeasible.reason !== 'minimum' || infeasible.mentors.length === 0) return false;
    const among = new Uint32Array(wordsFor(this.demand.mentors));
    for (const j of infeasible.mentors) setBit(among, j);
    const reaching = new Set(infeasible.mentees);
    const found: Found = { mentee: [], mentor: [], points: [], gain: [] };
    for (let i = 0; i < this.demand.mentees; i++) {
      if (reaching.has(i) || this.lockedTo[i]! >= 0 || this.candidates.restAtMost[i]! < 0) continue;
      const { mentors, points } = this.scoring.eligible(i, among);
      this.tally.rowsScored++;
      mentors.forEach((mentor, at) => {
        found.mentee.push(i);
        found.mentor.push(mentor);
        found.points.push(points[at]!);
        found.gain.push(Infinity);
      });
    }
    if (found.mentee.length > 0) this.add(found, mostGaining(found, this.k));
    return found.mentee.length > 0;
  }
}

/** What the level `worst` claims of all pairs: no more can be matched, nor as many above the threshold. */
function tierClaims(worst: Solution['worst']): Claim[] {
  if (!worst) return [];
  const claims: Claim[] = [{ prices: worst.countPrices, floor: 0, pointsCount: false }];
  if (worst.abovePrices && worst.value !== null) {
    claims.push({ prices: worst.abovePrices, floor: worst.value + 1, pointsCount: false });
  }
  return claims;
}

/**
 * Mentors without places have no part in any matching, so their pairs are not looked at; a price above the worth of any
 * pair says so at no cost, for all pairs. (A mentee's price is never below 0, so no pair is worth more than its value.)
 */
function raiseClosed({ graph, result, worst }: Solution): void {
  const largest = result.prices.mentors[0]?.length ?? 0;
  const price = Array.from({ length: largest }, (_, k) => (k === 0 ? 1 : k === largest - 1 ? FULL_SCORE : 0));
  graph.capacity.forEach((places, j) => {
    if (places > 0) return;
    result.prices.mentors[j] = [...price];
    for (const proof of [worst?.countPrices, worst?.abovePrices]) {
      if (proof) proof.mentors[j] = price.slice(0, -1);
    }
  });
}
