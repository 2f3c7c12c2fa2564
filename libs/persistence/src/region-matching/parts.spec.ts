import { QUEUES } from '@app/contracts';
import type { RegionMatchingPartJob } from '@app/contracts';
import { withDatabase } from '../../../../test/support/index.js';
import {
  bootstrapRegion,
  createDataSource,
  createRun,
  Database,
  failPart,
  finishPart,
  insertShare,
  insideOrganisation,
  Municipality,
  newId,
  Organisation,
  partsOf,
  readParts,
  RegionMatching,
  reportPartProgress,
  requestCancel,
  Run,
  startPart,
  startRun,
  takeShare,
} from '../index.js';
import type { PartOutcome } from '../index.js';
import type { DataSource } from 'typeorm';

const postgres = withDatabase();
const REGION = 'tomsk';
let source: DataSource;
let database: Database;

beforeAll(async () => {
  source = await createDataSource(postgres.url).initialize();
  database = new Database(source);
  const key = 'k'.repeat(40);
  await bootstrapRegion(database, { id: REGION, name: 'Томская область', timezone: 'Asia/Tomsk', key });
  await database.within({ region: REGION }, async (tx) => {
    const municipalityId = newId();
    await tx.insert(Municipality, { id: municipalityId, regionId: REGION, name: 'Север' });
    for (const id of ['school-1', 'school-2'])
      await tx.insert(Organisation, { id, regionId: REGION, municipalityId, name: id, kind: 'school' });
  });
});

afterAll(() => source.destroy());

/** A matching that runs, with two parts; the job of the first. */
async function planned(): Promise<RegionMatchingPartJob> {
  const run = await database.within({ region: REGION }, async (tx) => {
    const id = await createRun(tx, QUEUES.regionMatching, { organisation: null, region: REGION });
    await tx.query(
      `INSERT INTO region_matching (id, region_id, form, variants, kinds, policy, scope, as_of, seed)
       VALUES ($1, $2, 'student-student', '{}', '{}', '{}', 'region', '2026-10-01', 1)`,
      [id, REGION],
    );
    return id;
  });
  const job = { run, organisation: null, region: REGION };
  await startRun(database, job);
  await database.within({ region: REGION }, (tx) =>
    partsOf(tx, job, async () => [['school-1'], ['school-2']]),
  );
  return { ...job, part: 0 };
}

const parts = (job: RegionMatchingPartJob) =>
  database.within({ region: REGION }, (tx) => readParts(tx, job.run));

const progressOf = async (job: RegionMatchingPartJob) =>
  (await database.within({ region: REGION }, (tx) => tx.findOneByOrFail(Run, { id: job.run }))).progress;

const OUTCOME: PartOutcome = {
  digest: '',
  organisations: 1,
  mentees: 0,
  mentors: 0,
  eligiblePairs: 0,
  matched: 0,
  totalPoints: 0,
  worstPoints: null,
  withoutConsent: 0,
  acrossOrganisations: 0,
  solver: 'none',
  durationMs: 0,
  tiers: [],
};

const finish = (job: RegionMatchingPartJob, attempt: number) =>
  database.within({ region: REGION }, async (tx) => {
    await finishPart(tx, job, attempt, OUTCOME);
    await insideOrganisation(tx, 'school-1', () =>
      insertShare(tx, { organisation: 'school-1', matching: job.run, part: job.part }, Buffer.from('rows')),
    );
  });

describe("The parts of a region's matching", () => {
  it('are planned once, whoever asks again', async () => {
    const job = await planned();
    const again = await database.within({ region: REGION }, (tx) =>
      partsOf(tx, job, async () => [['school-2', 'school-1']]),
    );
    expect(again.map((part) => part.organisations)).toEqual([['school-1'], ['school-2']]);
  });

  it('move the bar of the run', async () => {
    const job = await planned();
    const attempt = (await startPart(database, job)) ?? 0;
    expect(await reportPartProgress(database, job, attempt, 50)).toBe('go-on');
    expect(await progressOf(job)).toBe(24);
  });

  it('keep the result of the newest start only, and once', async () => {
    const job = await planned();
    expect(await startPart(database, job)).toBe(1);
    expect(await startPart(database, job)).toBe(2);
    await expect(finish(job, 1)).rejects.toThrow(/no longer the newest/);
    expect(await reportPartProgress(database, job, 1, 50)).toBe('stop');
    await finish(job, 2);
    expect(await startPart(database, job)).toBeNull();
    expect((await parts(job)).map((part) => part.status)).toEqual(['done', 'open']);
  });

  it('stop when the run is cancelled, and leave nothing behind, not even in an organisation', async () => {
    const job = await planned();
    const attempt = (await startPart(database, job)) ?? 0;
    await finish(job, attempt);
    await database.within({ region: REGION }, async (tx) =>
      requestCancel(tx, await tx.findOneByOrFail(Run, { id: job.run })),
    );
    const other = { ...job, part: 1 };
    expect(await startPart(database, other)).toBeNull();
    expect(await startRun(database, job)).toBeNull();
    expect(await parts(job)).toEqual([]);
    const share = await database.within({ organisation: 'school-1' }, (tx) =>
      takeShare(tx, { organisation: 'school-1', matching: job.run }),
    );
    expect(share).toBeNull();
  });

  it('give up after too many starts, and tell why', async () => {
    const job = await planned();
    for (let start = 1; start <= 10; start++) expect(await startPart(database, job)).toBe(start);
    expect(await startPart(database, job)).toBeNull();
    expect(await parts(job)).toMatchObject([
      { status: 'failed', outcome: { code: 'gave-up' } },
      { status: 'open' },
    ]);
    await failPart(database, job, { code: 'engine-failed' });
    expect((await parts(job))[0]?.outcome).toEqual({ code: 'gave-up' });
  });

  it('show a share to its organisation and to nobody else', async () => {
    const job = await planned();
    await finish(job, (await startPart(database, job)) ?? 0);
    const seen = (scope: Parameters<Database['within']>[0]) =>
      database.within(scope, (tx) =>
        tx.query(`SELECT 1 FROM region_matching_share WHERE matching_id = $1`, [job.run]),
      );
    expect(await seen({ region: REGION })).toEqual([]);
    expect(await seen({ organisation: 'school-2' })).toEqual([]);
    expect(await seen({ organisation: 'school-1' })).toHaveLength(1);
  });

  it('are read and not written by the organisations that take part', async () => {
    const job = await planned();
    await database.within({ organisation: 'school-1' }, async (tx) => {
      expect(await tx.countBy(RegionMatching, { id: job.run })).toBe(1);
      expect(await tx.countBy(Run, { id: job.run })).toBe(1);
      const [, removed] = await tx.query<[unknown[], number]>(
        `DELETE FROM region_matching_part RETURNING part`,
      );
      expect(removed).toBe(0);
      await tx.query(`UPDATE run SET cancel_requested = true WHERE id = $1`, [job.run]);
    });
    const run = await database.within({ region: REGION }, (tx) => tx.findOneByOrFail(Run, { id: job.run }));
    expect(run.cancelRequested).toBe(false);
  });
});
