import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDatabase } from '../../../test/support/index.js';
import {
  ApiKey,
  bootstrapRegion,
  createDataSource,
  Database,
  DailyMoment,
  hashKey,
  Municipality,
  newId,
  Organisation,
  Person,
  Programme,
  Region,
  SECURED_TABLES,
  UNSECURED_TABLES,
} from './index.js';
import type { DataSource } from 'typeorm';

const postgres = withDatabase();
const KEY = 'k'.repeat(40);
let source: DataSource;
let database: Database;

beforeAll(async () => {
  source = await createDataSource(postgres.url).initialize();
  database = new Database(source);
  await bootstrapRegion(database, { id: 'tomsk', name: 'Томская область', timezone: 'Asia/Tomsk', key: KEY });
  await bootstrapRegion(database, {
    id: 'altay',
    name: 'Алтай',
    timezone: 'Asia/Barnaul',
    key: 'a'.repeat(40),
  });
  for (const [organisation, region] of [
    ['school-1', 'tomsk'],
    ['school-2', 'tomsk'],
    ['school-3', 'altay'],
  ] as const) {
    await database.within({ region }, async (tx) => {
      const municipalityId = newId();
      await tx.insert(Municipality, { id: municipalityId, regionId: region, name: `район ${organisation}` });
      await tx.insert(Organisation, {
        id: organisation,
        regionId: region,
        municipalityId,
        name: 'Школа',
        kind: 'school',
      });
    });
    await database.within({ organisation }, (tx) =>
      tx.insert(Person, { id: newId(), organisationId: organisation, externalId: 'm-1', displayName: null }),
    );
  }
});

afterAll(() => source.destroy());

describe('Row-level security', () => {
  it('is enabled and forced on every table but the known open ones', async () => {
    const tables = await source.query<{ name: string; forced: boolean }[]>(
      `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS forced FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`,
    );
    expect(tables.filter((table) => table.forced).map((table) => table.name)).toEqual(
      [...SECURED_TABLES].sort(),
    );
    expect(tables.filter((table) => !table.forced).map((table) => table.name)).toEqual(
      [...UNSECURED_TABLES].sort(),
    );
  });

  it("shows an organisation its own people and nobody else's, even when the query names no tenant", async () => {
    const people = await database.within({ organisation: 'school-1' }, (tx) => tx.find(Person));
    expect(people.map((person) => person.organisationId)).toEqual(['school-1']);
  });

  it('shows a region its organisations and none of their people [S4-01]', async () => {
    await database.within({ region: 'tomsk' }, async (tx) => {
      expect((await tx.find(Organisation)).map((organisation) => organisation.id).sort()).toEqual([
        'school-1',
        'school-2',
      ]);
      expect(await tx.find(Person)).toEqual([]);
      expect(await tx.find(Programme)).toEqual([]);
    });
  });

  it('shows nothing without a tenant, though the connection itself may see all', async () => {
    await database.within({ installation: true }, async (tx) => {
      expect(await tx.find(Person)).toEqual([]);
      expect(await tx.find(Organisation)).toEqual([]);
    });
    expect(await source.manager.count(Person)).toBe(3);
  });

  it('lets nobody write rows of another organisation', async () => {
    const write = database.within({ organisation: 'school-1' }, (tx) =>
      tx.insert(Person, { id: newId(), organisationId: 'school-2', externalId: 'x' }),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  it('keeps the sums of single days inside the organisation: a day may hold one pupil', async () => {
    const organisationId = 'school-1';
    const programmeId = newId();
    await database.within({ organisation: organisationId }, async (tx) => {
      const term = { startsOn: '2026-10-01', endsOn: '2027-05-31' };
      const codes = { form: 'student-student', variants: [], kinds: [], modes: [] };
      await tx.insert(Programme, {
        id: programmeId,
        organisationId,
        name: 'П',
        ...term,
        ...codes,
        policyVersion: 1,
      });
      await tx.insert(DailyMoment, {
        organisationId,
        programmeId,
        cell: '{}',
        exitDay: '2027-05-20',
        moments: {},
      });
    });
    expect(await database.within({ region: 'tomsk' }, (tx) => tx.find(DailyMoment))).toEqual([]);
    const own = await database.within({ organisation: 'school-1' }, (tx) => tx.find(DailyMoment));
    expect(own).toMatchObject([{ programmeId, exitDay: '2027-05-20' }]);
  });

  it('does not leave the role or the tenant on a pooled connection', async () => {
    const single = await createDataSource(postgres.url, 1).initialize();
    try {
      await new Database(single).within({ organisation: 'school-1' }, (tx) => tx.find(Person));
      const [after] = await single.query<{ role: string; tenant: string | null }[]>(
        `SELECT current_user AS role, current_setting('app.organisation', true) AS tenant`,
      );
      expect(after?.role).not.toBe('nastavnik_app');
      expect(after?.tenant ?? '').toBe('');
    } finally {
      await single.destroy();
    }
  });

  it('keeps histories from being rewritten', async () => {
    await expect(
      database.within({ organisation: 'school-1' }, (tx) => tx.query(`UPDATE pair_event SET event = 'met'`)),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('An API key', () => {
  it('is found by its hash, and only by it', async () => {
    const found = await database.within({ keyHash: hashKey(KEY) }, (tx) => tx.find(ApiKey));
    expect(found.map((key) => [key.regionId, key.role])).toEqual([['tomsk', 'region']]);
    expect(await database.within({ keyHash: hashKey('guess') }, (tx) => tx.find(ApiKey))).toEqual([]);
  });

  it('is stored as a hash only', async () => {
    const rows = await source.query<Record<string, unknown>[]>('SELECT * FROM api_key');
    expect(JSON.stringify(rows)).not.toContain(KEY);
  });
});

describe('Bootstrapping a region', () => {
  it('changes nothing the second time', async () => {
    await bootstrapRegion(database, {
      id: 'tomsk',
      name: 'Томская область',
      timezone: 'Asia/Tomsk',
      key: KEY,
    });
    expect(await source.manager.count(Region)).toBe(2);
    expect(await source.manager.count(ApiKey)).toBe(2);
  });
});

describe('The entities', () => {
  it('have every column that the migration made, so that nothing is written past them', async () => {
    const drift: string[] = [];
    for (const entity of source.entityMetadatas) {
      const columns = await source.query<{ column_name: string }[]>(
        `SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`,
        [entity.tableName],
      );
      const known = new Set(columns.map((column) => column.column_name));
      drift.push(
        ...entity.columns
          .filter((c) => !known.has(c.databaseName))
          .map((c) => `${entity.tableName}.${c.databaseName}`),
      );
    }
    expect(drift).toEqual([]);
  });

  it('are never synchronised: the schema comes from migrations', () => {
    const text = readFileSync(join(import.meta.dirname, 'data-source.ts'), 'utf8');
    expect(text).toContain('synchronize: false');
  });
});
