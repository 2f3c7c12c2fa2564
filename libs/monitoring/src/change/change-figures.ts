import { student95, studentTwoSided } from '../distributions/tails.js';
import { coMoment, quantile, sdOf, sorted, summarise, type Summary } from '../numbers/summary.js';
import { clusteredMean, meanInterval, type ClusterSum } from './clustered.js';
import { effects } from './effects.js';
import { hodgesLehmann } from './hodges-lehmann.js';
import { regressionToMean, reliableChange } from './individual.js';
import type { BinaryDescription, ChangeFigures, PrimaryTest, WaveDescription } from './line.js';
import type { ChangePair, Measure } from './measure.js';
import { orient, type Oriented } from './oriented.js';
import { mcnemarExact, twoByTwo, wilson } from './proportions.js';
import { countValues } from './weighted.js';
import { signedRank } from './wilcoxon.js';

/** Below this number of complete pairs: description only, no p, no interval. */
export const FEWEST_FOR_INFERENCE = 10;
/** Below this number of pairs the rank test is the first test also for interval scales. */
export const SIGNED_RANK_BELOW = 30;

/**
 * All figures of `statistics.md` §3 for the complete pairs of one measure in one unit. Positive change, t and
 * effect mean better. What is not defined, or not given for few pairs, is `null`, and `reasons` says why; never
 * `NaN`.
 *
 * @param fewestForInference pairs from which p and intervals are given; the functions themselves hold from 2.
 * @param signedRankBelow pairs below which the rank test comes first.
 */
export function changeFigures(
  pairs: readonly ChangePair[],
  measure: Measure,
  fewestForInference = FEWEST_FOR_INFERENCE,
  signedRankBelow = SIGNED_RANK_BELOW,
): ChangeFigures {
  const n = pairs.length;
  if (n < 2) return emptyFigures(n === 0 ? 'no-pairs' : 'one-pair');
  const reasons: Record<string, string> = {};
  const oriented = orient(pairs, measure.direction);
  const d = summarise(oriented.d);
  const infer = n >= fewestForInference;
  const clusters = clusterSums(pairs, oriented.d);
  const figures: ChangeFigures = {
    entry: describeWave(pairs.map((pair) => pair.x)),
    exit: describeWave(pairs.map((pair) => pair.y)),
    correlation: correlation(
      pairs.map((pair) => pair.x),
      pairs.map((pair) => pair.y),
    ),
    ...changeAndTests(oriented, d, clusters, infer, reasons),
    effect: effectFigures(oriented, d, infer, reasons),
    binary: binaryDescription(pairs, measure, infer),
    primaryTest: null,
    p: null,
    share: shares(oriented.rounded),
    reliableChange: null,
    regressionToMean: null,
    notes: [],
    reasons,
  };
  if (figures.correlation === null) reasons['correlation'] = 'zero-variance';
  addIndividual(figures, oriented, pairs, measure);
  figures.primaryTest = primaryTestOf(measure, n, figures.change?.clustered ?? false, signedRankBelow);
  addPrimaryP(figures, figures.primaryTest, d, clusters, infer);
  if (!infer) figures.notes.push('small-n');
  if (figures.change?.clustered) figures.notes.push('clustered');
  return figures;
}

/** The figures of a comparison without pairs: all `null` for one reason. */
export function emptyFigures(reason: string): ChangeFigures {
  return {
    entry: null,
    exit: null,
    correlation: null,
    change: null,
    tTest: null,
    wilcoxon: null,
    effect: { dz: null, gav: null, smcr: null, rankBiserial: null },
    binary: null,
    primaryTest: null,
    p: null,
    share: null,
    reliableChange: null,
    regressionToMean: null,
    notes: [reason],
    reasons: { '*': reason },
  };
}

/** Mean, SD and quartiles (type 7) of raw values; at least two. */
export function describeWave(values: readonly number[]): WaveDescription {
  const summary = summarise(values);
  const ascending = sorted(values);
  return {
    mean: summary.mean,
    sd: sdOf(summary) ?? 0,
    median: quantile(ascending, 0.5),
    q1: quantile(ascending, 0.25),
    q3: quantile(ascending, 0.75),
  };
}

