import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { isInfeasible, LARGE_POOL, matchLargePool, matchPool, verify } from '@app/matching';
import type { Answer, LargePoolResult, Pool, PoolResult, Problem, Result, Watch } from '@app/matching';
import { packColumn } from '@app/persistence';
import type { CertificateColumn, PackedColumn, PartOutcome } from '@app/persistence';
import { canonicalJson } from '../matching-run/digest.js';
import type { OrganisationPool, SharedPool } from './organisation-pool.js';
import { sharesOf } from './organisation-share.js';

/** A part solved, in the form in which it is stored; bytes only, so that it leaves the thread without a copy. */
export interface SolvedPart {
  outcome: PartOutcome;
  columns: PackedColumn[];
  shares: { organisation: string; bytes: Uint8Array }[];
}

/**
 * One independent component of a region's matching: its organisations' pools as one, solved, checked, and taken apart
 * again into what each organisation may read. Throws `ProblemError` where the policy cannot be kept to.
 */
export function solvePart(
  shared: SharedPool,
  pools: readonly OrganisationPool[],
  watch: Watch = {},
): SolvedPart {
  const startedAt = performance.now();
  const pool = merged(shared, pools);
  const found = pool.mentees.length > LARGE_POOL ? matchLargePool(pool, watch) : matchPool(pool, watch);
  const wrong = verify(found.problem, found.result);
  if (wrong.length > 0) throw new Error(`the result does not verify: ${wrong.slice(0, 3).join('; ')}`);
  const { problem, result } = found;
  const shares = sharesOf(pools, found).map(({ organisation, ...share }) => ({
    organisation,
    bytes: gzipSync(JSON.stringify(share), { level: 1 }),
  }));
  return {
    outcome: {
      ...outcomeOf(pools, found),
      digest: digestOfPools(shared, pools),
      durationMs: Math.round(performance.now() - startedAt),
    },
    columns: columnsOf(problem, result),
    shares,
  };
}

/** The pools of several organisations as one, to which no organisation's order matters. */
export function merged(shared: SharedPool, pools: readonly OrganisationPool[]): Pool {
  return {
    ...shared,
    mentors: pools.flatMap((one) => one.mentors),
    mentees: pools.flatMap((one) => one.mentees),
    compatibilities: pools.flatMap((one) => one.compatibilities),
    ratings: pools.flatMap((one) => one.ratings),
    barred: pools.flatMap((one) => one.barred),
    locks: [],
  };
}

/** SHA-256 over everything that the result depends on; by organisation, since the whole may not fit a string. */
function digestOfPools(shared: SharedPool, pools: readonly OrganisationPool[]): string {
  const hash = createHash('sha256').update(canonicalJson(shared));
  for (const pool of pools) hash.update('\n').update(canonicalJson(pool));
  return hash.digest('hex');
}

function outcomeOf(
  pools: readonly OrganisationPool[],
  { problem, result, ids, summary }: PoolResult | LargePoolResult,
): Omit<PartOutcome, 'digest' | 'durationMs'> {
  const organisationOf = (id: string) => id.slice(0, id.indexOf('/'));
  const across = isInfeasible(result)
    ? []
    : result.assignment.filter(
        (j, i) => j !== null && organisationOf(ids.mentors[j]!) !== organisationOf(ids.mentees[i]!),
      );
  return {
    organisations: pools.filter((one) => one.mentors.length + one.mentees.length > 0).length,
    mentees: problem.mentees,
    mentors: problem.mentors,
    eligiblePairs: summary.eligiblePairs,
    matched: summary.matched,
    totalPoints: summary.totalPoints,
    worstPoints: summary.worstPoints,
    withoutConsent: pools.reduce((sum, one) => sum + one.withoutConsent.length, 0),
    acrossOrganisations: across.length,
    solver: summary.solver,
    ...(isInfeasible(result) ? impossible(problem, result) : levelsOf(result)),
  };
}

function impossible(
  problem: Problem,
  { infeasible }: Extract<Answer, { infeasible: object }>,
): Pick<PartOutcome, 'tiers' | 'infeasible'> {
  const tiers = [...new Set(Array.from(problem.tier ?? []))].sort((a, b) => a - b);
  const { reason, mentees, mentors } = infeasible;
  return {
    tiers: tiers.map((tier) => ({ tier, matched: 0 })),
    infeasible: { reason, mentees: [...mentees], mentors: [...mentors] },
  };
}

function levelsOf(result: Result): Pick<PartOutcome, 'tiers' | 'worst' | 'bound'> {
  const tiers = result.levels.flatMap((level) =>
    level.kind === 'count' ? [{ tier: level.tier, matched: level.value }] : [],
  );
  const worst = worstOf(result);
  return {
    tiers,
    ...(worst ? { worst: { value: worst.value, isAboveProved: worst.abovePrices !== null } } : {}),
    ...(result.bound ? { bound: result.bound } : {}),
  };
}

const worstOf = (result: Result) => result.levels.find((level) => level.kind === 'worst');

function columnsOf(problem: Problem, result: Answer): PackedColumn[] {
  const zeros = new Int32Array(problem.mentors);
  const columns = [
    packColumn('capacity', problem.capacity),
    packColumn('minimum', problem.minimum ?? zeros),
    packColumn('tier', problem.tier ?? new Int32Array(problem.mentees).fill(1)),
    packColumn('pairMentee', problem.pairs.mentee),
    packColumn('pairMentor', problem.pairs.mentor),
    packColumn('pairPoints', problem.pairs.points),
  ];
  if (isInfeasible(result)) return columns;
  const assigned = Int32Array.from(result.assignment, (mentor) => mentor ?? -1);
  columns.push(
    packColumn('assignment', assigned),
    ...pricesOf(result.prices, 'menteePrices', 'mentorPrices'),
  );
  const worst = worstOf(result);
  if (worst) columns.push(...pricesOf(worst.countPrices, 'countMenteePrices', 'countMentorPrices'));
  if (worst?.abovePrices)
    columns.push(...pricesOf(worst.abovePrices, 'aboveMenteePrices', 'aboveMentorPrices'));
  return columns;
}

/** Nobody is locked in a region's matching, so that every mentee has a price. */
function pricesOf(
  { mentees, mentors }: Result['prices'],
  ofMentees: CertificateColumn,
  ofMentors: CertificateColumn,
): PackedColumn[] {
  return [packColumn(ofMentees, flat(mentees)), packColumn(ofMentors, flat(mentors))];
}

function flat(vectors: readonly (ArrayLike<number> | null)[]): Float64Array {
  const entries = vectors[0]?.length ?? 0;
  const values = new Float64Array(vectors.length * entries);
  vectors.forEach((vector, at) => vector && values.set(vector, at * entries));
  return values;
}
