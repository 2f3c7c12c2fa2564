import pg from 'pg';
import { hashKey, newId } from '@app/persistence';
import { seeded, type Random } from '../random.js';

/** How big a made-up region is. */
export interface RegionSize {
  mentees: number;
  mentors: number;
  organisations: number;
  municipalities: number;
}

const SUBJECTS = [
  'mathematics',
  'physics',
  'chemistry',
  'biology',
  'history',
  'geography',
  'literature',
  'informatics',
  'english',
  'russian',
].map((name) => `subject.${name}`);
const INTERESTS = Array.from({ length: 24 }, (_, k) => `interest-${k}`);
const TRAITS = ['leadership', 'communication', 'empathy', 'organisation', 'dominance'];
const CONSENT = '2026-09-01';

interface Entry {
  bank: 'mentors' | 'mentees';
  external_id: string;
  grade: number;
  categories: string[];
  competences: { topic: string; level: number }[];
  requests: { topic: string; importance: number }[];
  profile: Record<string, unknown>;
  capacity: number;
  marks: Record<string, number>;
}

/**
 * Fills an empty, migrated database with a region of students, organisation by organisation: the same region for the
 * same size and seed. Capacities are 1…5, so that with three mentees and a third to a mentor places are scarce.
 */
export async function fillRegion(
  databaseUrl: string,
  region: { id: string; key: string },
  size: RegionSize,
  seed: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`INSERT INTO region (id, name, timezone) VALUES ($1, $1, 'Asia/Tomsk')`, [region.id]);
    await client.query(`INSERT INTO api_key (id, region_id, role, hash) VALUES ($1, $2, 'region', $3)`, [
      newId(),
      region.id,
      hashKey(region.key),
    ]);
    const municipalities = Array.from({ length: size.municipalities }, () => newId());
    for (const [k, id] of municipalities.entries()) {
      await client.query(`INSERT INTO municipality (id, region_id, name) VALUES ($1, $2, $3)`, [
        id,
        region.id,
        `Район ${k}`,
      ]);
    }
    const random = seeded(seed);
    for (let k = 0; k < size.organisations; k++) {
      const organisation = `school-${String(k).padStart(4, '0')}`;
      await client.query(
        `INSERT INTO organisation (id, region_id, municipality_id, name, kind) VALUES ($1, $2, $3, $1, 'school')`,
        [organisation, region.id, municipalities[k % municipalities.length]],
      );
      const share = (all: number) =>
        Math.floor(((k + 1) * all) / size.organisations) - Math.floor((k * all) / size.organisations);
      await insertPeople(client, organisation, [
        ...Array.from({ length: share(size.mentors) }, (_, i) => madeMentor(random, `m-${i}`)),
        ...Array.from({ length: share(size.mentees) }, (_, i) => madeMentee(random, `e-${i}`)),
      ]);
    }
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

async function insertPeople(
  client: pg.Client,
  organisation: string,
  entries: readonly Entry[],
): Promise<void> {
  const rows = entries.map((entry) => ({ ...entry, id: newId(), person_id: newId(), consent_id: newId() }));
  const json = JSON.stringify(rows);
  await client.query(
    `INSERT INTO person (id, organisation_id, external_id)
     SELECT person_id, $1, external_id FROM jsonb_to_recordset($2) AS r(person_id uuid, external_id text)`,
    [organisation, json],
  );
  await client.query(
    `INSERT INTO consent (id, organisation_id, person_id, purpose, given_on, given_by)
     SELECT consent_id, $1, person_id, 'personal-data', $3, 'representative'
     FROM jsonb_to_recordset($2) AS r(consent_id uuid, person_id uuid)`,
    [organisation, json, CONSENT],
  );
  await client.query(
    `INSERT INTO bank_entry (id, organisation_id, person_id, bank, external_id, person_kind, grade, categories,
       competences, requests, profile, capacity, marks, digest)
     SELECT id, $1, person_id, bank, external_id, 'student', grade, categories, competences, requests, profile,
       capacity, marks, '\\x00'
     FROM jsonb_to_recordset($2) AS r(id uuid, person_id uuid, bank text, external_id text, grade smallint,
       categories text[], competences jsonb, requests jsonb, profile jsonb, capacity smallint, marks jsonb)`,
    [organisation, json],
  );
}

function madeMentor(random: Random, id: string): Entry {
  const subjects = some(random, SUBJECTS, 2 + random.below(4));
  return {
    bank: 'mentors',
    external_id: id,
    grade: 8 + random.below(4),
    categories: [],
    competences: subjects.map((topic) => ({ topic, level: 2 + random.below(4) })),
    requests: [],
    profile: madeProfile(random),
    capacity: 1 + random.below(5),
    marks: Object.fromEntries(subjects.map((topic) => [topic, 4 + random.below(11) / 10])),
  };
}

function madeMentee(random: Random, id: string): Entry {
  const subjects = some(random, SUBJECTS, 1 + random.below(3));
  return {
    bank: 'mentees',
    external_id: id,
    grade: 5 + random.below(5),
    categories: random.below(10) < 8 ? ['failing'] : [],
    competences: [],
    requests: subjects.map((topic) => ({ topic, importance: 1 + random.below(5) })),
    profile: madeProfile(random),
    capacity: 0,
    marks: Object.fromEntries(subjects.map((topic) => [topic, 2.5 + random.below(15) / 10])),
  };
}

function madeProfile(random: Random): Record<string, unknown> {
  return {
    interests: some(random, INTERESTS, 1 + random.below(5)),
    languages: random.below(10) < 8 ? ['ru'] : ['ru', 'tt'],
    shift: random.below(3) < 2 ? 'first' : 'second',
    modes: random.below(10) < 6 ? ['in-person', 'remote'] : ['in-person'],
    traits: Object.fromEntries(TRAITS.map((trait) => [trait, random.below(101) / 100])),
  };
}

/** Distinct items, as many as asked for. */
function some<T>(random: Random, items: readonly T[], count: number): T[] {
  const rest = [...items];
  return Array.from({ length: count }, () => rest.splice(random.below(rest.length), 1)[0]!);
}
