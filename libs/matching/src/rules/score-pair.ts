import { RuleError, type Taxonomy } from './taxonomy.js';
import type { Components, Feature, PairFacts, Participant, Policy } from './types.js';

/** The top of every component and part: 10,000 stands for 1. */
export const FULL_SCORE = 10_000;

/** Measured values are read to six decimal places, so that all further arithmetic is on whole numbers. */
const SCALE = 1_000_000;

/** The result of scoring one pair, with the parts that components are made of, so that people can recompute it. */
export interface PairScore {
  /** 0…10,000. */
  points: number;
  components: Components;
  parts: {
    /** The mentee's topics with the level that the mentor covers each at, 0 where not at all. */
    topics: { topic: string; importance: number; level: number }[];
    /** The profile's features that both have, 0…10,000 each. */
    features: { field: string; similarity: number; weight: number }[];
    assessment: number | null;
    traits: number | null;
    interest: number | null;
  };
}

/** `numerator / denominator` rounded half up; whole numbers, denominator above 0, twice the numerator below 2^53. */
export function roundedRatio(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

/** Weighted mean of whole numbers, rounded half up; `null` where no weight is above 0. */
export function weightedMean(terms: readonly { value: number; weight: number }[]): number | null {
  let sum = 0;
  let weights = 0;
  for (const { value, weight } of terms) {
    sum += value * weight;
    weights += weight;
  }
  return weights > 0 ? roundedRatio(sum, weights) : null;
}

/** A measured value in millionths, a whole number. */
export const scaled = (value: number) => Math.round(value * SCALE);

/** What scoring reads of one person, looked up once and not once per pair. */
export interface ScoreView {
  /** A mentor's side: the highest level on each topic. */
  levels: ReadonlyMap<string, number>;
  /** A mentee's side: each topic with its ancestors. */
  requests: readonly { topic: string; importance: number; chain: readonly string[] }[];
  /** By feature of the policy: a set, a word, a number in millionths; `null` where not known. */
  fields: readonly FieldValue[];
  traits: ReadonlyMap<string, number>;
}

export type FieldValue = ReadonlySet<unknown> | string | number | boolean | null;

function topicLevels(mentor: ScoreView, mentee: ScoreView): PairScore['parts']['topics'] {
  return mentee.requests.map(({ topic, importance, chain }) => {
    let level = 0;
    for (const code of chain) level = Math.max(level, mentor.levels.get(code) ?? 0);
    return { topic, importance, level };
  });
}

/** `10,000 · Σ importance · level / (5 · Σ importance)` over the mentee's topics; `null` without requests. */
function requestComponent(topics: PairScore['parts']['topics']): number | null {
  let covered = 0;
  let asked = 0;
  for (const { importance, level } of topics) {
    covered += importance * level;
    asked += importance;
  }
  return asked > 0 ? roundedRatio(FULL_SCORE * covered, 5 * asked) : null;
}

function fieldOf(person: Participant, field: string): unknown {
  let at: unknown = person;
  for (const part of field.split('.')) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, part)) return null;
    at = (at as Record<string, unknown>)[part];
  }
  return at ?? null;
}

function fieldValue(person: Participant, feature: Feature): FieldValue {
  const raw = fieldOf(person, feature.field);
  if (feature.kind === 'set') return Array.isArray(raw) && raw.length > 0 ? new Set<unknown>(raw) : null;
  if (feature.kind === 'category') {
    return typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean' ? raw : null;
  }
  return typeof raw === 'number' && Number.isFinite(raw) ? scaled(raw) : null;
}

function setSimilarity(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): number {
  let common = 0;
  for (const item of a) if (b.has(item)) common++;
  return roundedRatio(FULL_SCORE * common, a.size + b.size - common);
}

/** One feature's similarity of Gower's coefficient, 0…10,000; `null` where either side lacks the feature. */
export function similarity(feature: Feature, a: FieldValue, b: FieldValue): number | null {
  if (a === null || b === null) return null;
  if (a instanceof Set && b instanceof Set) return setSimilarity(a, b);
  if (feature.kind === 'category') return a === b ? FULL_SCORE : 0;
  if (typeof a !== 'number' || typeof b !== 'number') return null;
  const width = scaled(feature.range ?? 1);
  const apart = Math.min(width, Math.abs(a - b));
  if (feature.kind === 'number') return roundedRatio(FULL_SCORE * (width - apart), width);
  return a <= b ? 0 : roundedRatio(FULL_SCORE * apart, width);
}

