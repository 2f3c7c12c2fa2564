import type { DestroyedData } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { eraseReportTexts } from './report-texts.js';
import { ERASURE_RULES } from './rules.js';
import type { ErasureCause } from './rules.js';

/** What a consent to psychological testing is needed for; codes of the catalogue. */
export interface PsychologicalCodes {
  /** All of whose scales are psychological: their sheets go. */
  instruments: readonly string[];
  indicators: readonly string[];
  /** Psychological questions of other instruments: their answers go. */
  items: Readonly<Record<string, readonly string[]>>;
}

export type Erasure = { organisation: string; people: readonly string[] } & (
  { cause: Exclude<ErasureCause, 'testing'> } | { cause: 'testing'; psychological: PsychologicalCodes }
);

/**
 * Erases people (external ids) from every table that the rules name, in the caller's transaction.
 * @returns what went, by table, without tables that held nothing
 */
export async function erasePeople(tx: EntityManager, erasure: Erasure): Promise<DestroyedData[]> {
  const { organisation, people, cause } = erasure;
  await dropSums(tx, organisation, people);
  const destroyed = new Map<string, DestroyedData>();
  if (cause === 'withdrawal' || cause === 'destruction') {
    const rows = await eraseReportTexts(tx, organisation, people);
    if (rows > 0) destroyed.set(REPORT, { category: 'answers', table: REPORT, rows });
  }
  for (const rule of ERASURE_RULES.filter(({ on }) => on.includes(cause))) {
    const rows = await run(tx, rule.sql, valuesOf(erasure));
    if (rows === 0) continue;
    const before = destroyed.get(rule.table)?.rows ?? 0;
    destroyed.set(rule.table, { category: rule.category, table: rule.table, rows: before + rows });
  }
  return [...destroyed.values()];
}

const REPORT = 'monitoring_report';

function valuesOf(erasure: Erasure): Record<string, unknown> {
  const { organisation, people } = erasure;
  if (erasure.cause !== 'testing') return { organisation, people };
  const { instruments, indicators, items } = erasure.psychological;
  return { organisation, people, instruments, indicators, items: JSON.stringify(items) };
}

/** Runs a rule's statement; answers how many rows it touched. */
async function run(tx: EntityManager, sql: string, values: Record<string, unknown>): Promise<number> {
  const counting = /^(SELECT|WITH)/.test(sql)
    ? sql
    : `WITH touched AS (${sql} RETURNING 1) SELECT count(*)::int AS count FROM touched`;
  const parameters: unknown[] = [];
  const places = new Map<string, string>();
  const bound = counting.replace(PLACEHOLDER, (_all, name: string) => {
    const place = places.get(name) ?? `$${parameters.push(values[name])}`;
    places.set(name, place);
    return place;
  });
  const [row] = await tx.query<{ count: number }[]>(bound, parameters);
  return row?.count ?? 0;
}

/** `:people`, but not the second colon of `::text[]`. */
const PLACEHOLDER = /(?<!:):([a-z]+)\b/g;

/**
 * Sums of days on which only a few left could tell of one of them: those of the people's programmes go, and are made
 * anew without them. Frozen reports keep theirs.
 */
async function dropSums(tx: EntityManager, organisation: string, people: readonly string[]): Promise<void> {
  const programmes = `(SELECT programme_id FROM measurement WHERE organisation_id = $1 AND person = ANY ($2)
    UNION SELECT programme_id FROM response WHERE organisation_id = $1 AND (respondent = ANY ($2) OR about = ANY ($2)))`;
  await tx.query(`DELETE FROM daily_moment WHERE organisation_id = $1 AND programme_id IN ${programmes}`, [
    organisation,
    people,
  ]);
  await tx.query(
    `UPDATE programme SET moments_stale = true WHERE organisation_id = $1 AND id IN ${programmes}`,
    [organisation, people],
  );
}
