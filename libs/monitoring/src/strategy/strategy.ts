import { FEWEST_FOR_INFERENCE } from '../change/index.js';
import type { ChangePair, Measure } from '../change/index.js';
import { orient } from '../change/oriented.js';
import { leastSquares } from './least-squares.js';
import type { Regression } from './least-squares.js';
import { rankCorrelation } from './rank-correlation.js';
import type { RankCorrelation } from './rank-correlation.js';

export const COMPONENTS = ['request', 'profile', 'compatibility'] as const;
export type Component = (typeof COMPONENTS)[number];

/** How the engine scored a pair that people then agreed on; whole numbers 0…10,000, `null` where absent. */
export interface PairScore {
  points: number;
  components: Record<Component, number | null>;
}

/** Complete pairs of values of one measure of the mentees. */
export interface MeasuredChange {
  measure: Measure;
  topic: string | null;
  respondent: string | null;
  pairs: readonly ChangePair[];
}

export interface StrategyInput {
  changes: readonly MeasuredChange[];
  /** By mentee. */
  scores: ReadonlyMap<string, PairScore>;
  /** Satisfaction at exit, by mentee. */
  satisfaction: ReadonlyMap<string, number>;
  /** Pairs from which intervals are given. Default 10. */
  fewestForInference?: number;
}

/** Points, and each component. */
export type Factor = 'points' | Component;
export type Correlations = Record<Factor, RankCorrelation>;

export interface StrategyLine {
  indicator: string;
  topic: string | null;
  respondent: string | null;
  instrument: { id: string; version: string | null } | null;
  /** Mentees with a complete pair of values and a score. */
  n: number;
  /** With the oriented change. */
  correlations: Correlations;
  /**
   * Of the exit value on the entry value and the components (0…1), oriented: a positive term is better. `null` when
   * there are too few for it.
   */
  regression: Regression | null;
}

/**
 * Where a component's weight in the policy could move, since its interval excludes zero: of its term in the regression,
 * or of its correlation where there are too few for a regression.
 */
export interface Direction {
  component: Component;
  move: 'up' | 'down';
  basis: 'regression' | 'correlation';
  indicator: string;
}

export interface Strategy {
  changes: StrategyLine[];
  /** `null` when nobody said how satisfied they are. */
  satisfaction: { n: number; correlations: Correlations } | null;
  directions: Direction[];
}

const FACTORS: readonly Factor[] = ['points', ...COMPONENTS];
const FULL = 10_000;
/** So many observations per term at least, or a regression fits noise (Harrell 2015 asks for 10 to 20). */
const PER_TERM = 10;

/**
 * Does the pairing strategy work (`statistics.md` §8)? Evidence from realised pairs alone: who was never paired is not
 * seen, and good scores are over-represented, which weakens every correlation. It proposes no policy, it says in which
 * direction a weight could move. Intervals are not adjusted for their number.
 */
export function strategy(input: StrategyInput): Strategy {
  const fewest = input.fewestForInference ?? FEWEST_FOR_INFERENCE;
  const changes = input.changes.map((change) => lineOf(change, input.scores, fewest));
  return {
    changes,
    satisfaction: satisfactionOf(input, fewest),
    directions: changes.flatMap(directionsOf),
  };
}

function lineOf(change: MeasuredChange, scores: StrategyInput['scores'], fewest: number): StrategyLine {
  const { measure, topic, respondent } = change;
  const scored = change.pairs.filter(({ person }) => scores.has(person));
  const own = scored.flatMap(({ person }) => scores.get(person) ?? []);
  const oriented = orient(scored, measure.direction);
  return {
    indicator: measure.indicator,
    topic,
    respondent,
    instrument: measure.instrument === null ? null : { id: measure.instrument, version: measure.version },
    n: scored.length,
    correlations: correlationsOf(own, oriented.d, fewest),
    regression: regressionOf(own, oriented),
  };
}

const factorOf = (score: PairScore, factor: Factor): number | null =>
  factor === 'points' ? score.points : score.components[factor];

function correlationsOf(
  scores: readonly PairScore[],
  outcomes: readonly number[],
  fewest: number,
): Correlations {
  const of = (factor: Factor): RankCorrelation => {
    const rows = scores.flatMap((score, i) => {
      const value = factorOf(score, factor);
      const outcome = outcomes[i];
      return value === null || outcome === undefined ? [] : [{ value, outcome }];
    });
    return rankCorrelation(
      rows.map(({ value }) => value),
      rows.map(({ outcome }) => outcome),
      fewest,
    );
  };
  return Object.fromEntries(FACTORS.map((factor) => [factor, of(factor)])) as Correlations;
}

/** Over the pairs that have every component which any pair has: an absent one is not zero. */
function regressionOf(
  scores: readonly PairScore[],
  { x, y, sign }: { x: readonly number[]; y: readonly number[]; sign: 1 | -1 },
): Regression | null {
  const components = COMPONENTS.filter((one) => scores.some((score) => score.components[one] !== null));
  const rows = scores.flatMap((score, i) => {
    const values = components.map((one) => score.components[one]);
    return values.some((value) => value === null) ? [] : [{ i, values: values as number[] }];
  });
  if (components.length === 0 || rows.length < PER_TERM * (components.length + 1)) return null;
  const oriented = (values: readonly number[]) => rows.map(({ i }) => sign * (values[i] ?? 0));
  return leastSquares(oriented(y), [
    { name: 'entry', values: oriented(x) },
    ...components.map((name, k) => ({ name, values: rows.map(({ values }) => (values[k] ?? 0) / FULL) })),
  ]);
}

function satisfactionOf({ scores, satisfaction }: StrategyInput, fewest: number): Strategy['satisfaction'] {
  const rows = [...satisfaction].flatMap(([person, value]) => {
    const score = scores.get(person);
    return score ? [{ score, value }] : [];
  });
  if (rows.length === 0) return null;
  const correlations = correlationsOf(
    rows.map(({ score }) => score),
    rows.map(({ value }) => value),
    fewest,
  );
  return { n: rows.length, correlations };
}

function directionsOf({ indicator, regression, correlations }: StrategyLine): Direction[] {
  const basis = regression ? 'regression' : 'correlation';
  return COMPONENTS.flatMap((component): Direction[] => {
    const ci = regression
      ? regression.terms.find(({ name }) => name === component)?.ci
      : correlations[component].ci;
    if (!ci || (ci[0] <= 0 && ci[1] >= 0)) return [];
    return [{ component, move: ci[0] > 0 ? 'up' : 'down', basis, indicator }];
  });
}
