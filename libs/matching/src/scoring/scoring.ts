import { fewestPoints } from '../rules/check-pair.js';
import type { PairRules } from '../rules/pair-rules.js';
import { scaled, Scorer, type ScoreView } from '../rules/score-pair.js';
import type { PairFacts, Participant, Policy } from '../rules/types.js';
import { allBits, clearBit, hasBit, wordsFor, type Bits } from './bits.js';
import { Eligibility } from './eligibility.js';
import { featureColumn, KEPT_BYTES, type FeatureColumn } from './feature-columns.js';
import { PlainKernel, type Kernel } from './plain-kernel.js';
import { FEATURE, LANES, Layout, MOST_EVEN, ROW, Views } from './row-layout.js';
import { roomFor, simdKernel } from './simd-kernel.js';
import { countStops, type Stops } from './stops.js';
import { TopicColumns } from './topic-columns.js';
import { TraitColumns } from './trait-columns.js';

/** What is known of single pairs, by the mentee's index, then the mentor's. */
export type FactsByPair = ReadonlyMap<number, ReadonlyMap<number, PairFacts>>;

/** Everything that scores and eligibility of a pool depend on. */
export interface ScoringInput {
  rules: PairRules;
  policy: Pick<Policy, 'weights' | 'compatibility' | 'features' | 'minScore'>;
  mentors: readonly Participant[];
  mentees: readonly Participant[];
  facts: FactsByPair;
}

/** Pairs of one mentee, ascending by mentor. Views of memory that the next question overwrites. */
export interface Row {
  mentors: Int32Array;
  points: Int32Array;
}

export interface BestRow extends Row {
  /** How many eligible pairs the mentee has in all. */
  eligible: number;
  /** No eligible pair that is not in the row has more points; −1 where the row holds all. */
  restAtMost: number;
}

/** The most mentees' worth of candidates that one question can ask for. */
const MOST_BEST = 4096;

/** A sum of weights up to which the kernel's float32 is exact. */
const MOST_WEIGHT = 838;

const NO_FACTS: ReadonlyMap<number, PairFacts> = new Map();

/** `reference` scores pair by pair: for data that no column holds (weights or levels that are not whole …). */
export type KernelKind = 'simd' | 'plain' | 'reference';

export interface ScoringOptions {
  /** The fastest that may be used; default `simd`. */
  kernel?: KernelKind;
  /** Up to how many bytes a feature's similarities are kept by value; beyond that they are computed row by row. */
  keptBytes?: number;
}

/**
 * Rules, topics, policy and people of a pool, compiled once into columns; then one mentee is scored with all
 * mentors at a time. The same integers as `Scorer` and the same pairs and variants as `PairRules`, in every case.
 * Holds the memory of one row: not to be shared by threads, and each answer lasts until the next question.
 */
export class Scoring {
  readonly mentorCount: number;
  readonly menteeCount: number;
  /** How most rows are scored. */
  readonly kind: KernelKind;
  private readonly eligibility: Eligibility;
  private readonly scorer: Scorer;
  private readonly mentorViews: readonly ScoreView[];
  private readonly topics: TopicColumns;
  private readonly traits: TraitColumns;
  private readonly features: readonly FeatureColumn[];
  private readonly views: Views;
  private readonly plain: PlainKernel;
  private readonly simd: Kernel | null;
  private readonly fewest: number;
  private readonly lightWeights: boolean;
  private readonly alive: Bits;
  private readonly row: number;
  private readonly featureList: number;
  private readonly out: number;
  private readonly columnsAt: number;
  private readonly pointsAt: number;
  private readonly pricesAt: number;
  private readonly padded: number;