/** Pearson's r; `null` when one side does not vary. */
export function correlation(x: readonly number[], y: readonly number[]): number | null {
  return correlationOf(summarise(x), summarise(y), coMoment(x, y));
}

export function correlationOf(x: Summary, y: Summary, cxy: number): number | null {
  const scale = Math.sqrt(x.m2) * Math.sqrt(y.m2);
  return scale > 0 ? Math.max(-1, Math.min(1, cxy / scale)) : null;
}

/** Shares of the three signs of d. */
export function shares(rounded: readonly number[]): { improved: number; same: number; worse: number } {
  const n = rounded.length;
  const improved = rounded.filter((d) => d > 0).length;
  const worse = rounded.filter((d) => d < 0).length;
  return { improved: improved / n, same: (n - improved - worse) / n, worse: worse / n };
}

/** n and Σd of every mentor cluster, in order of first appearance. */
export function clusterSums(pairs: readonly ChangePair[], d: readonly number[]): ClusterSum[] {
  const byCluster = new Map<string, ClusterSum>();
  pairs.forEach((pair, index) => {
    const cluster = byCluster.get(pair.cluster) ?? { n: 0, sum: 0 };
    byCluster.set(pair.cluster, { n: cluster.n + 1, sum: cluster.sum + (d[index] ?? NaN) });
  });
  return [...byCluster.values()];
}

function changeAndTests(
  oriented: Oriented,
  d: Summary,
  clusters: readonly ClusterSum[],
  infer: boolean,
  reasons: Record<string, string>,
): Pick<ChangeFigures, 'change' | 'tTest' | 'wilcoxon'> {
  const n = d.n;
  const sd = sdOf(d) ?? 0;
  const clustered = clusters.some((cluster) => cluster.n > 1);
  const robust = clustered ? clusteredMean(clusters) : { variance: (sd * sd) / n, df: n - 1 };
  const counted = countValues(oriented.rounded);
  const location = hodgesLehmann(counted);
  const ranks = signedRank(counted);
  const ciReason = !infer
    ? 'small-n'
    : robust === null
      ? 'one-cluster'
      : robust.variance > 0
        ? null
        : 'zero-variance';
  if (ciReason) reasons['change.ci'] = ciReason;
  if (!infer) reasons['change.hodgesLehmann.ci'] = 'small-n';
  else if (location?.ci === null) reasons['change.hodgesLehmann.ci'] = 'fewer-than-6';
  const given = robust !== null && ciReason === null ? robust : null;
  const tReason = !infer ? 'small-n' : sd > 0 ? null : 'zero-variance';
  if (tReason) reasons['tTest'] = tReason;
  const wReason = !infer ? 'small-n' : ranks.p === null ? 'all-zero' : null;
  if (wReason) reasons['wilcoxon'] = wReason;
  const t = sd > 0 ? (d.mean * Math.sqrt(n)) / sd : 0;
  return {
    change: {
      mean: d.mean,
      sd,
      ci: given && meanInterval(d.mean, given),
      df: given?.df ?? null,
      clustered,
      hodgesLehmann: location && { estimate: location.estimate, ci: infer ? location.ci : null },
    },
    tTest: tReason ? null : { t, df: n - 1, p: studentTwoSided(t, n - 1) },
    wilcoxon:
      wReason || ranks.p === null ? null : { w: ranks.w, n: ranks.n, p: ranks.p, method: ranks.method },
  };
}

function effectFigures(
  oriented: Oriented,
  d: Summary,
  infer: boolean,
  reasons: Record<string, string>,
): ChangeFigures['effect'] {
  const found = effects({
    n: d.n,
    meanD: d.mean,
    sdD: sdOf(d) ?? 0,
    sdX: sdOf(summarise(oriented.x)) ?? 0,
    sdY: sdOf(summarise(oriented.y)) ?? 0,
    r: correlation(oriented.x, oriented.y),
  });
  const rankBiserial = signedRank(countValues(oriented.rounded)).rankBiserial;
  if (found.dz === null) reasons['effect.dz'] = 'zero-variance';
  if (found.gav === null) reasons['effect.gav'] = d.n === 2 ? 'two-pairs' : 'zero-variance';
  if (found.smcr === null) reasons['effect.smcr'] = d.n === 2 ? 'two-pairs' : 'zero-variance';
  if (rankBiserial === null) reasons['effect.rankBiserial'] = 'all-zero';
  if (infer) return { ...found, rankBiserial };
  reasons['effect.ci'] = 'small-n';
  return {
    dz: found.dz && { ...found.dz, ci: null },
    gav: found.gav && { ...found.gav, ci: null },
    smcr: found.smcr && { ...found.smcr, variance: null },
    rankBiserial,
  };
}

