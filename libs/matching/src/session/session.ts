import { checkProblem } from '../problem/check-problem.js';
import {
  isInfeasible,
  type Infeasible,
  type InfeasibleReason,
  type Problem,
  type Result,
} from '../problem/types.js';
import { solve } from '../solver/solve.js';
import type { Watch } from '../solver/watch.js';
import { LiveMatching, type Edit } from './live-matching.js';
import type { Network } from './network.js';
import type { RowPair } from './pair-store.js';
import type { Undo } from './problem-draft.js';

/** A change, or why it cannot be: then nothing has changed. */
export type EditAnswer = Edit | Infeasible;

/**
 * A solved matching that stays solved while curators change it. Every change is repaired from the last prices by
 * a few shortest paths instead of being solved anew, and is worth what a new solution would be worth; `result()` has
 * its certificate, and the canonical assignment unless the problem's ties are `any`.
 *
 * Under `worst-off-first` the tiers alone are kept optimal on all pairs and on those above the threshold too; they tell
 * whether the threshold still holds. Where it moves, the problem is solved anew.
 *
 * Mentees and mentors keep their indices for ever: whoever leaves stays in the problem without pairs. Indices out
 * of range and broken values throw `ProblemError`, as do problems with side conditions that are no network or with load
 * costs (`unsupported`): these are solved anew with `solve`.
 */
export class MatchingSession {
  private constructor(private readonly live: LiveMatching) {}

  /** From a problem and its stored result, without solving. Throws `CertificateError` if the result does not hold. */
  static from(problem: Problem, result: Result): MatchingSession {
    return new MatchingSession(new LiveMatching(checkProblem(problem), result));
  }

  /** From a problem alone. */
  static solve(problem: Problem, watch: Watch = {}): MatchingSession | Infeasible {
    const answer = solve(problem, watch);
    return isInfeasible(answer) ? answer : MatchingSession.from(problem, answer);
  }

  /** Who has which mentor now, `null` for one left out. Ties may be broken any way until `settled` or `result`. */
  get assignment(): (number | null)[] {
    return Array.from(this.live.draft.locked, (_, i) => {
      const mentor = this.live.mentorOf(i);
      return mentor < 0 ? null : mentor;
    });
  }

  /** The problem as it stands, with all changes in it. */
  problem(): Problem {
    return this.live.problem();
  }

  /** The optimum of `problem()` with its certificate, as `solve` gives it. Linear in the pairs after a change. */
  result(watch: Watch = {}): Result {
    return this.live.result(watch);
  }

  /** The assignment with ties settled as `solve` settles them. */
  settled(watch: Watch = {}): (number | null)[] {
    return this.result(watch).assignment;
  }

  /** Holds a pair. Impossible where it is not eligible, the mentor has no place for it, or minimums cannot be kept. */
  lock(mentee: number, mentor: number): EditAnswer {
    this.check(mentee, mentor);
    const { draft } = this.live;
    const before = draft.locked[mentee]!;
    if (before === mentor) return this.nothing();
    if (!this.isEligible(mentee, mentor)) return refusal('lock-ineligible', [mentee], [mentor]);
    if (before >= 0) return refusal('capacity', [mentee], [before, mentor]);
    if (draft.freeCapacity(mentor) < 1)
      return refusal('capacity', [...draft.menteesLockedTo(mentor), mentee], [mentor]);
    return this.live.change({
      rows: [mentee],
      prepare: () => draft.lock(mentee, mentor),
      repair: (network) => network.lock(mentee, mentor),
    });
  }

  /** Lets a held mentee go where it is best. */
  unlock(mentee: number): EditAnswer {
    this.check(mentee, null);
    const { draft } = this.live;
    const mentor = draft.locked[mentee]!;
    if (mentor < 0) return this.nothing();
    const owed = draft.freeMinimum(mentor);
    return this.live.change({
      rows: [mentee],
      prepare: () => draft.unlock(mentee),
      repair: (network) => {
        network.unlock(mentee, mentor, draft.freeMinimum(mentor) > owed);
        return true;
      },
    });
  }

