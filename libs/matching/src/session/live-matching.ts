import type { Move } from '../explain/exchange.js';
import type { Regret } from '../explain/regret.js';
import { isInfeasible, ProblemError, type Infeasible, type Problem, type Result } from '../problem/types.js';
import { readLocks } from '../solver/infeasible.js';
import { isPlain, solve } from '../solver/solve.js';
import type { Watch } from '../solver/watch.js';
import { certify } from './certify.js';
import type { Network } from './network.js';
import { ProblemDraft, type Undo } from './problem-draft.js';
import { CertificateError, stateOf, type SolvedState } from './state.js';

/** What a change has done: the price of the wish. */
export interface Edit {
  /** What everybody together loses by it, level by level; below 0 where the change is a gain. */
  loss: Regret;
  /** Who has another mentor now, or none, by mentee. */
  moved: Move[];
}

/** A change to be made. */
export interface Change {
  /** Mentees whose pair's points may change though they stay where they are. */
  rows: readonly number[];
  /** Changes pairs and draft; returns what takes it back. */
  prepare: () => Undo;
  /** Repairs one network; false if minimum loads cannot be kept. */
  repair: (network: Network) => boolean;
  /** The networks do not know what has come (a tier): the problem is solved anew. */
  fresh?: boolean;
}

/** Levels, to compare before and after a change. */
interface Standing {
  /** Matched by the tier's name. */
  counts: Map<number, number>;
  worst: number | null;
  total: number;
}

/** A matching kept optimal: problem, networks, sums. The bookkeeping behind `MatchingSession`. */
export class LiveMatching {
  state: SolvedState;
  draft: ProblemDraft;
  /** Tiers by index, as the networks number them. */
  private tiers: number[];
  /** The points of each mentee's pair, 0 without one. */
  private pointsOf: Int32Array;
  private total = 0;
  /** The result with its certificate, while nothing has changed since it was made. */
  private certified: Result | null;

  /** Throws `CertificateError` if the result does not hold for the (checked) problem. */
  constructor(problem: Problem, result: Result) {
    if (!isPlain(problem)) {
      throw new ProblemError(
        'unsupported',
        'problem',
        null,
        'side conditions and load costs are solved anew',
      );
    }
    const locked = readLocks(problem);
    if (!(locked instanceof Int32Array) || result.assignment.length !== problem.mentees)
      throw new CertificateError();
    this.draft = new ProblemDraft(problem, locked);
    this.tiers = this.draft.tiers();
    this.state = stateOf(problem, locked, result);
    this.certified = result;
    this.total = 0;
    this.pointsOf = new Int32Array(problem.mentees);
    result.assignment.forEach((mentor, i) => this.recount(i, mentor ?? -1));
  }

  private recount(mentee: number, mentor: number): void {
    const { store } = this.state;
    const points = mentor < 0 ? 0 : store.points[store.find(mentee, mentor)]!;
    this.total += points - this.pointsOf[mentee]!;
    this.pointsOf[mentee] = points;
  }

  /** The mentor of a mentee now, −1 for none. */
  mentorOf(mentee: number): number {
    const locked = this.draft.locked[mentee]!;
    return locked >= 0 ? locked : this.state.main.assigned[mentee]!;
  }

  problem(): Problem {
    return this.draft.problem(this.state.store);
  }

  result(watch: Watch): Result {
    if (!this.certified) {
      this.certified = certify(this.problem(), Int32Array.from(this.draft.locked), this.state, watch);
      const { assignment } = this.certified;
      this.state.main.adopt(Int32Array.from(assignment, (mentor) => mentor ?? -1));
      assignment.forEach((mentor, i) => this.recount(i, mentor ?? -1));
    }
    return this.certified;
  }

  standing(): Standing {
    const { main, worst } = this.state;
    const counts = new Map(this.tiers.map((tier, k) => [tier, main.counts[k]!]));
    this.draft.locked.forEach((mentor, i) => {
      const tier = this.draft.tierOf(i);
      if (mentor >= 0) counts.set(tier, counts.get(tier)! + 1);
    });
    return { counts, worst: this.isWorstFirst() ? worst : null, total: this.total };
  }

