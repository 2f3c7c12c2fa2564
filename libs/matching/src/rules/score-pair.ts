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

const scaled = (value: number) => Math.round(value * SCALE);

/** 10,000 · min(1, |a − b| / range), exact for values of up to six decimal places. */
function shareOfRange(a: number, b: number, range: number): { numerator: number; denominator: number } {
  const width = scaled(range);
  return { numerator: Math.min(width, Math.abs(scaled(a) - scaled(b))), denominator: width };
}

function topicLevels(
  mentor: Participant,
  mentee: Participant,
  taxonomy: Taxonomy,
): PairScore['parts']['topics'] {
  const levels = new Map<string, number>();
  for (const { topic, level } of mentor.competences)
    levels.set(topic, Math.max(level, levels.get(topic) ?? 0));
  return mentee.requests.map(({ topic, importance }) => {
    const covering = taxonomy.chain(topic).map((code) => levels.get(code) ?? 0);
    return { topic, importance, level: Math.max(0, ...covering) };
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

function setSimilarity(a: unknown, b: unknown): number | null {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length === 0 || b.length === 0) return null;
  const left = new Set<unknown>(a);
  const right = new Set<unknown>(b);
  const common = [...left].filter((item) => right.has(item)).length;
  return roundedRatio(FULL_SCORE * common, left.size + right.size - common);
}

/** One feature's similarity of Gower's coefficient, 0…10,000; `null` where either side lacks the feature. */
function similarity(feature: Feature, mentor: Participant, mentee: Participant): number | null {
  const a = fieldOf(mentor, feature.field);
  const b = fieldOf(mentee, feature.field);
  if (a === null || b === null) return null;
  if (feature.kind === 'set') return setSimilarity(a, b);
  if (feature.kind === 'category') return a === b ? FULL_SCORE : 0;
  if (typeof a !== 'number' || typeof b !== 'number') return null;
  const range = feature.range ?? 1;
  if (!(range > 0)) throw new RuleError('bad-value', `feature ${feature.field} has range ${range}`);
  const { numerator, denominator } = shareOfRange(a, b, range);
  if (feature.kind === 'number') return roundedRatio(FULL_SCORE * (denominator - numerator), denominator);
  return a <= b ? 0 : roundedRatio(FULL_SCORE * numerator, denominator);
}

function traitsPart(
  mentor: Participant,
  mentee: Participant,
  policy: Policy['compatibility'],
): number | null {
  const a = mentor.profile.traits;
  const b = mentee.profile.traits;
  const common = Object.keys(a)
    .filter((trait) => Object.hasOwn(b, trait))
    .sort();
  if (common.length === 0) return null;
  let sum = 0;
  let width = 0;
  for (const trait of common) {
    const apart = shareOfRange(a[trait] ?? 0, b[trait] ?? 0, policy.traitRange ?? 1);
    width = apart.denominator;
    sum += policy.complementary.includes(trait) ? apart.numerator : width - apart.numerator;
  }
  return roundedRatio(FULL_SCORE * sum, width * common.length);
}

/** `sqrt(r_m · r_e) / 10`, 0…10,000, once both have rated the other 1…10. */
function interestPart(facts: PairFacts): number | null {
  if (typeof facts.mentorRating !== 'number' || typeof facts.menteeRating !== 'number') return null;
  return Math.floor((FULL_SCORE / 10) * Math.sqrt(facts.mentorRating * facts.menteeRating) + 0.5);
}

function present(value: number | null, weight: number): { value: number; weight: number }[] {
  return value === null ? [] : [{ value, weight }];
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
  policy: Pick<Policy, 'weights' | 'compatibility' | 'features'>,
  taxonomy: Taxonomy,
): PairScore {
  const topics = topicLevels(mentor, mentee, taxonomy);
  const features = policy.features.flatMap((feature) => {
    const value = similarity(feature, mentor, mentee);
    return value === null ? [] : [{ field: feature.field, similarity: value, weight: feature.weight }];
  });
  const assessment =
    typeof facts.assessment === 'number' ? Math.floor(scaled(facts.assessment) / 100 + 0.5) : null;
  const traits = traitsPart(mentor, mentee, policy.compatibility);
  const interest = interestPart(facts);
  const components: Components = {
    request: requestComponent(topics),
    profile: weightedMean(features.map((feature) => ({ value: feature.similarity, weight: feature.weight }))),
    compatibility: weightedMean([
      ...present(assessment, policy.compatibility.assessment),
      ...present(traits, policy.compatibility.traits),
      ...present(interest, policy.compatibility.interest),
    ]),
  };
  const points = weightedMean([
    ...present(components.request, policy.weights.request),
    ...present(components.profile, policy.weights.profile),
    ...present(components.compatibility, policy.weights.compatibility),
  ]);
  return { points: points ?? 0, components, parts: { topics, features, assessment, traits, interest } };
}