  /** Bars a pair; `unban` brings it back. Impossible for a pair that is held. */
  ban(mentee: number, mentor: number): EditAnswer {
    this.check(mentee, mentor);
    if (!this.isEligible(mentee, mentor)) return this.nothing();
    const { draft, state } = this.live;
    if (draft.locked[mentee] === mentor) return refusal('lock-ineligible', [mentee], [mentor]);
    const { store } = state;
    const place = store.find(mentee, mentor);
    return this.live.change({
      rows: [mentee],
      prepare: () => {
        const undo = draft.ban(mentee, mentor, store.points[place]!);
        store.closed[place] = 1;
        return () => {
          store.closed[place] = 0;
          undo();
        };
      },
      repair: (network) => network.assigned[mentee] !== mentor || network.changeRow(mentee),
    });
  }

  /** Takes a ban back. */
  unban(mentee: number, mentor: number): EditAnswer {
    this.check(mentee, mentor);
    const points = this.live.draft.banned(mentee, mentor);
    return points === null ? this.nothing() : this.setPoints(mentee, mentor, points);
  }

  /** Changes the points of a pair, or makes the pair eligible. */
  setPoints(mentee: number, mentor: number, points: number): EditAnswer {
    this.check(mentee, mentor);
    const others = this.live.state.store.pairsOf(mentee).filter((pair) => pair.mentor !== mentor);
    return this.setPairs(mentee, [...others, { mentor, points }]);
  }

  /** Gives a mentee these eligible pairs in place of what it had. Impossible where a held pair is not among them. */
  setPairs(mentee: number, pairs: readonly RowPair[]): EditAnswer {
    this.check(mentee, null);
    const { draft } = this.live;
    const sorted = draft.checkPairs(pairs, 'mentor');
    const held = draft.locked[mentee]!;
    if (held >= 0 && !sorted.some(({ mentor }) => mentor === held))
      return refusal('lock-ineligible', [mentee], [held]);
    return this.live.change({
      rows: [mentee],
      prepare: () => this.replaceRow(mentee, sorted),
      repair: (network) => network.absent[mentee] === 1 || network.changeRow(mentee),
    });
  }

  /** A mentee who joins, with eligible pairs and tier; the answer tells its index. */
  addMentee(pairs: readonly RowPair[], tier = 1): Edit & { mentee: number } {
    const { draft, state } = this.live;
    const sorted = draft.checkPairs(pairs, 'mentor');
    const index = draft.tiers().indexOf(tier);
    const mentee = draft.addMentee(tier);
    state.store.addRow(Math.max(0, index));
    this.live.grow();
    const edit = this.live.change({
      rows: [mentee],
      fresh: index < 0,
      prepare: () => this.replaceRow(mentee, sorted),
      repair: (network) => {
        network.addRow(mentee);
        return true;
      },
    });
    if (isInfeasible(edit)) throw new Error('a mentee more cannot make a problem impossible');
    return { ...edit, mentee };
  }

  /** A mentee who leaves. Impossible while it is held, or where its mentor cannot keep the minimum load then. */
  removeMentee(mentee: number): EditAnswer {
    return this.setPairs(mentee, []);
  }

  /**
   * A mentor who joins with places, eligible pairs and a least load; the answer tells the index. If minimums
   * cannot be kept, a mentor without places or pairs is all that stays.
   */
  addMentor(
    capacity: number,
    pairs: readonly { mentee: number; points: number }[],
    minimum = 0,
  ): (Edit & { mentor: number }) | Infeasible {
    const { draft, state } = this.live;
    draft.checkLoad(capacity, minimum);
    const offered = draft.checkPairs(pairs, 'mentee');
    const mentor = draft.addMentor();
    const { store } = state;
    store.addColumn();
    this.live.grow();
    if (minimum > capacity) return refusal('minimum', [], [mentor]);
    const edit = this.live.change({
      rows: [],
      prepare: () => {
        const undo = offered.map(({ mentee, points }) =>
          store.replaceRow(mentee, [...store.pairsOf(mentee), { mentor, points }]),
        );
        undo.push(draft.setLoad(mentor, capacity, minimum));
        return () => undo.reverse().forEach((back) => back());
      },
      repair: (network) => this.fit(network, mentor),
    });
    return isInfeasible(edit) ? edit : { ...edit, mentor };
  }

