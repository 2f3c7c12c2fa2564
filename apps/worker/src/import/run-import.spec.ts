import type { RunJob } from '@app/contracts';
import {
  bootstrapRegion,
  createDataSource,
  createRun,
  Database,
  Import,
  Municipality,
  newId,
  Organisation,
  Run,
  stageRows,
} from '@app/persistence';
import type { StagedRow } from '@app/persistence';
import type { DataSource } from 'typeorm';
import { withDatabase } from '../../../../test/support/index.js';
import { executeRun } from '../run/execute-run.js';
import { runImport } from './run-import.js';

const postgres = withDatabase();
const TENANT = { organisation: 'school-1', region: 'tomsk' };
let source: DataSource;
let database: Database;

beforeAll(async () => {
  source = await createDataSource(postgres.url).initialize();
  database = new Database(source);
  const region = { id: 'tomsk', name: 'Томская область', timezone: 'Asia/Tomsk', key: 'k'.repeat(40) };
  await bootstrapRegion(database, region);
  await database.within({ region: 'tomsk' }, async (tx) => {
    const municipalityId = newId();
    await tx.insert(Municipality, { id: municipalityId, regionId: 'tomsk', name: 'район' });
    for (const id of ['school-1', 'school-2']) {
      await tx.insert(Organisation, { id, regionId: 'tomsk', municipalityId, name: 'Школа', kind: 'school' });
    }
  });
});

afterAll(() => source.destroy());

const student = (externalId: string, fields: object = {}) => ({
  externalId,
  personKind: 'student',
  ...fields,
});

/** An import that waits for a worker, as the API stores it. */
async function accepted(content: string, fields: Partial<Import> = {}): Promise<RunJob> {
  return database.within({ organisation: 'school-1' }, async (tx) => {
    const run = await createRun(tx, 'import-run', TENANT);
    await tx.insert(Import, {
      id: run,
      organisationId: 'school-1',
      kind: 'bank',
      bank: 'mentees',
      programmeId: null,
      mode: 'partial',
      dryRun: false,
      mediaType: 'application/x-ndjson',
      madeBy: newId(),
      ...fields,
    });
    await tx.query(
      `INSERT INTO import_payload (organisation_id, import_id, part, bytes) VALUES ('school-1', $1, 1, $2)`,
      [run, Buffer.from(content)],
    );
    return { run, ...TENANT };
  });
}

