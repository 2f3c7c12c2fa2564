import type { DataSource } from 'typeorm';
import { withDatabase } from '../../../../test/support/index.js';
import { bootstrapRegion } from '../bootstrap.js';
import { createDataSource } from '../data-source.js';
import { Database } from '../database.js';
import { Municipality, Organisation, Person } from '../entities/index.js';
import { newId } from '../keys.js';
import { addToInbox, asRequest, readAudit, sealAll, sealAudit, verifyAudit } from './index.js';
import type { AuditedRequest } from './index.js';

const postgres = withDatabase();
let source: DataSource;
let database: Database;
let made = 0;

beforeAll(async () => {
  source = await createDataSource(postgres.url).initialize();
  database = new Database(source);
  await bootstrapRegion(database, {
    id: 'tomsk',
    name: 'Томск',
    timezone: 'Asia/Tomsk',
    key: 'k'.repeat(40),
  });
});
afterAll(() => source.destroy());

const KEY = newId();

/** An organisation of its own for a test, since a chain is for ever. */
async function newSchool(): Promise<string> {
  const id = `school-${++made}`;
  await database.within({ region: 'tomsk' }, async (tx) => {
    const municipalityId = newId();
    await tx.insert(Municipality, { id: municipalityId, regionId: 'tomsk', name: id });
    await tx.insert(Organisation, { id, regionId: 'tomsk', municipalityId, name: 'Школа', kind: 'school' });
  });
  return id;
}

async function seen(organisation: string, person: string): Promise<void> {
  await database.within({ organisation }, (tx) =>
    addToInbox(tx, {
      organisation,
      keyId: KEY,
      role: 'curator',
      method: 'GET',
      route: '/v1/organisations/:organisation/people/:externalId',
      person,
      target: null,
      subjects: null,
      outcome: 'done',
      code: null,
    }),
  );
}

const seal = (organisation: string) => database.within({ organisation }, (tx) => sealAudit(tx, organisation));
const verify = (organisation: string) =>
  database.within({ organisation }, (tx) => verifyAudit(tx, organisation));

/** A school with ten sealed entries. */
async function sealedSchool(): Promise<string> {
  const school = await newSchool();
  for (let i = 1; i <= 10; i++) await seen(school, `e-${i}`);
  await seal(school);
  return school;
}

describe('The audit log', () => {
  it('chains what was done in the order in which it was done, organisation by organisation', async () => {
    const [school, other] = [await newSchool(), await newSchool()];
    for (let i = 1; i <= 5; i++) {
      await seen(school, `e-${i}`);
      await seen(other, `x-${i}`);
    }
    await sealAll(database);
    const entries = await database.within({ organisation: school }, (tx) =>
      readAudit(tx, school, { limit: 100 }),
    );
    expect(entries.map(({ sequence, person }) => [sequence, person])).toEqual(
      [5, 4, 3, 2, 1].map((at) => [at, `e-${at}`]),
    );
    expect(await verify(school)).toMatchObject({ entries: 5, brokenAt: null });
    expect(await seal(school)).toBe(0);
  });

  it('is sealed without gaps by many sealers at once', async () => {
    const school = await newSchool();
    await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        await seen(school, `e-${i}`);
        if (i % 3 === 0) await seal(school);
      }),
    );
    await seal(school);
    expect(await verify(school)).toMatchObject({ entries: 60, brokenAt: null });
  });

  it('shows when an entry was changed', async () => {
    const school = await sealedSchool();
    await source.query(`UPDATE audit_entry SET person = 'e-99' WHERE organisation_id = $1 AND sequence = 4`, [
      school,
    ]);
    expect(await verify(school)).toMatchObject({ entries: 3, brokenAt: 4 });
  });

  it('shows when an entry was removed', async () => {
    const school = await sealedSchool();
    await source.query(`DELETE FROM audit_entry WHERE organisation_id = $1 AND sequence = 7`, [school]);
    expect(await verify(school)).toMatchObject({ brokenAt: 7 });
    // Closing the gap does not help.
    for (const sequence of [8, 9, 10])
      await source.query(
        `UPDATE audit_entry SET sequence = $2 WHERE organisation_id = $1 AND sequence = $2 + 1`,
        [school, sequence - 1],
      );
    expect(await verify(school)).toMatchObject({ entries: 6, brokenAt: 7 });
  });

  it('shows when entries have changed places', async () => {
    const school = await sealedSchool();
    for (const [from, to] of [
      [2, 100],
      [3, 2],
      [100, 3],
    ])
      await source.query(
        `UPDATE audit_entry SET sequence = $3 WHERE organisation_id = $1 AND sequence = $2`,
        [school, from, to],
      );
    expect(await verify(school)).toMatchObject({ entries: 1, brokenAt: 2 });
  });

  it('cannot be rewritten by the program, nor seen by the region or another organisation', async () => {
    const school = await sealedSchool();
    for (const change of [`UPDATE audit_entry SET role = 'x'`, `DELETE FROM audit_entry`])
      await expect(database.within({ organisation: school }, (tx) => tx.query(change))).rejects.toThrow(
        /permission denied/,
      );
    for (const scope of [
      { region: 'tomsk' },
      { organisation: await newSchool() },
      { installation: true },
    ] as const)
      expect(await database.within(scope, (tx) => tx.query(`SELECT FROM audit_entry`))).toEqual([]);
  });
});

describe('A request', () => {
  const request = (): AuditedRequest => ({
    keyId: KEY,
    role: 'curator',
    method: 'POST',
    route: '/v1/x',
    person: null,
    target: null,
    changes: true,
    subjects: null,
    recorded: false,
  });
  const addPerson = (organisation: string) => (tx: Parameters<Parameters<Database['within']>[1]>[0]) =>
    tx.insert(Person, { id: newId(), organisationId: organisation, externalId: newId(), displayName: null });
  const recorded = async (organisation: string): Promise<number> => {
    await seal(organisation);
    return (await verify(organisation)).entries;
  };

  it('is recorded once, with the first of its transactions that writes', async () => {
    const organisation = await newSchool();
    await asRequest(request(), async () => {
      await database.within({ organisation }, (tx) => tx.find(Person));
      await database.within({ organisation }, addPerson(organisation));
      await database.within({ organisation }, addPerson(organisation));
    });
    expect(await recorded(organisation)).toBe(1);
  });

  it('leaves no record of a change that was rolled back', async () => {
    const organisation = await newSchool();
    const failing = asRequest(request(), () =>
      database.within({ organisation }, async (tx) => {
        await addPerson(organisation)(tx);
        throw new Error('no');
      }),
    );
    await expect(failing).rejects.toThrow('no');
    expect(await recorded(organisation)).toBe(0);
  });
});