  /** A mentor who leaves. Impossible while locks hold mentees there, or where other minimums cannot be kept then. */
  removeMentor(mentor: number): EditAnswer {
    this.check(null, mentor);
    const { draft, state } = this.live;
    if (draft.lockedTo(mentor) > 0) return refusal('capacity', draft.menteesLockedTo(mentor), [mentor]);
    const { store } = state;
    return this.live.change({
      rows: [],
      prepare: () => {
        const places = store.openPlacesOf(mentor);
        const undo = draft.setLoad(mentor, 0, 0);
        for (const place of places) store.closed[place] = 1;
        return () => {
          undo();
          for (const place of places) store.closed[place] = 0;
        };
      },
      repair: (network) => this.fit(network, mentor),
    });
  }

  /** Gives a mentor another number of places and, if told, another least load. */
  setCapacity(
    mentor: number,
    capacity: number,
    minimum = this.live.draft.minimumOf(mentor) ?? 0,
  ): EditAnswer {
    this.check(null, mentor);
    const { draft } = this.live;
    draft.checkLoad(capacity, minimum);
    if (draft.lockedTo(mentor) > capacity)
      return refusal('capacity', draft.menteesLockedTo(mentor).slice(0, capacity + 1), [mentor]);
    if (minimum > capacity) return refusal('minimum', [], [mentor]);
    return this.live.change({
      rows: [],
      prepare: () => draft.setLoad(mentor, capacity, minimum),
      repair: (network) => this.fit(network, mentor),
    });
  }

  /** Brings a column of a network to its numbers in the draft, place by place: what eases comes first. */
  private fit(network: Network, mentor: number): boolean {
    const { draft } = this.live;
    const [capacity, minimum] = [draft.freeCapacity(mentor), draft.freeMinimum(mentor)];
    while (network.minimum[mentor]! > minimum) network.lowerMinimum(mentor);
    while (network.capacity[mentor]! < capacity) network.addPlace(mentor);
    while (network.capacity[mentor]! > capacity) network.removePlace(mentor);
    while (network.minimum[mentor]! < minimum) if (!network.raiseMinimum(mentor)) return false;
    return true;
  }

  private replaceRow(mentee: number, pairs: readonly RowPair[]): Undo {
    const { store } = this.live.state;
    const undoRow = store.replaceRow(mentee, pairs);
    const mentors = pairs.map(({ mentor }) => mentor);
    const undoBans = this.live.draft.liftBans(mentee, mentors);
    return () => {
      undoRow();
      undoBans();
    };
  }

  private isEligible(mentee: number, mentor: number): boolean {
    const { store } = this.live.state;
    const place = store.find(mentee, mentor);
    return place >= 0 && store.closed[place] === 0;
  }

  private check(mentee: number | null, mentor: number | null): void {
    if (mentee !== null) this.live.draft.checkIndex('mentee', mentee);
    if (mentor !== null) this.live.draft.checkIndex('mentor', mentor);
  }

  private nothing(): Edit {
    return { loss: this.live.lossSince(this.live.standing()), moved: [] };
  }
}

/** What `solve` would say to a problem that is impossible at sight. */
function refusal(reason: InfeasibleReason, mentees: number[], mentors: number[]): Infeasible {
  const sorted = (list: number[]) => [...list].sort((a, b) => a - b);
  return { infeasible: { reason, mentees: sorted(mentees), mentors: sorted(mentors) } };
}
