import { createHash } from 'node:crypto';
import type { Catalogue } from '@app/catalogue';
import {
  momentsOf,
  pairPerson,
  type ChangePair,
  type Measure,
  type Measurement,
  type Moments,
} from '@app/monitoring';
import { canonicalJson } from '../matching-run/digest.js';
import { comparableOf } from '../monitoring/comparable.js';
import { measureKey } from '../monitoring/measures.js';
import type { Day, ProgrammeData } from '../monitoring/programme-data.js';
import { compareText } from '../monitoring/text-order.js';

/** What the moments of one row have in common (statistics.md §5). */
export interface MomentCell {
  indicator: string;
  topic: string | null;
  instrument: string | null;
  version: string | null;
  respondent: string | null;
  form: string;
  variant: string | null;
  role: 'mentor' | 'mentee';
}

export interface DayOfMoments {
  /** Canonical JSON of a `MomentCell`. */
  cell: string;
  exitDay: Day;
  moments: Moments;
}

interface Found {
  measure: Measure;
  pairs: ChangePair[];
}

/**
 * The programme's daily moments: complete pairs of measurements by cell and day of exit. People who withdrew their
 * consent are not in them. Persons and mentors are under ids that tell nothing; sorted by cell and day.
 *
 * @param salt what the opaque ids are made with, besides a person's id; the organisation's id.
 */
export function programmeMoments(data: ProgrammeData, catalogue: Catalogue, salt: string): DayOfMoments[] {
  const { enrolled, measurements, measures, participationOf } = comparableOf(data, catalogue, null);
  const measureOf = new Map(measures.map((measure) => [measureKey(measure), measure]));
  const bySeries = groupBySeries(measurements);
  const days = new Map<string, Found & { cell: string; exitDay: Day }>();
  for (const person of enrolled) {
    for (const rows of bySeries.get(`${person.role} ${person.person}`)?.values() ?? []) {
      const first = rows[0];
      const measure = first && measureOf.get(measureKey(first));
      if (!first || !measure) continue;
      const found = pairPerson(person, rows, measure, data.programme.windows);
      if (found.status !== 'pair') continue;
      const cell = canonicalJson({
        ...seriesOf(first),
        form: data.programme.form,
        variant: participationOf(person.role, person.person)?.variant ?? null,
        role: person.role,
      } satisfies MomentCell);
      const key = `${found.exitOn} ${cell}`;
      const day = days.get(key) ?? { cell, exitDay: found.exitOn, measure, pairs: [] };
      day.pairs.push({
        ...found.pair,
        person: opaque(salt, found.pair.person),
        cluster: opaque(salt, found.pair.cluster),
      });
      days.set(key, day);
    }
  }
  return [...days.values()]
    .map(({ cell, exitDay, pairs, measure }) => ({ cell, exitDay, moments: momentsOf(pairs, measure) }))
    .sort((a, b) => compareText(a.cell, b.cell) || compareText(a.exitDay, b.exitDay));
}

type Series = Pick<MomentCell, 'indicator' | 'topic' | 'instrument' | 'version' | 'respondent'>;

function seriesOf(row: Measurement): Series {
  const { indicator, topic = null, instrument, version, respondent = null } = row;
  return { indicator, topic, instrument, version, respondent };
}

/** Rows of one person and role, by what they measure. */
function groupBySeries(measurements: readonly Measurement[]): Map<string, Map<string, Measurement[]>> {
  const byPerson = new Map<string, Map<string, Measurement[]>>();
  for (const row of measurements) {
    const person = `${row.role} ${row.person}`;
    const own = byPerson.get(person) ?? new Map<string, Measurement[]>();
    const series = canonicalJson(seriesOf(row));
    own.set(series, [...(own.get(series) ?? []), row]);
    byPerson.set(person, own);
  }
  return byPerson;
}

const OPAQUE_LENGTH = 16;

function opaque(salt: string, person: string): string {
  return createHash('sha256').update(`${salt}\n${person}`).digest('hex').slice(0, OPAQUE_LENGTH);
}