  /** Throws `RuleError` where a rule or a range of the policy cannot be evaluated. */
  constructor(
    private readonly input: ScoringInput,
    { kernel = 'simd', keptBytes = KEPT_BYTES }: ScoringOptions = {},
  ) {
    const { rules, policy } = input;
    const mentors = input.mentors.map((person) => rules.mentor(person));
    const mentees = input.mentees.map((person) => rules.mentee(person));
    this.mentorCount = mentors.length;
    this.menteeCount = mentees.length;
    this.eligibility = new Eligibility({ rules, mentors, mentees });
    this.scorer = new Scorer(policy, rules.taxonomy);
    this.mentorViews = input.mentors.map((person) => this.scorer.view(person));
    const menteeViews = input.mentees.map((person) => this.scorer.view(person));
    this.fewest = fewestPoints(policy.minScore);
    const { request, profile, compatibility } = policy.weights;
    this.lightWeights = request + profile + compatibility <= MOST_EVEN;

    const layout = new Layout();
    this.padded = Math.ceil(mentors.length / LANES) * LANES;
    this.row = layout.reserve(ROW.fields * 4);
    this.featureList = layout.reserve(policy.features.length * FEATURE.fields * 4);
    const aliveAt = layout.reserve(wordsFor(mentors.length) * 4);
    this.out = layout.reserve(this.padded * 2);
    const profileAt = layout.reserve(this.padded * 2);
    this.columnsAt = layout.reserve(this.padded * 4);
    this.pointsAt = layout.reserve(this.padded * 4);
    this.pricesAt = layout.reserve(this.padded * 4);
    const bufferAt = layout.reserve(roomFor(MOST_BEST) * 4);
    const levels = this.mentorViews.map((view) => view.levels);
    this.topics = new TopicColumns(
      levels,
      menteeViews.map((view) => view.requests),
      layout,
    );
    const { complementary, traitRange } = policy.compatibility;
    this.traits = new TraitColumns(
      this.mentorViews.map((view) => view.traits),
      menteeViews.map((view) => view.traits),
      scaled(traitRange ?? 1),
      new Set(complementary),
      layout,
    );
    this.features = policy.features.map((feature, k) =>
      featureColumn(
        feature,
        this.mentorViews.map((view) => view.fields[k] ?? null),
        menteeViews.map((view) => view.fields[k] ?? null),
        layout,
        keptBytes,
      ),
    );

    const columns = kernel !== 'reference' && this.topics.fits && this.traits.fits && wholeWeights(policy);
    const fast = columns && kernel === 'simd' && smallWeights(policy);
    const simd = fast ? simdKernel(layout.bytes, bufferAt) : null;
    this.kind = !columns ? 'reference' : simd ? 'simd' : 'plain';
    this.simd = simd?.kernel ?? null;
    this.views = new Views(simd?.buffer ?? new ArrayBuffer(layout.bytes));
    this.plain = new PlainKernel(this.views);
    this.alive = new Uint32Array(this.views.buffer, aliveAt, wordsFor(mentors.length));
    if (this.kind !== 'reference') this.fill(policy);
    this.views.words[(this.row >> 2) + ROW.alive] = aliveAt;
    this.views.words[(this.row >> 2) + ROW.profile] = profileAt;
  }

  /** What does not change from row to row. */
  private fill({ weights, compatibility }: ScoringInput['policy']): void {
    const { words } = this.views;
    const row = this.row >> 2;
    words[row + ROW.mentors] = this.padded;
    words[row + ROW.out] = this.out;
    words[row + ROW.featureList] = this.featureList;
    words[row + ROW.weightRequest] = weights.request;
    words[row + ROW.weightProfile] = weights.profile;
    words[row + ROW.weightCompatibility] = compatibility.traits > 0 ? weights.compatibility : 0;
    this.topics.fill(this.views);
    this.traits.fill(this.views);
    for (const feature of this.features) feature.fill(this.views);
  }

  /** Scores a mentee with all mentors of `among` (default: all) whom it may have; the others get −1. */
  private score(mentee: number, among?: Bits): Kernel {
    this.admitted(mentee, among);
    return this.scoreAlive(mentee);
  }

  private scoreAlive(mentee: number): Kernel {
    const facts = this.input.facts.get(mentee) ?? NO_FACTS;
    const kernel = this.kind === 'reference' ? null : this.write(mentee) ? this.simd : this.plain;
    if (kernel) kernel.scoreRow(this.row);
    else this.scoreByPair(mentee);
    for (const [mentor, known] of facts) {
      if (hasBit(this.alive, mentor)) this.put(mentor, this.points(mentor, mentee, known));
    }
    return this.simd ?? this.plain;
  }

  /** Writes the row of a mentee; whether it fits the SIMD kernel. */
  private write(mentee: number): boolean {
    const { words } = this.views;
    const row = this.row >> 2;
    const small = this.topics.write(this.views, mentee, row);
    let count = 0;
    let weights = 0;
    let even = words[row + ROW.asked]! <= MOST_EVEN && this.lightWeights;
    for (const feature of this.features) {
      const entry = (this.featureList >> 2) + count * FEATURE.fields;
      if (!feature.write(this.views, mentee, entry)) continue;
      count++;
      weights += feature.weight;
      even &&= feature.isCommon;
    }
    words[row + ROW.features] = count;
    const evenTraits = this.traits.write(this.views, mentee, row);
    if (!(this.input.policy.compatibility.traits > 0)) words[row + ROW.traits] = 0;
    even &&= weights <= MOST_EVEN && (evenTraits || words[row + ROW.traits] === 0);
    even &&= count === 0 || weights > 0;
    words[row + ROW.even] = even && this.present(row) > 0 ? 1 : 0;
    return small && this.simd !== null;
  }

  /** The weights of the components of an even row. */
  private present(row: number): number {
    const { words } = this.views;
    return (
      (words[row + ROW.asked]! > 0 ? words[row + ROW.weightRequest]! : 0) +
      (words[row + ROW.features]! > 0 ? words[row + ROW.weightProfile]! : 0) +
      (words[row + ROW.traits]! > 0 ? words[row + ROW.weightCompatibility]! : 0)
    );
  }

