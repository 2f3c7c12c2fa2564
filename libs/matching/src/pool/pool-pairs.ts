import { belowMinScore, fewestPoints, withBroken } from '../rules/check-pair.js';
import { PairRules, type PairCheck, type Ready } from '../rules/pair-rules.js';
import { Scorer, type PairScore, type ScoreView } from '../rules/score-pair.js';
import type { Mentee, Mentor, PairFacts } from '../rules/types.js';
import { throwIfCancelled, type Watch } from '../solver/watch.js';
import { inTieOrder } from './canonical-order.js';
import { PoolError, type Pool } from './types.js';

const NOTHING_KNOWN: PairFacts = Object.freeze({});

/** The eligible pairs of a pool, mentee by mentee. */
export interface EligiblePairs {
  mentee: number[];
  mentor: number[];
  points: number[];
  /** The place of the pair's variant in the catalogue's order. */
  variant: number[];
}

/** A pool made ready: who takes part, in the order in which ties are broken, with rules and what is known of pairs. */
export class PoolPairs {
  readonly rules: PairRules;
  readonly mentors: Mentor[];
  readonly mentees: Mentee[];
  private readonly readyMentors: Ready[];
  private readonly readyMentees: Ready[];
  private readonly scorer: Scorer;
  private readonly scoredMentors: ScoreView[];
  private readonly scoredMentees: ScoreView[];
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
    this.readyMentors = this.mentors.map((one) => this.rules.mentor(one));
    this.readyMentees = this.mentees.map((one) => this.rules.mentee(one));
    this.scorer = new Scorer(pool.policy, this.rules.taxonomy);
    this.scoredMentors = this.mentors.map((one) => this.scorer.view(one));
    this.scoredMentees = this.mentees.map((one) => this.scorer.view(one));
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

  score(mentor: number, mentee: number): PairScore {
    const facts = this.factsOf(this.mentors[mentor]!.id, this.mentees[mentee]!.id);
    return this.scorer.score(this.scoredMentors[mentor]!, this.scoredMentees[mentee]!, facts);
  }

  /** Every rule that a pair breaks, `minScore` among them. */
  check(mentor: number, mentee: number): PairCheck {
    const facts = this.factsOf(this.mentors[mentor]!.id, this.mentees[mentee]!.id);
    const check = this.rules.check(this.readyMentors[mentor]!, this.readyMentees[mentee]!, facts.barred);
    const low = belowMinScore(this.score(mentor, mentee).points, this.pool.policy.minScore);
    return low === null ? check : withBroken(check, low);
  }

  /** The first variant under which the pair may be, −1 for none; `minScore` is not looked at. */
  variantOf(mentor: number, mentee: number): number {
    const facts = this.factsOf(this.mentors[mentor]!.id, this.mentees[mentee]!.id);
    if (facts.barred) return -1;
    return this.rules.firstVariant(this.readyMentors[mentor]!, this.readyMentees[mentee]!);
  }

  eligible(watch: Watch): EligiblePairs {
    const found: EligiblePairs = { mentee: [], mentor: [], points: [], variant: [] };
    const fewest = fewestPoints(this.pool.policy.minScore);
    for (let i = 0; i < this.mentees.length; i++) {
      if ((i & 15) === 0) {
        throwIfCancelled(watch);
        watch.onProgress?.(i / this.mentees.length, 'pairs');
      }
      for (let j = 0; j < this.mentors.length; j++) {
        const variant = this.variantOf(j, i);
        if (variant < 0) continue;
        const { points } = this.score(j, i);
        if (points < fewest) continue;
        found.mentee.push(i);
        found.mentor.push(j);
        found.points.push(points);
        found.variant.push(variant);
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