function binaryDescription(
  pairs: readonly ChangePair[],
  measure: Measure,
  infer: boolean,
): BinaryDescription | null {
  const flags = binaryFlags(pairs, measure);
  if (!flags) return null;
  const table = twoByTwo(flags.entry, flags.exit);
  const n = pairs.length;
  const share = (count: number): BinaryDescription['entry'] => ({
    share: count / n,
    ci: infer ? wilson(count, n) : null,
  });
  return {
    kind: measure.kind === 'yes-no' ? 'yes-no' : 'in-band',
    entry: share(table.both + table.lost),
    exit: share(table.both + table.gained),
    gained: table.gained,
    lost: table.lost,
    p: infer ? mcnemarExact(table) : null,
  };
}

/** Yes, or inside the band, at both waves; `null` for other measures. */
export function binaryFlags(
  pairs: readonly ChangePair[],
  measure: Pick<Measure, 'kind' | 'direction'>,
): { entry: boolean[]; exit: boolean[] } | null {
  if (measure.kind === 'yes-no')
    return { entry: pairs.map((p) => p.x === 1), exit: pairs.map((p) => p.y === 1) };
  if (measure.direction !== 'band') return null;
  const inside = (pair: ChangePair, value: number): boolean =>
    pair.band !== undefined && value >= pair.band.from && value <= pair.band.to;
  return { entry: pairs.map((p) => inside(p, p.x)), exit: pairs.map((p) => inside(p, p.y)) };
}

function addIndividual(
  figures: ChangeFigures,
  oriented: Oriented,
  pairs: readonly ChangePair[],
  measure: Measure,
): void {
  const x = summarise(pairs.map((pair) => pair.x));
  const reliable = reliableChange(oriented.rounded, sdOf(x), measure);
  if (typeof reliable === 'string') figures.reasons['reliableChange'] = reliable;
  else figures.reliableChange = reliable;
  const regression = regressionToMean(x.mean, measure);
  if (typeof regression === 'string') figures.reasons['regressionToMean'] = regression;
  else figures.regressionToMean = regression;
}

/** The first test, fixed beforehand by the kind of measure, the clusters and n (`statistics.md` §3). */
export function primaryTestOf(
  measure: Pick<Measure, 'kind' | 'ordinal'>,
  n: number,
  clustered: boolean,
  signedRankBelow = SIGNED_RANK_BELOW,
): PrimaryTest {
  if (measure.kind === 'yes-no') return 'mcnemar';
  if (clustered) return 'cr2';
  return measure.ordinal || n < signedRankBelow ? 'wilcoxon' : 't';
}

function addPrimaryP(
  figures: ChangeFigures,
  test: PrimaryTest,
  d: Summary,
  clusters: readonly ClusterSum[],
  infer: boolean,
): void {
  switch (test) {
    case 'mcnemar':
      figures.p = figures.binary?.p ?? null;
      break;
    case 'cr2': {
      const robust = infer ? clusteredMean(clusters) : null;
      if (robust && robust.variance > 0)
        figures.p = studentTwoSided(d.mean / Math.sqrt(robust.variance), robust.df);
      break;
    }
    case 'wilcoxon':
      figures.p = figures.wilcoxon?.p ?? null;
      break;
    case 't':
      figures.p = figures.tTest?.p ?? null;
  }
  if (figures.p === null) {
    const source = { mcnemar: 'change.ci', cr2: 'change.ci', wilcoxon: 'wilcoxon', t: 'tTest' }[test];
    figures.reasons['p'] = figures.reasons[source] ?? 'small-n';
  }
}

/** Student's interval of a mean from its summary; `null` below two values or without spread. */
export function studentInterval(summary: Summary): [number, number] | null {
  const sd = sdOf(summary);
  if (!sd) return null;
  const half = (student95(summary.n - 1) * sd) / Math.sqrt(summary.n);
  return [summary.mean - half, summary.mean + half];
}
