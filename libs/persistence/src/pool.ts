import type { Bank } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { hasConsent } from './consents.js';

/** A bank entry as the engine takes it: no name, one `person` for both banks, every field of a profile present. */
export interface PoolEntry {
  id: string;
  person: string;
  organisation: string;
  personKind: string;
  sex: 'm' | 'f' | null;
  birthYear: number | null;
  grade: number | null;
  experienceYears: number | null;
  categories: string[];
  activity: 'active' | 'passive' | null;
  competences: { topic: string; level: number }[];
  requests: { topic: string; importance: number }[];
  profile: {
    interests: string[];
    languages: string[];
    shift: string | null;
    modes: string[];
    traits: Record<string, number>;
    [other: string]: unknown;
  };
  trained: boolean;
  /** As the bank says; else since the day on which a mentee's last pair ended before its time. */
  waitingSince: string | null;
  marks: Record<string, number>;
  evidence: { kind: string; title: string; year: number }[];
  /** Places in all programmes together, pairs not yet taken off. */
  capacity: number;
  /** Whether the consent to the use of personal data holds on the day asked for. */
  consented: boolean;
}

interface EntryRow extends Omit<PoolEntry, 'profile' | 'evidence'> {
  profile: Partial<PoolEntry['profile']>;
  evidence: { kind: string; title: string; year?: number | null }[];
}

/** Mentees of the organisation who lost a mentor before their programme was done, and on which day they last did. */
const FREED = `SELECT mentee, max(day) AS on FROM (
    SELECT m.mentee, p.ended_on AS day FROM pair p JOIN pair_mentee m ON m.pair_id = p.id
      WHERE p.organisation_id = $1 AND (p.state = 'replaced' OR (p.state = 'terminated' AND p.started_on IS NOT NULL))
    UNION ALL SELECT mentee, happened_on FROM pair_event WHERE organisation_id = $1 AND event = 'left'
  ) lost WHERE day <= $3::date GROUP BY mentee`;

const BARE_PROFILE = { interests: [], languages: [], shift: null, modes: [], traits: {} };

/**
 * Entries of one bank, in no particular order.
 * @param only externalIds; absent: everybody
 * @param kinds person kinds; absent: all
 */
export async function loadPoolEntries(
  tx: EntityManager,
  filter: {
    organisation: string;
    bank: Bank;
    asOf: string;
    kinds?: readonly string[];
    only?: readonly string[];
  },
): Promise<PoolEntry[]> {
  const consented = hasConsent({
    organisation: 'e.organisation_id',
    person: 'e.person_id',
    day: '$3',
    purpose: 'personal-data',
  });
  const rows = await tx.query<EntryRow[]>(
    `SELECT e.external_id AS id, e.external_id AS person, e.organisation_id AS organisation,
            e.person_kind AS "personKind", p.sex, p.birth_year AS "birthYear", e.grade,
            e.experience_years AS "experienceYears", e.categories, e.activity, e.competences, e.requests, e.profile,
            e.trained, coalesce(e.waiting_since, freed.on) AS "waitingSince", e.marks, e.evidence, e.capacity,
            p.erased_at IS NULL AND ${consented} AS consented
     FROM bank_entry e JOIN person p ON p.organisation_id = e.organisation_id AND p.id = e.person_id
       LEFT JOIN (${FREED}) freed ON freed.mentee = e.external_id AND e.bank = 'mentees'
     WHERE e.organisation_id = $1 AND e.bank = $2
       AND ($4::text[] IS NULL OR e.person_kind = ANY ($4)) AND ($5::text[] IS NULL OR e.external_id = ANY ($5))`,
    [filter.organisation, filter.bank, filter.asOf, filter.kinds ?? null, filter.only ?? null],
  );
  return rows.map((row) => ({
    ...row,
    profile: { ...BARE_PROFILE, ...withoutNulls(row.profile) },
    evidence: row.evidence.map((item) => ({ ...item, year: item.year ?? 0 })),
  }));
}

/** An absent list of a profile may be stored as null; the engine wants it empty. */
function withoutNulls(profile: object): object {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null));
}

