import { ProblemError, type Problem } from '../problem/types.js';
import type { PairStore } from './pair-store.js';

const LARGEST = 2 ** 31 - 1;

/** Undoes one change of a draft. */
export type Undo = () => void;

/** A problem that changes: everything but the pairs, which stand in a `PairStore`. Checks what it is given. */
export class ProblemDraft {
  readonly locked: number[];
  private readonly base: Problem;
  private readonly capacity: number[];
  private readonly minimum: number[];
  private readonly tier: number[];
  /** Locked mentees by mentor. */
  private readonly held: number[];
  private bans = new Map<number, Map<number, number>>();

  /** `locked`: the mentor that each mentee is locked to, −1 for none. */
  constructor(problem: Problem, locked: Int32Array) {
    this.base = problem;
    this.locked = Array.from(locked);
    this.capacity = Array.from(problem.capacity);
    this.minimum = Array.from({ length: problem.mentors }, (_, j) => problem.minimum?.[j] ?? 0);
    this.tier = Array.from({ length: problem.mentees }, (_, i) => problem.tier?.[i] ?? 1);
    this.held = new Array<number>(problem.mentors).fill(0);
    for (const mentor of locked) if (mentor >= 0) this.held[mentor]!++;
  }

  get mentees(): number {
    return this.locked.length;
  }

  get mentors(): number {
    return this.capacity.length;
  }

  get objective(): Problem['objective'] {
    return this.base.objective;
  }

  get hasMinimum(): boolean {
    return this.minimum.some((least) => least > 0);
  }

  /** Places that locks leave. */
  freeCapacity(mentor: number): number {
    return this.capacity[mentor]! - this.held[mentor]!;
  }

  /** The load still required besides locked mentees. */
  freeMinimum(mentor: number): number {
    return Math.max(0, this.minimum[mentor]! - this.held[mentor]!);
  }

  minimumOf(mentor: number): number {
    return this.minimum[mentor]!;
  }

  lockedTo(mentor: number): number {
    return this.held[mentor]!;
  }

  menteesLockedTo(mentor: number): number[] {
    return [...this.locked.keys()].filter((mentee) => this.locked[mentee] === mentor);
  }

  lock(mentee: number, mentor: number): Undo {
    this.locked[mentee] = mentor;
    this.held[mentor]!++;
    return () => {
      this.locked[mentee] = -1;
      this.held[mentor]!--;
    };
  }

  unlock(mentee: number): Undo {
    const mentor = this.locked[mentee]!;
    this.locked[mentee] = -1;
    this.held[mentor]!--;
    return () => {
      this.locked[mentee] = mentor;
      this.held[mentor]!++;
    };
  }

  setLoad(mentor: number, capacity: number, minimum: number): Undo {
    const before = { capacity: this.capacity[mentor]!, minimum: this.minimum[mentor]! };
    this.capacity[mentor] = capacity;
    this.minimum[mentor] = minimum;
    return () => {
      this.capacity[mentor] = before.capacity;
      this.minimum[mentor] = before.minimum;
    };
  }

  addMentee(tier: number): number {
    if (!Number.isSafeInteger(tier))
      throw new ProblemError('not-a-whole-number', 'tier', tier, 'a tier is a whole number');
    this.tier.push(tier);
    return this.locked.push(-1) - 1;
  }

  addMentor(): number {
    this.minimum.push(0);
    this.held.push(0);
    return this.capacity.push(0) - 1;
  }

  /** Remembers the points of a barred pair. */
  ban(mentee: number, mentor: number, points: number): Undo {
    const bans = this.bans.get(mentee) ?? new Map<number, number>();
    this.bans.set(mentee, bans);
    bans.set(mentor, points);
    return () => bans.delete(mentor);
  }

  /** The points that a barred pair had, `null` if it is not barred. */
  banned(mentee: number, mentor: number): number | null {
    return this.bans.get(mentee)?.get(mentor) ?? null;
  }

  /** Takes over what another draft of the same people has barred. */
  keepBansOf(other: ProblemDraft): void {
    this.bans = other.bans;
  }

  /** Forgets the bans of pairs that are eligible again. */
  liftBans(mentee: number, mentors: readonly number[]): Undo {
    const bans = this.bans.get(mentee);
    if (!bans) return () => undefined;
    const before = new Map(bans);
    for (const mentor of mentors) bans.delete(mentor);
    return () => this.bans.set(mentee, before);
  }

  checkIndex(kind: 'mentee' | 'mentor', index: number): void {
    const size = kind === 'mentee' ? this.mentees : this.mentors;
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new ProblemError('out-of-range', kind, index, `there is no ${kind} ${index}`);
  }

  checkLoad(capacity: number, minimum: number): void {
    for (const [path, value] of Object.entries({ capacity, minimum })) {
      if (!Number.isInteger(value) || value < 0 || value > LARGEST)
        throw new ProblemError('out-of-range', path, value, `${path} is a whole number from 0`);
    }
  }

  /** The pairs of one mentee or mentor, in order of the other side; refuses doubles and what is out of range. */
  checkPairs<K extends 'mentee' | 'mentor'>(
    pairs: readonly ({ points: number } & Record<K, number>)[],
    other: K,
  ): ({ points: number } & Record<K, number>)[] {
    const most = this.base.maxPoints ?? 10_000;
    const sorted = [...pairs].sort((a, b) => a[other] - b[other]);
    sorted.forEach((pair, k) => {
      this.checkIndex(other, pair[other]);
      if (k > 0 && sorted[k - 1]![other] === pair[other])
        throw new ProblemError('duplicate-pair', `pairs[${k}]`, pair[other], 'this pair is listed twice');
      if (!Number.isInteger(pair.points) || pair.points < 0 || pair.points > most)
        throw new ProblemError('out-of-range', `pairs[${k}].points`, pair.points, `points are 0…${most}`);
    });
    return sorted;
  }

  /** Distinct tiers, best first. */
  tiers(): number[] {
    return [...new Set(this.tier.length > 0 ? this.tier : [1])].sort((a, b) => a - b);
  }

  tierOf(mentee: number): number {
    return this.tier[mentee]!;
  }

  /** The plain problem: rows in order, mentors in order within a row. */
  problem(store: PairStore): Problem {
    const open = countOpen(store);
    const pairs = {
      mentee: new Int32Array(open),
      mentor: new Int32Array(open),
      points: new Int32Array(open),
    };
    let k = 0;
    for (let i = 0; i < store.rows; i++) {
      for (let at = store.from[i]!; at < store.to[i]!; at++) {
        if (store.closed[at]) continue;
        pairs.mentee[k] = i;
        pairs.mentor[k] = store.column[at]!;
        pairs.points[k++] = store.points[at]!;
      }
    }
    return {
      ...this.base,
      mentees: this.mentees,
      mentors: this.mentors,
      capacity: this.capacity.slice(),
      minimum: this.minimum.slice(),
      tier: this.tier.slice(),
      pairs,
      locks: this.locked.flatMap((mentor, mentee): [number, number][] =>
        mentor < 0 ? [] : [[mentee, mentor]],
      ),
    };
  }
}

function countOpen(store: PairStore): number {
  let open = 0;
  for (let i = 0; i < store.rows; i++) {
    for (let at = store.from[i]!; at < store.to[i]!; at++) if (!store.closed[at]) open++;
  }
  return open;
}
