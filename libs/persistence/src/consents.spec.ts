import { withDatabase } from '../../../test/support/index.js';
import {
  bootstrapRegion,
  consentingPeople,
  createDataSource,
  Database,
  Municipality,
  newId,
  Organisation,
  entryState,
  hasConsent,
  storeEntries,
} from './index.js';
import type { DataSource } from 'typeorm';

const postgres = withDatabase();
let source: DataSource;
let database: Database;

beforeAll(async () => {
  source = await createDataSource(postgres.url).initialize();
  database = new Database(source);
  await bootstrapRegion(database, {
    id: 'tomsk',
    name: 'Томск',
    timezone: 'Asia/Tomsk',
    key: 'k'.repeat(40),
  });
  await database.within({ region: 'tomsk' }, async (tx) => {
    const municipalityId = newId();
    await tx.insert(Municipality, { id: municipalityId, regionId: 'tomsk', name: 'район' });
    await tx.insert(Organisation, {
      id: 'school',
      regionId: 'tomsk',
      municipalityId,
      name: 'Школа',
      kind: 'school',
    });
  });
});

afterAll(() => source.destroy());

interface Given {
  givenOn: string;
  validUntil?: string;
  withdrawnOn?: string;
}

/** Whether a person with these personal-data consents may be in a pool of the day. */
async function consents(day: string, ...given: Given[]): Promise<boolean> {
  return database.within({ organisation: 'school' }, async (tx) => {
    const externalId = newId();
    const all = given.map((consent) => ({ purpose: 'personal-data' as const, by: 'self', ...consent }));
    await storeEntries(tx, 'school', 'mentees', [
      entryState({ externalId, personKind: 'student', consents: all }),
    ]);
    return (await consentingPeople(tx, 'school', 'personal-data', day)).has(externalId);
  });
}

describe('A consent', () => {
  it('holds from its day to the last day of its term, both included', async () => {
    const given = { givenOn: '2026-09-01', validUntil: '2027-05-31' };
    expect(await consents('2026-08-31', given)).toBe(false);
    expect(await consents('2026-09-01', given)).toBe(true);
    expect(await consents('2027-05-31', given)).toBe(true);
    expect(await consents('2027-06-01', given)).toBe(false);
    expect(await consents('2040-01-01', { givenOn: '2026-09-01' })).toBe(true);
  });

  it('ends at once when its withdrawal is recorded, whatever day is asked for [S1-09]', async () => {
    const withdrawn = { givenOn: '2026-09-01', withdrawnOn: '2026-11-20' };
    expect(await consents('2026-11-21', withdrawn)).toBe(false);
    expect(await consents('2026-10-01', withdrawn)).toBe(false);
  });

  it('ends older consents with it; only one given after the withdrawal counts', async () => {
    const withdrawn = { givenOn: '2026-09-01', withdrawnOn: '2026-11-20' };
    expect(await consents('2026-12-01', { givenOn: '2025-09-01' }, withdrawn)).toBe(false);
    expect(await consents('2026-12-01', withdrawn, { givenOn: '2026-11-21' })).toBe(true);
  });

  it('is not given for one purpose by a consent for another', async () => {
    const found = await database.within({ organisation: 'school' }, async (tx) => {
      const testing = { purpose: 'testing' as const, givenOn: '2026-09-01', by: 'self' };
      const entry = entryState({ externalId: 'tested', personKind: 'student', consents: [testing] });
      await storeEntries(tx, 'school', 'mentees', [entry]);
      return {
        data: await consentingPeople(tx, 'school', 'personal-data', '2026-10-01'),
        testing: await consentingPeople(tx, 'school', 'testing', '2026-10-01'),
      };
    });
    expect(found.data.has('tested')).toBe(false);
    expect(found.testing.has('tested')).toBe(true);
  });

  it('is looked up person by person, also for a school that the statistics do not know yet', async () => {
    const condition = hasConsent({
      organisation: 'p.organisation_id',
      person: 'p.id',
      day: '$2',
      purpose: 'personal-data',
    });
    const plan = await database.within({ organisation: 'school' }, (tx) =>
      tx.query<{ 'QUERY PLAN': string }[]>(
        `EXPLAIN SELECT p.external_id FROM person p WHERE p.organisation_id = $1 AND ${condition}`,
        ['school', '2026-09-15'],
      ),
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toContain('SubPlan');
    // Joined, a misjudged first import took a minute for 800 people.
    expect(text).not.toMatch(/Nested Loop|Join/);
  });
});
