import { belowMinScore, withBroken } from '../rules/check-pair.js';
import { PairRules, type PairCheck, type Ready } from '../rules/pair-rules.js';
import { Scorer, type PairScore } from '../rules/score-pair.js';
import type { Mentee, Mentor, PairFacts } from '../rules/types.js';
import { Scoring } from '../scoring/scoring.js';
import { throwIfCancelled, type Watch } from '../solver/watch.js';
import { inTieOrder } from './canonical-order.js';
import { PoolError, type Pool } from './types.js';

const NOTHING_KNOWN: PairFacts = Object.freeze({});

/** The eligible pairs of a pool, mentee by mentee, in each by mentor. */
export interface EligiblePairs {
  mentee: number[];
  mentor: number[];
  points: number[];
}

/** A pool made ready: who takes part, in the order in which ties are broken, with rules and what is known of pairs. */
export class PoolPairs {
  readonly rules: PairRules;
  readonly mentors: Mentor[];
  readonly mentees: Mentee[];
  private readonly scorer: Scorer;
  private compiled: Scoring | null = null;
  /** By mentee, then mentor: most pairs have none. */
  private readonly facts = new Map<string, Map<string, PairFacts>>();
  private readonly mentorIndex: Map<string, number>;
  private readonly menteeIndex: Map<string, number>;

  /** Throws `PoolError` on duplicate ids and ratings or scores out of range, `RuleError` on broken rules. */
  constructor(readonly pool: Pool) {
    this.rules = new PairRules(pool);
    checkIds(pool.mentors, 'mentor');
    checkIds(pool.mentees, 'mentee');
    // People of kinds that the form does not know take no part, unless a lock names them: then the lock is answered.
    const lockedMentors = new Set(pool.locks.map((lock) => lock.mentor));
    const lockedMentees = new Set(pool.locks.map((lock) => lock.mentee));
    const { seed } = pool.policy;
    this.mentors = inTieOrder(
      pool.mentors.filter((one) => this.rules.hasKind('mentors', one) || lockedMentors.has(one.id)),
      seed,
    );
    this.mentees = inTieOrder(
      pool.mentees.filter((one) => this.rules.hasKind('mentees', one) || lockedMentees.has(one.id)),
      seed,
    );
    this.mentorIndex = new Map(this.mentors.map((one, j) => [one.id, j]));
    this.menteeIndex = new Map(this.mentees.map((one, i) => [one.id, i]));
    this.scorer = new Scorer(pool.policy, this.rules.taxonomy);
    this.readFacts();
  }

  private readFacts(): void {
    const { compatibilities, ratings, barred } = this.pool;
    for (const { mentor, mentee, score } of compatibilities) {
      if (!(score >= 0 && score <= 1))
        throw new PoolError('bad-value', score, `compatibility ${score} is not from 0 to 1`);
      this.factsFor(mentor, mentee).assessment = score;
    }
    for (const { mentor, mentee, from, rating } of ratings) {
      if (!(rating >= 1 && rating <= 10))
        throw new PoolError('bad-value', rating, `rating ${rating} is not from 1 to 10`);
      this.factsFor(mentor, mentee)[from === 'mentor' ? 'mentorRating' : 'menteeRating'] = rating;
    }
    for (const { mentor, mentee, reason } of barred) {
      const facts = this.factsFor(mentor, mentee);
      if (!facts.barred?.includes(reason)) facts.barred = [...(facts.barred ?? []), reason].sort();
    }
  }

  private factsFor(mentor: string, mentee: string): PairFacts {
    const ofMentee = this.facts.get(mentee) ?? new Map<string, PairFacts>();
    this.facts.set(mentee, ofMentee);
    const facts = ofMentee.get(mentor) ?? {};
    ofMentee.set(mentor, facts);
    return facts;
  }

  factsOf(mentor: string, mentee: string): PairFacts {
    return this.facts.get(mentee)?.get(mentor) ?? NOTHING_KNOWN;
  }

  /** Throws `PoolError` where nobody of that id is in the pool. */
  indexOf(bank: 'mentor' | 'mentee', id: string): number {
    const index = (bank === 'mentor' ? this.mentorIndex : this.menteeIndex).get(id);
    if (index === undefined) throw new PoolError('unknown-id', id, `there is no ${bank} ${id} in the pool`);
    return index;
  }

  /** The score of one pair with its components and parts, eligible or not. */
  score(mentor: number, mentee: number): PairScore {
    const [who, whom] = [this.mentors[mentor]!, this.mentees[mentee]!];
    return this.scorer.score(this.scorer.view(who), this.scorer.view(whom), this.factsOf(who.id, whom.id));
  }

  /** Every rule that a pair breaks, `minScore` among them. */
  check(mentor: number, mentee: number): PairCheck {
    const { barred } = this.factsOf(this.mentors[mentor]!.id, this.mentees[mentee]!.id);
    const check = this.rules.check(this.readyMentor(mentor), this.readyMentee(mentee), barred);
    const low = belowMinScore(this.score(mentor, mentee).points, this.pool.policy.minScore);
    return low === null ? check : withBroken(check, low);
  }

  /** The first variant under which the pair may be, −1 for none; `minScore` is not looked at. */
  variantOf(mentor: number, mentee: number): number {
    if (this.factsOf(this.mentors[mentor]!.id, this.mentees[mentee]!.id).barred) return -1;
    return this.rules.firstVariant(this.readyMentor(mentor), this.readyMentee(mentee));
  }

  private readyMentor(mentor: number): Ready {
    return this.rules.mentor(this.mentors[mentor]!);
  }

  private readyMentee(mentee: number): Ready {
    return this.rules.mentee(this.mentees[mentee]!);
  }

  /** The pool compiled for questions about one mentee and all mentors, made when first asked for. */
  get scoring(): Scoring {
    this.compiled ??= new Scoring({
      rules: this.rules,
      policy: this.pool.policy,
      mentors: this.mentors,
      mentees: this.mentees,
      facts: this.factsByIndex(),
    });
    return this.compiled;
  }

  /** What is known of single pairs, for people who take part. */
  factsByIndex(): Map<number, Map<number, PairFacts>> {
    const byIndex = new Map<number, Map<number, PairFacts>>();
    for (const [mentee, ofMentee] of this.facts) {
      const i = this.menteeIndex.get(mentee);
      if (i === undefined) continue;
      const own = new Map<number, PairFacts>();
      for (const [mentor, facts] of ofMentee) {
        const j = this.mentorIndex.get(mentor);
        if (j !== undefined) own.set(j, facts);
      }
      byIndex.set(i, own);
    }
    return byIndex;
  }

  /** Every pair that the rules, the bars and `minScore` let be, with its points. */
  eligible(watch: Watch): EligiblePairs {
    const found: EligiblePairs = { mentee: [], mentor: [], points: [] };
    for (let i = 0; i < this.mentees.length; i++) {
      if ((i & 63) === 0) {
        throwIfCancelled(watch);
        watch.onProgress?.(i / this.mentees.length, 'pairs');
      }
      const { mentors, points } = this.scoring.eligible(i);
      for (let at = 0; at < mentors.length; at++) {
        found.mentee.push(i);
        found.mentor.push(mentors[at]!);
        found.points.push(points[at]!);
      }
    }
    return found;
  }
}

function checkIds(people: readonly { id: string }[], bank: string): void {
  const seen = new Set<string>();
  for (const { id } of people) {
    if (seen.has(id)) throw new PoolError('duplicate-id', id, `${bank} ${id} is in the pool twice`);
    seen.add(id);
  }
}