/** Why people have ruled a pair out. */
export interface Bar {
  mentor: string;
  mentee: string;
  reason: 'do-not-pair' | 'kinship' | 'veto' | 'conflict' | 'declined' | 'reciprocal';
}

/** A completion reason that keeps two people apart, and how the bar is told. */
export interface BarringReason {
  code: string;
  bar: 'conflict' | 'declined';
}

/** What is known of pairs of people in a programme, beside the people themselves. */
export interface PairKnowledge {
  compatibilities: { mentor: string; mentee: string; score: number }[];
  ratings: { mentor: string; mentee: string; from: 'mentor' | 'mentee'; rating: number }[];
  bars: Bar[];
}

/**
 * Compatibilities, ratings after meeting, and every bar: vetoes, restrictions, and pairs that ended, or were left, for a
 * reason that keeps the two apart (not rejections: they are decisions). Restrictions and conflicts hang on people, so
 * that they hold with the roles changed over too; who declined a mentor has not declined a mentee.
 * @param barringReasons codes of the completion reasons after which two people are not paired again
 */
export async function loadPairKnowledge(
  tx: EntityManager,
  organisation: string,
  programme: string,
  barringReasons: readonly BarringReason[],
): Promise<PairKnowledge> {
  const compatibilities = await tx.query<{ mentor: string; mentee: string; score: number; veto: boolean }[]>(
    `SELECT mentor, mentee, score, veto FROM compatibility WHERE organisation_id = $1`,
    [organisation],
  );
  const ratings = await tx.query<(PairKnowledge['ratings'][number] & { veto: boolean })[]>(
    `SELECT mentor, mentee, given_by AS "from", rating, veto FROM preference WHERE programme_id = $1`,
    [programme],
  );
  const apart = await tx.query<Bar[]>(
    `WITH barring AS (SELECT code, bar FROM jsonb_to_recordset($2) AS b(code text, bar text)),
       parted AS (
         SELECT p.mentor, m.mentee, p.end_reason AS code FROM pair p JOIN pair_mentee m ON m.pair_id = p.id
           WHERE p.organisation_id = $1 AND p.end_reason IS NOT NULL
         UNION SELECT p.mentor, e.mentee, e.reason FROM pair_event e JOIN pair p ON p.id = e.pair_id
           WHERE e.organisation_id = $1 AND e.event = 'left'),
       apart AS (SELECT mentor, mentee, bar FROM parted JOIN barring USING (code))
     SELECT mentor, mentee, kind AS reason FROM restriction WHERE organisation_id = $1
     UNION SELECT mentee, mentor, kind FROM restriction WHERE organisation_id = $1
     UNION SELECT mentor, mentee, bar FROM apart
     UNION SELECT mentee, mentor, bar FROM apart WHERE bar = 'conflict'`,
    [organisation, JSON.stringify(barringReasons)],
  );
  const vetoes = [...compatibilities, ...ratings]
    .filter((row) => row.veto)
    .map(({ mentor, mentee }): Bar => ({ mentor, mentee, reason: 'veto' }));
  return {
    compatibilities: compatibilities.map(({ mentor, mentee, score }) => ({ mentor, mentee, score })),
    ratings: ratings.map(({ mentor, mentee, from, rating }) => ({ mentor, mentee, from, rating })),
    bars: [...apart, ...vetoes],
  };
}

/**
 * Entries of one bank with what the same people can give and ask for as entries of the other: in mentoring that goes in
 * two directions a mentee's strengths count, and a mentor's requests.
 */
export function withOtherBank(
  entries: readonly PoolEntry[],
  others: readonly Pick<PoolEntry, 'person' | 'competences' | 'requests'>[],
): PoolEntry[] {
  const elsewhere = new Map(others.map((other) => [other.person, other]));
  return entries.map((entry) => {
    const other = elsewhere.get(entry.person);
    if (!other) return entry;
    return {
      ...entry,
      competences: [...entry.competences, ...missing(entry.competences, other.competences)],
      requests: [...entry.requests, ...missing(entry.requests, other.requests)],
    };
  });
}

function missing<T extends { topic: string }>(own: readonly T[], other: readonly T[]): T[] {
  const topics = new Set(own.map((one) => one.topic));
  return other.filter((one) => !topics.has(one.topic));
}
