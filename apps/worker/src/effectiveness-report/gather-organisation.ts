import { loadCatalogue } from '@app/catalogue';
import { mergeMoments, seal, type Moments } from '@app/monitoring';
import type { EntityManager } from 'typeorm';
import { canonicalJson } from '../matching-run/digest.js';
import type { MomentCell } from '../moments/programme-moments.js';
import { rebuildMoments } from '../moments/rebuild-moments.js';
import type { DenominatorRecord } from '../monitoring/coverage.js';
import { loadPeople, loadProgrammeData } from '../monitoring/load-programme-data.js';
import { compareText } from '../monitoring/text-order.js';
import { organisationCounts, type Period } from './organisation-counts.js';
import type { NamedCount, OrganisationReport, Series, SeriesMoments } from './organisation-report.js';

/** An organisation of the region's registry. */
export interface RegistryEntry {
  id: string;
  name: string;
  municipality: string;
}

export interface GatherRequest {
  academicYear: string;
  period: Period;
  form: string | null;
}

/**
 * Gathers what one organisation gives to the region's report, in the organisation's own scope: brings its stored
 * moments up to date, merges them up to the cut-off and takes the ids off. Only counts and sums are returned.
 */
export async function gatherOrganisation(
  tx: EntityManager,
  { id, name, municipality }: RegistryEntry,
  { academicYear, period, form }: GatherRequest,
): Promise<OrganisationReport> {
  const catalogue = loadCatalogue();
  const people = await loadPeople(tx);
  const programmes = await tx.query<{ id: string }[]>(
    `SELECT id FROM programme WHERE $1::text IS NULL OR form = $1
     ORDER BY form COLLATE "C", name COLLATE "C", starts_on, id`,
    [form],
  );
  const data = [];
  for (const programme of programmes) {
    await rebuildMoments(tx, id, programme.id, async () => people);
    const loaded = await loadProgrammeData(tx, programme.id, people);
    if (loaded) data.push(loaded);
  }
  const denominators = await loadDenominators(tx, academicYear);
  return {
    organisation: id,
    name,
    municipality,
    ...organisationCounts(
      data,
      people,
      denominators,
      catalogue,
      period,
      form === null ? null : (catalogue.form(form) ?? null),
    ),
    unmatched: await loadUnmatched(tx, period, form),
    series: await loadSeries(tx, period, form),
  };
}

export function loadDenominators(tx: EntityManager, academicYear: string): Promise<DenominatorRecord[]> {
  return tx.query<DenominatorRecord[]>(
    `SELECT code, value, as_of AS "asOf", source FROM denominator WHERE academic_year = $1
     ORDER BY code COLLATE "C"`,
    [academicYear],
  );
}

/** Reasons of the newest finished matching of each programme that was made for a day of the period. */
function loadUnmatched(tx: EntityManager, period: Period, form: string | null): Promise<NamedCount[]> {
  return tx.query<NamedCount[]>(
    `SELECT u.reason AS code, count(DISTINCT u.mentee)::int AS n
     FROM unmatched u JOIN (
       SELECT DISTINCT ON (m.programme_id) m.id FROM matching m JOIN run r ON r.id = m.id
       JOIN programme p ON p.id = m.programme_id
       WHERE r.status = 'done' AND m.as_of BETWEEN $1 AND $2 AND ($3::text IS NULL OR p.form = $3)
       ORDER BY m.programme_id, m.as_of DESC, m.id DESC) newest ON newest.id = u.matching_id
     GROUP BY u.reason ORDER BY u.reason COLLATE "C"`,
    [period.from, period.to, form],
  );
}

interface MomentRow {
  cell: string;
  moments: Moments;
}

/** A change belongs to the academic year of its exit: the days of exit within the period, merged and sealed. */
async function loadSeries(tx: EntityManager, period: Period, form: string | null): Promise<SeriesMoments[]> {
  const rows = await tx.query<MomentRow[]>(
    `SELECT d.cell, d.moments FROM daily_moment d JOIN programme p ON p.id = d.programme_id
     WHERE d.exit_day BETWEEN $1 AND $2 AND ($3::text IS NULL OR p.form = $3)
     ORDER BY d.cell COLLATE "C", d.exit_day, p.name COLLATE "C", p.starts_on, p.id`,
    [period.from, period.to, form],
  );
  const merged = new Map<string, { series: Series; parts: Moments[] }>();
  for (const { cell, moments } of rows) {
    const series = seriesOf(JSON.parse(cell) as MomentCell);
    const key = canonicalJson(series);
    const known = merged.get(key) ?? { series, parts: [] };
    known.parts.push(moments);
    merged.set(key, known);
  }
  return [...merged]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, { series, parts }]) => ({ ...series, moments: seal(mergeMoments(parts)) }));
}

function seriesOf({ indicator, topic, instrument, version, respondent, role }: MomentCell): Series {
  return { indicator, topic, instrument, version, respondent, role };
}
