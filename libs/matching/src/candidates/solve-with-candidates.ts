import type { Infeasible, Problem } from '../problem/types.js';
import { FULL_SCORE } from '../rules/score-pair.js';
import { setBit, wordsFor } from '../scoring/bits.js';
import type { Scoring } from '../scoring/scoring.js';
import { isSolution, settleOn, solveInFull, type Outcome, type Solution } from '../solver/solve.js';
import type { Watch } from '../solver/watch.js';
import { withPairs } from './add-pairs.js';
import { CANDIDATES, candidatesOf, type Candidates } from './candidates.js';
import { FoundList, priceOut, type Claim, type Found, type Market, type PricedOut } from './price-out.js';

/** Everything of a plain problem but its pairs, which scoring has. */
export type Demand = Omit<Problem, 'pairs'>;

export interface CandidateOptions {
  /** How many pairs of each mentee are looked at first; default 50. */
  k?: number;
  /** They may have been found before, in threads. */
  candidates?: Candidates;
  /** Up to how many pairs are added because they tie; default 5 million. */
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

const MOST_TIES = 5_000_000;

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
    const { locks = [], mentees, mentors } = this.demand;
    const found = new FoundList(mentees);
    for (const [mentee, mentor] of [...locks].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      if (!(mentee < mentees && mentor < mentors) || this.lockedTo[mentee] === mentor) continue;
      this.lockedTo[mentee] = mentor;
      const only = new Uint32Array(wordsFor(mentors));
      setBit(only, mentor);
      found.add(mentee, this.scoring.eligible(mentee, only));
    }
    this.candidates = withPairs(this.candidates, found.found());
  }

  run(): CandidateOutcome {
    for (;;) {
      const problem = this.problem();
      const outcome = this.solve(problem);
      if (!isSolution(outcome)) {
        if (this.reachShort(outcome)) continue;
        return this.answer(problem, outcome, true);
      }
      const priced = this.priceOutAll(outcome);
      if (priced.isShort) this.add(priced.more);
      else return this.settle(outcome, priced.ties);
    }
  }

  /** One round; which of the optimal matchings it finds is of no matter yet. */
  private solve(problem: Problem): Outcome {
    this.tally.rounds++;
    return solveInFull({ ...problem, ties: 'any' }, this.watch);
  }

  private answer(problem: Problem, outcome: Outcome, isCanonical: boolean): CandidateOutcome {
    if (isSolution(outcome)) raiseClosed(outcome);
    const { eligiblePairs } = this.candidates;
    return { outcome, problem, eligiblePairs, ...this.tally, isCanonical };
  }

  private problem(): Problem {
    const { start, mentor, points } = this.candidates;
    const mentee = new Int32Array(mentor.length);
    for (let i = 0; i < this.demand.mentees; i++) mentee.fill(i, start[i], start[i + 1]);
    return { ...this.demand, pairs: { mentee, mentor, points } };
  }

  private add(found: Found): number {
    const before = this.candidates.mentor.length;
    this.candidates = withPairs(this.candidates, found);
    const added = this.candidates.mentor.length - before;
    this.tally.pairsAdded += added;
    return added;
  }

  /** Holds every level's prices against all pairs, until one has to be mended. */
  private priceOutAll({ graph, worst, result }: Solution): PricedOut {
    const tier = graph.tier.map((own, i) => (graph.locked[i]! >= 0 ? -1 : own));
    const market: Market = {
      scoring: this.scoring,
      candidates: this.candidates,
      tier,
      tiers: graph.tiers.length,
      capacity: graph.capacity,
    };
    for (const claim of tierClaims(worst)) {
      const priced = this.look(market, claim, 0);
      if (priced.isShort) return priced;
    }
    const mostTies = this.demand.ties === 'any' ? 0 : (this.options.mostTies ?? MOST_TIES);
    return this.look(
      market,
      { prices: result.prices, floor: worst?.value ?? 0, pointsCount: true },
      mostTies,
    );
  }

  private look(market: Market, claim: Claim, mostTies: number): PricedOut {
    const priced = priceOut(market, claim, { most: this.k, mostTies }, this.watch);
    this.tally.rowsScored += priced.scored;
    return priced;
  }

  /**
   * Prices that hold for all pairs make every optimal matching one of tight pairs. With all of these the problem has the
   * same optimal matchings as the whole pool, so its first is the first of all; nothing has to be solved anew.
   */
  private settle(solution: Solution, ties: Found | null): CandidateOutcome {
    if (ties !== null) this.add(ties);
    const problem = this.problem();
    const isAny = this.demand.ties === 'any';
    const outcome = isAny ? solution : settleOn(solution, problem, this.watch);
    return this.answer(problem, outcome, ties !== null && !isAny);
  }

  /** Minimum loads that the candidates cannot meet: adds other mentees who can reach these mentors; whether there are any. */
  private reachShort({ infeasible }: Infeasible): boolean {
    if (infeasible.reason !== 'minimum' || infeasible.mentors.length === 0) return false;
    const among = new Uint32Array(wordsFor(this.demand.mentors));
    for (const j of infeasible.mentors) setBit(among, j);
    const reaching = new Set(infeasible.mentees);
    const found = new FoundList(this.demand.mentees);
    for (let i = 0; i < this.demand.mentees; i++) {
      if (reaching.has(i) || this.lockedTo[i]! >= 0 || this.candidates.restAtMost[i]! < 0) continue;
      found.add(i, this.scoring.eligible(i, among));
      this.tally.rowsScored++;
    }
    return this.add(found.found()) > 0;
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