const lines = (rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

const work = (job: RunJob): Promise<void> =>
  executeRun(database, job, (context, attempt) => runImport(database, job, context, attempt));

async function ended(job: RunJob) {
  const run = await source.getRepository(Run).findOneByOrFail({ id: job.run });
  return { ...(await source.getRepository(Import).findOneByOrFail({ id: job.run })), status: run.status };
}

async function stagedCount(): Promise<number> {
  const [row] = await source.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM import_staging`);
  return row?.count ?? 0;
}

async function* staged(key: string): AsyncGenerator<StagedRow> {
  yield { ordinal: 1, line: undefined, key, json: '{}', digest: null };
}

describe('The staging table of imports', () => {
  it('is empty again once an import is done', async () => {
    const job = await accepted(lines([student('done-1'), student('done-2')]));
    await work(job);
    expect(await ended(job)).toMatchObject({ status: 'done', accepted: 2, created: 2 });
    expect(await stagedCount()).toBe(0);
  });

  it('is empty again when a strict import fails or a file breaks off', async () => {
    const strict = await accepted(lines([student('strict-1'), student('strict-2', { grade: 99 })]), {
      mode: 'strict',
    });
    await work(strict);
    expect(await ended(strict)).toMatchObject({ status: 'failed', accepted: 0, rejected: 1 });
    const broken = await accepted(`[${JSON.stringify(student('broken-1'))},{`, {
      mediaType: 'application/json',
    });
    await work(broken);
    expect(await ended(broken)).toMatchObject({ status: 'failed', accepted: 0, created: 0 });
    expect(await stagedCount()).toBe(0);
  });

  it('is empty again when an import is cancelled after its rows were staged', async () => {
    const job = await accepted(lines([student('cancelled-1')]));
    await executeRun(database, job, async (context, attempt) => {
      const store = await runImport(database, job, context, attempt);
      expect(await stagedCount()).toBe(1);
      await source.query(`UPDATE run SET cancel_requested = true WHERE id = $1`, [job.run]);
      return store;
    });
    expect(await ended(job)).toMatchObject({ status: 'cancelled', created: 0 });
    expect(await stagedCount()).toBe(0);
  });

  it('loses what a killed worker has left when the next one starts, and the import is done once', async () => {
    const job = await accepted(lines([student('killed-1'), student('killed-2')]));
    const killed = executeRun(database, job, async (context, attempt) => {
      await runImport(database, job, context, attempt);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await stagedCount()).toBe(2);
    await work(job);
    expect(await ended(job)).toMatchObject({ status: 'done', accepted: 2, created: 2 });
    expect(await stagedCount()).toBe(0);
  });

  it('takes no rows of a start that another has overtaken', async () => {
    const job = await accepted(lines([student('late-1')]));
    await executeRun(database, job, async (context, attempt) => {
      await source.query(`UPDATE run SET attempt = attempt + 1 WHERE id = $1`, [job.run]);
      return runImport(database, job, context, attempt);
    });
    expect(await stagedCount()).toBe(0);
  });

  it('shows and gives rows to nobody but the organisation that staged them', async () => {
    const id = newId();
    await database.within({ organisation: 'school-1' }, (tx) =>
      stageRows(tx, { id, attempt: 1 }, staged('own\t\\row')),
    );
    const seenBy = (organisation: string) =>
      database.within({ organisation }, (tx) => tx.query<object[]>(`SELECT key FROM import_row`));
    expect(await seenBy('school-1')).toEqual([{ key: 'own\t\\row' }]);
    expect(await seenBy('school-2')).toEqual([]);
    await database.within({ organisation: 'school-2' }, (tx) => tx.query(`DELETE FROM import_row`));
    expect(await stagedCount()).toBe(1);
    const refused = (statement: string) =>
      expect(database.within({ organisation: 'school-2' }, (tx) => tx.query(statement))).rejects.toThrow(
        /permission denied/,
      );
    await refused(`SELECT FROM import_staging`);
    await refused(`INSERT INTO import_staging (organisation_id) VALUES ('school-1')`);
    await expect(
      database.within({ installation: true }, (tx) => stageRows(tx, { id, attempt: 1 }, staged('nobody'))),
    ).rejects.toThrow(/organisation_id/);
    await database.within({ organisation: 'school-1' }, (tx) => tx.query(`DELETE FROM import_row`));
  });
});

describe('An import', () => {
  it('refuses a row with a character that no database keeps, by its field, and takes the others', async () => {
    const rows = [
      student('odd-1', { displayName: 'Анна\u0000' }),
      student('odd-2', { profile: { interests: ['\ud800'] } }),
      student('odd-3', { displayName: '\\u0000 \ud83c\udf93 "' }),
    ];
    const job = await accepted(lines(rows));
    await work(job);
    expect(await ended(job)).toMatchObject({ status: 'done', accepted: 1, rejected: 2 });
    const issues = await source.query<object[]>(
      `SELECT row_number AS row, field, code FROM import_issue WHERE import_id = $1 AND severity = 'error' ORDER BY 1`,
      [job.run],
    );
    expect(issues).toEqual([
      { row: 1, field: 'displayName', code: 'bad-format' },
      { row: 2, field: 'profile.interests[0]', code: 'bad-format' },
    ]);
    const [person] = await source.query<object[]>(
      `SELECT display_name AS name FROM person WHERE external_id = 'odd-3'`,
    );
    expect(person).toEqual({ name: '\\u0000 \ud83c\udf93 "' });
  });

  it('writes kinds that need the program in batches, and counts each row once', async () => {
    await work(await accepted(lines([student('pair-a'), student('pair-b')])));
    const rows = [
      { mentor: 'pair-a', mentee: 'pair-b', kind: 'kinship' },
      { mentor: 'pair-a', mentee: 'nobody', kind: 'kinship' },
      { mentor: 'pair-a', mentee: 'pair-b', kind: 'do-not-pair' },
    ];
    const first = await accepted(lines(rows), { kind: 'restrictions', bank: null });
    await work(first);
    expect(await ended(first)).toMatchObject({ accepted: 2, rejected: 1, created: 2, unchanged: 0 });
    const second = await accepted(lines(rows), { kind: 'restrictions', bank: null });
    await work(second);
    expect(await ended(second)).toMatchObject({ accepted: 2, rejected: 1, created: 0, unchanged: 2 });
  });

  it('fills in what a row says of a person and leaves what it does not mention', async () => {
    await work(
      await accepted(lines([student('known-1', { displayName: 'Анна', sex: 'f', birthYear: 2010 })])),
    );
    await work(await accepted(lines([student('known-1', { sex: null, grade: 7 })])));
    const [person] = await source.query<object[]>(
      `SELECT display_name AS name, sex, birth_year AS year FROM person WHERE external_id = 'known-1'`,
    );
    expect(person).toEqual({ name: 'Анна', sex: null, year: 2010 });
  });
});