  private isWorstFirst(): boolean {
    return this.draft.objective === 'worst-off-first';
  }

  /** What the matching has lost since: counts by tier, the worst-off where it counts, the sum. */
  lossSince(before: Standing): Regret {
    const after = this.standing();
    const matched = [...after.counts].map(([tier, count]) => (before.counts.get(tier) ?? 0) - count);
    const worst = this.isWorstFirst() ? (before.worst ?? 0) - (after.worst ?? 0) : null;
    return { matched, worst, points: before.total - after.total };
  }

  /** Makes room in the networks for people that the store has got. */
  grow(): void {
    this.certified = null;
    for (const network of this.networks()) network.grow();
    const pointsOf = new Int32Array(this.draft.mentees);
    pointsOf.set(this.pointsOf);
    this.pointsOf = pointsOf;
  }

  private networks(): Network[] {
    const { main, counts, above } = this.state;
    return [main, counts, above].filter((network) => network !== null);
  }

  /** Makes a change and repairs the optimum; if it is impossible everything is as before. */
  change(change: Change): Edit | Infeasible {
    const before = this.standing();
    const places = new Map(change.rows.map((row) => [row, this.mentorOf(row)]));
    const hadMinimum = this.draft.hasMinimum;
    const undoDraft = change.prepare();
    // Only a minimum load can make a change impossible half-way.
    const restore =
      hadMinimum || this.draft.hasMinimum ? this.networks().map((network) => network.save()) : [];
    const undo = () => {
      undoDraft();
      for (const back of restore) back();
    };
    const { main } = this.state;
    main.journal = new Map();
    const outcome = this.repair(change);
    for (const [row, from] of main.journal) if (!places.has(row)) places.set(row, from);
    main.journal = null;
    if (outcome !== 'repaired') return this.solveAnew(before, places, undo);
    this.certified = null;
    for (const row of places.keys()) this.recount(row, this.mentorOf(row));
    return { loss: this.lossSince(before), moved: this.movesFrom(places) };
  }

  private repair({ repair, fresh }: Change): 'repaired' | 'anew' {
    const { main, counts, above, worst, roomy, store } = this.state;
    const tight =
      store.largestPoints > roomy.largestPoints || Math.min(store.rows, store.columns) > roomy.people;
    if (fresh || tight || (worst !== null && !above)) return 'anew';
    if (!this.networks().every((network) => repair(network))) return 'anew';
    if (!counts) return 'repaired';
    const same = (a: Network, b: Network) => a.counts.every((count, k) => count === b.counts[k]);
    if (worst === null) return counts.counts.every((count) => count === 0) ? 'repaired' : 'anew';
    // The threshold falls where pairs below it are needed, and rises where those above it are enough.
    return same(main, counts) && !same(above!, counts) ? 'repaired' : 'anew';
  }

  /** Solves the changed problem, or says why it cannot be and takes the change back. */
  private solveAnew(before: Standing, places: Map<number, number>, undo: Undo): Edit | Infeasible {
    const answer = solve(this.problem());
    if (isInfeasible(answer)) {
      undo();
      return answer;
    }
    const all = new Map<number, number>();
    for (let i = 0; i < this.draft.mentees; i++) all.set(i, places.get(i) ?? this.mentorOf(i));
    const next = new LiveMatching(this.problem(), answer);
    next.draft.keepBansOf(this.draft);
    Object.assign(this, next);
    return { loss: this.lossSince(before), moved: this.movesFrom(all) };
  }

  private movesFrom(places: Map<number, number>): Move[] {
    const outside = (mentor: number) => (mentor < 0 ? null : mentor);
    const moved: Move[] = [];
    for (const [mentee, from] of places) {
      const to = this.mentorOf(mentee);
      if (from !== to) moved.push({ mentee, from: outside(from), to: outside(to) });
    }
    return moved.sort((a, b) => a.mentee - b.mentee);
  }
}