  private scoreByPair(mentee: number): void {
    const whom = this.scorer.view(this.input.mentees[mentee]!);
    for (let j = 0; j < this.mentorCount; j++) {
      const alive = hasBit(this.alive, j);
      this.put(j, alive ? this.scorer.score(this.mentorViews[j]!, whom, {}).points : -1);
    }
    this.views.halves.fill(-1, (this.out >> 1) + this.mentorCount, (this.out >> 1) + this.padded);
  }

  private put(mentor: number, points: number): void {
    this.views.halves[(this.out >> 1) + mentor] = points;
  }

  private points(mentor: number, mentee: number, facts: PairFacts): number {
    const whom = this.scorer.view(this.input.mentees[mentee]!);
    return this.scorer.score(this.mentorViews[mentor]!, whom, facts).points;
  }

  private told(count: number): Row {
    const { words } = this.views;
    const [columns, points] = [this.columnsAt >> 2, this.pointsAt >> 2];
    return {
      mentors: words.subarray(columns, columns + count),
      points: words.subarray(points, points + count),
    };
  }

  /** The eligible pairs of a mentee (rules, bars and `minScore`), of those with mentors in `among`. */
  eligible(mentee: number, among?: Bits): Row {
    const kernel = this.score(mentee, among);
    const above = this.fewest - 1;
    return this.told(kernel.collect(this.out, this.padded, above, 0, this.columnsAt, this.pointsAt));
  }

  /** The `k` best eligible pairs of a mentee; of equal points the first mentors. `k` from 1 to 4,096. */
  best(mentee: number, k: number, among?: Bits): BestRow {
    if (!(Number.isInteger(k) && k >= 1 && k <= MOST_BEST)) {
      throw new RangeError(`${k} candidates: must be a whole number from 1 to ${MOST_BEST}`);
    }
    const kernel = this.score(mentee, among);
    const { points, ties } = kernel.kth(this.out, this.padded, k, this.fewest - 1);
    const count = kernel.collect(this.out, this.padded, points, ties, this.columnsAt, this.pointsAt);
    const eligible = kernel.countAbove(this.out, this.padded, this.fewest - 1);
    return { ...this.told(count), eligible, restAtMost: points >= this.fewest ? points : -1 };
  }

  /**
   * The eligible pairs of a mentee that are worth at least their price: points ≥ max(`floor`, `own` + the price of the
   * mentor as given to `setPrices`).
   */
  priced(mentee: number, own: number, floor: number, among?: Bits): Row {
    const kernel = this.score(mentee, among);
    const least = Math.max(floor, this.fewest, 0);
    return this.told(
      kernel.priceRow(this.out, this.padded, own, this.pricesAt, least, this.columnsAt, this.pointsAt),
    );
  }

  /** The mentors' prices in points for `priced`; |price| and |own| at most 2^29. */
  setPrices(prices: Int32Array): void {
    this.views.words.set(prices, this.pricesAt >> 2);
  }

  /** The mentors whom the rules let a mentee have (bars included, `minScore` not); valid until the next question. */
  admitted(mentee: number, among?: Bits): Bits {
    this.eligibility.read(mentee, this.alive, among);
    for (const [mentor, { barred }] of this.input.facts.get(mentee) ?? NO_FACTS) {
      if (barred) clearBit(this.alive, mentor);
    }
    return this.alive;
  }

  /** What keeps mentors from a mentee, counted over all of them. */
  stops(mentee: number): Stops {
    if (this.fewest > 0) {
      this.alive.set(allBits(this.mentorCount));
      this.scoreAlive(mentee);
    }
    const low = (mentor: number) =>
      this.fewest > 0 && this.views.halves[(this.out >> 1) + mentor]! < this.fewest;
    const facts = this.input.facts.get(mentee) ?? NO_FACTS;
    return countStops(this.eligibility, this.mentorCount, mentee, facts, low);
  }

  /** The variant, by its place in the catalogue's order, under which the mentee last asked about may have a mentor. */
  variantOf(mentor: number): number {
    return this.eligibility.variantOf(mentor);
  }
}

function wholeWeights({ weights, compatibility, features }: ScoringInput['policy']): boolean {
  const all = [...Object.values(weights), compatibility.traits, ...features.map((feature) => feature.weight)];
  return all.every((weight) => Number.isInteger(weight) && weight >= 0 && weight < 2 ** 24);
}

function smallWeights({ weights, features }: ScoringInput['policy']): boolean {
  const ofFeatures = features.reduce((sum, { weight }) => sum + weight, 0);
  return (
    weights.request + weights.profile + weights.compatibility <= MOST_WEIGHT && ofFeatures <= MOST_WEIGHT
  );
}
