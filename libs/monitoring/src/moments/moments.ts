import { clusterSums } from '../change/change-figures.js';
import { clusteredMean, type ClusteredMean } from '../change/clustered.js';
import type { ChangePair, Measure } from '../change/measure.js';
import { orient } from '../change/oriented.js';
import { compareCodeUnits } from '../numbers/group-by.js';
import { mergeSums, pairSums, type PairSums } from './pair-sums.js';

/** Σd of one mentor's mentees; the id is the organisation's own. */
export interface MentorCluster {
  id: string;
  n: number;
  sum: number;
}

/**
 * What an organisation keeps per day of exit × indicator × instrument version × respondent × form × variant ×
 * role: plain JSON, of the same size for ten pupils as for a thousand but for the lists of opaque ids. It stays
 * inside the organisation; `seal` takes the ids off.
 */
export interface Moments {
  sums: PairSums;
  /** Distinct persons, opaque ids, ascending. */
  people: string[];
  /** Ascending by id. */
  clusters: MentorCluster[];
}

/** What leaves an organisation: no ids of persons or mentors. */
export interface SealedMoments {
  sums: PairSums;
  /** Number of distinct persons. */
  persons: number;
  /** Variance of the mean change and its degrees of freedom: CR2 where mentees share a mentor, else Student. */
  variance: ClusteredMean | null;
  /** Why there is no variance. */
  reason: 'one-cluster' | 'few-pairs' | 'zero-variance' | null;
}

/** Moments of complete pairs of one measure. */
export function momentsOf(pairs: readonly ChangePair[], measure: Measure): Moments {
  const { d } = orient(pairs, measure.direction);
  const ids = [...new Set(pairs.map((pair) => pair.cluster))];
  const sums = clusterSums(pairs, d);
  return {
    sums: pairSums(pairs, measure),
    people: distinct(pairs.map((pair) => pair.person)),
    clusters: ids.map((id, index) => ({ id, ...(sums[index] ?? { n: 0, sum: 0 }) })).sort(byId),
  };
}

/** Moments of a union of disjoint sets of pairs: days into a period, variants into a form. */
export function mergeMoments(parts: readonly Moments[]): Moments {
  const clusters = new Map<string, MentorCluster>();
  for (const { id, n, sum } of parts.flatMap((part) => part.clusters)) {
    const known = clusters.get(id);
    clusters.set(id, { id, n: (known?.n ?? 0) + n, sum: (known?.sum ?? 0) + sum });
  }
  return {
    sums: mergeSums(parts.map((part) => part.sums)),
    people: distinct(parts.flatMap((part) => part.people)),
    clusters: [...clusters.values()].sort(byId),
  };
}

/** Takes the ids off and keeps what a region needs of an organisation. */
export function seal({ sums, people, clusters }: Moments): SealedMoments {
  const base = { sums, persons: people.length };
  if (sums.n < 2) return { ...base, variance: null, reason: 'few-pairs' };
  if (!(sums.d.m2 > 0)) return { ...base, variance: null, reason: 'zero-variance' };
  const shared = clusters.some((cluster) => cluster.n > 1);
  const variance = shared
    ? clusteredMean(clusters)
    : { variance: sums.d.m2 / (sums.n - 1) / sums.n, df: sums.n - 1 };
  if (variance === null) return { ...base, variance, reason: 'one-cluster' };
  return variance.variance > 0
    ? { ...base, variance, reason: null }
    : { ...base, variance: null, reason: 'zero-variance' };
}

function byId(a: MentorCluster, b: MentorCluster): number {
  return compareCodeUnits(a.id, b.id);
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort(compareCodeUnits);
}