/** Similarity 1 − |a − b| / range, or |a − b| / range where the policy calls a trait complementary, averaged. */
function traitsPart(mentor: ScoreView, mentee: ScoreView, policy: Policy['compatibility']): number | null {
  const width = scaled(policy.traitRange ?? 1);
  let sum = 0;
  let common = 0;
  for (const [trait, a] of mentor.traits) {
    const b = mentee.traits.get(trait);
    if (b === undefined) continue;
    const apart = Math.min(width, Math.abs(a - b));
    sum += policy.complementary.includes(trait) ? apart : width - apart;
    common++;
  }
  return common > 0 ? roundedRatio(FULL_SCORE * sum, width * common) : null;
}

/** `sqrt(r_m · r_e) / 10`, 0…10,000, once both have rated the other 1…10. */
function interestPart(facts: PairFacts): number | null {
  if (typeof facts.mentorRating !== 'number' || typeof facts.menteeRating !== 'number') return null;
  return Math.floor((FULL_SCORE / 10) * Math.sqrt(facts.mentorRating * facts.menteeRating) + 0.5);
}

function present(value: number | null, weight: number): { value: number; weight: number }[] {
  return value === null ? [] : [{ value, weight }];
}

/** What scoring takes of a policy. */
export type ScorePolicy = Pick<Policy, 'weights' | 'compatibility' | 'features'>;

/** Scores many pairs under one policy; see `scorePair` for the definition. */
export class Scorer {
  /** Throws `RuleError` where a feature's or the traits' range is not above 0. */
  constructor(
    private readonly policy: ScorePolicy,
    private readonly taxonomy: Taxonomy,
  ) {
    for (const { field, range } of [
      ...policy.features,
      { field: 'traits', range: policy.compatibility.traitRange },
    ]) {
      if (!((range ?? 1) > 0)) throw new RuleError('bad-value', `feature ${field} has range ${range}`);
    }
  }

  view(person: Participant): ScoreView {
    const levels = new Map<string, number>();
    for (const { topic, level } of person.competences)
      levels.set(topic, Math.max(level, levels.get(topic) ?? 0));
    const { traits } = person.profile;
    return {
      levels,
      requests: person.requests.map((one) => ({ ...one, chain: this.taxonomy.chain(one.topic) })),
      fields: this.policy.features.map((feature) => fieldValue(person, feature)),
      traits: new Map(Object.keys(traits).map((trait) => [trait, scaled(traits[trait] ?? 0)])),
    };
  }

  score(mentor: ScoreView, mentee: ScoreView, facts: PairFacts): PairScore {
    const { weights, compatibility } = this.policy;
    const topics = topicLevels(mentor, mentee);
    const features: PairScore['parts']['features'] = [];
    this.policy.features.forEach((feature, k) => {
      const value = similarity(feature, mentor.fields[k] ?? null, mentee.fields[k] ?? null);
      if (value !== null) features.push({ field: feature.field, similarity: value, weight: feature.weight });
    });
    const assessment =
      typeof facts.assessment === 'number' ? Math.floor(scaled(facts.assessment) / 100 + 0.5) : null;
    const traits = traitsPart(mentor, mentee, compatibility);
    const interest = interestPart(facts);
    const components: Components = {
      request: requestComponent(topics),
      profile: weightedMean(
        features.map((feature) => ({ value: feature.similarity, weight: feature.weight })),
      ),
      compatibility: weightedMean([
        ...present(assessment, compatibility.assessment),
        ...present(traits, compatibility.traits),
        ...present(interest, compatibility.interest),
      ]),
    };
    const points = weightedMean([
      ...present(components.request, weights.request),
      ...present(components.profile, weights.profile),
      ...present(components.compatibility, weights.compatibility),
    ]);
    return { points: points ?? 0, components, parts: { topics, features, assessment, traits, interest } };
  }
}

/**
 * The score of one pair by `design.md` §5, in whole numbers: three components of 0…10,000 rounded half up,
 * each `null` where absent, and their weighted mean `points` (0 where none is present). Profile is Gower's
 * similarity (Gower 1971, Biometrics 27:857). Depends on nothing but its arguments.
 */
export function scorePair(
  mentor: Participant,
  mentee: Participant,
  facts: PairFacts,
  policy: ScorePolicy,
  taxonomy: Taxonomy,
): PairScore {
  const scorer = new Scorer(policy, taxonomy);
  return scorer.score(scorer.view(mentor), scorer.view(mentee), facts);
}
