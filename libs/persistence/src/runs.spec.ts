import type { RunJob } from '@app/contracts';
import type { Queue } from 'bullmq';
import type { DataSource } from 'typeorm';
import { withDatabase } from '../../../test/support/index.js';
import {
  bootstrapRegion,
  cancelRun,
  createDataSource,
  createRun,
  Database,
  failRun,
  finishRun,
  Municipality,
  newId,
  Organisation,
  reconcile,
  reportProgress,
  requestCancel,
  Run,
  sendOutbox,
  StaleAttemptError,
  startRun,
} from './index.js';

const postgres = withDatabase();
const TENANT = { organisation: 'school-1', region: 'tomsk' };
let source: DataSource;
let database: Database;

beforeAll(async () => {
  source = await createDataSource(postgres.url).initialize();
  database = new Database(source);
  await bootstrapRegion(database, {
    id: 'tomsk',
    name: 'Томская область',
    timezone: 'Asia/Tomsk',
    key: 'k'.repeat(40),
  });
  await database.within({ region: 'tomsk' }, async (tx) => {
    const municipalityId = newId();
    await tx.insert(Municipality, { id: municipalityId, regionId: 'tomsk', name: 'район' });
    await tx.insert(Organisation, {
      id: 'school-1',
      regionId: 'tomsk',
      municipalityId,
      name: 'Школа',
      kind: 'school',
    });
  });
});

beforeEach(() => source.query('DELETE FROM outbox'));
afterAll(() => source.destroy());

async function newRun(): Promise<RunJob> {
  const run = await database.within({ organisation: 'school-1' }, (tx) =>
    createRun(tx, 'matching-run', TENANT),
  );
  return { run, ...TENANT };
}
const read = (job: RunJob) =>
  database.within({ organisation: 'school-1' }, (tx) => tx.findOneByOrFail(Run, { id: job.run }));
const finish = (job: RunJob, attempt: number) =>
  database.within({ organisation: 'school-1' }, (tx) => finishRun(tx, job, attempt));

/** Records what is sent; a queue's state is set by the test. */
function recordingQueue() {
  const sent: { id: string; data: unknown }[] = [];
  const states = new Map<string, string>();
  const queue = {
    add: (_name: string, data: unknown, options: { jobId: string }) => {
      sent.push({ id: options.jobId, data });
      states.set(options.jobId, 'waiting');
      return Promise.resolve();
    },
    getJob: (id: string) =>
      Promise.resolve(states.has(id) ? { getState: () => Promise.resolve(states.get(id)) } : undefined),
  };
  return { sent, states, queues: new Map([['matching-run' as const, queue as unknown as Queue]]) };
}

describe('A run', () => {
  it('is stored with the outbox row of its job, or not at all', async () => {
    const rolledBack = database.within({ organisation: 'school-1' }, async (tx) => {
      await createRun(tx, 'matching-run', TENANT);
      throw new Error('the request failed later');
    });
    await expect(rolledBack).rejects.toThrow('the request failed later');
    expect(await source.query('SELECT * FROM outbox')).toEqual([]);
    const job = await newRun();
    expect(await source.query('SELECT id, payload FROM outbox')).toEqual([{ id: job.run, payload: job }]);
  });

  it('counts its starts, and only the newest start may report or finish', async () => {
    const job = await newRun();
    expect(await startRun(database, job)).toBe(1);
    expect(await startRun(database, job)).toBe(2);
    expect(await reportProgress(database, job, 1, 50)).toBe('stop');
    expect(await reportProgress(database, job, 2, 40)).toBe('go-on');
    await expect(finish(job, 1)).rejects.toThrow(StaleAttemptError);
    await finish(job, 2);
    expect(await read(job)).toMatchObject({ status: 'done', progress: 100, attempt: 2 });
  });

  it('cannot be started again once it has ended', async () => {
    const job = await newRun();
    await startRun(database, job);
    await finish(job, 1);
    expect(await startRun(database, job)).toBeNull();
    await expect(finish(job, 1)).rejects.toThrow(StaleAttemptError);
  });

  it('ends at once when it is cancelled while queued', async () => {
    const job = await newRun();
    await database.within({ organisation: 'school-1' }, async (tx) =>
      requestCancel(tx, await tx.findOneByOrFail(Run, { id: job.run })),
    );
    expect((await read(job)).status).toBe('cancelled');
    expect(await startRun(database, job)).toBeNull();
  });

  it('learns of a cancellation when it reports progress, and then stores nothing', async () => {
    const job = await newRun();
    await startRun(database, job);
    await database.within({ organisation: 'school-1' }, async (tx) =>
      requestCancel(tx, await tx.findOneByOrFail(Run, { id: job.run })),
    );
    expect(await reportProgress(database, job, 1, 10)).toBe('stop');
    await expect(finish(job, 1)).rejects.toThrow(StaleAttemptError);
    expect(await cancelRun(database, job)).toBe(true);
    expect((await read(job)).status).toBe('cancelled');
  });

  it('keeps the code of its failure', async () => {
    const job = await newRun();
    await startRun(database, job);
    await database.within({ organisation: 'school-1' }, (tx) => failRun(tx, job, { code: 'rows-rejected' }));
    expect(await read(job)).toMatchObject({ status: 'failed', error: { code: 'rows-rejected' } });
  });
});

describe('The outbox', () => {
  it('sends each committed job once, with the id of its run', async () => {
    const { queues, sent } = recordingQueue();
    const job = await newRun();
    expect(await sendOutbox(database, queues)).toBe(1);
    expect(await sendOutbox(database, queues)).toBe(0);
    expect(sent).toEqual([{ id: job.run, data: job }]);
  });

  it('keeps a job whose queue is away, for the next time', async () => {
    const { queues, sent } = recordingQueue();
    await newRun();
    const broken = new Map([
      [
        'matching-run' as const,
        { add: () => Promise.reject(new Error('no connection')) } as unknown as Queue,
      ],
    ]);
    await expect(sendOutbox(database, broken)).rejects.toThrow('no connection');
    await sendOutbox(database, queues);
    expect(sent).toHaveLength(1);
  });
});

describe('The reconciler', () => {
  const ageOutbox = () => source.query(`UPDATE outbox SET sent_at = sent_at - interval '1 hour'`);

  it('sends again what the queue lost, and what it wrongly counts as ended', async () => {
    const { queues, sent, states } = recordingQueue();
    const job = await newRun();
    await sendOutbox(database, queues);
    states.clear();
    await ageOutbox();
    expect(await reconcile(database, queues, 60)).toBe(1);
    states.set(`${job.run}-1`, 'failed');
    await ageOutbox();
    expect(await reconcile(database, queues, 60)).toBe(1);
    expect(sent.map((entry) => entry.id)).toEqual([job.run, `${job.run}-1`, `${job.run}-2`]);
  });

  it('leaves alone what is waiting, working or ended', async () => {
    const { queues, sent } = recordingQueue();
    const job = await newRun();
    await sendOutbox(database, queues);
    await ageOutbox();
    expect(await reconcile(database, queues, 60)).toBe(0);
    await startRun(database, job);
    await finish(job, 1);
    await ageOutbox();
    expect(await reconcile(database, queues, 60)).toBe(0);
    expect(sent).toHaveLength(1);
  });

  it('gives a run up in the end, so that nobody waits for ever', async () => {
    const { queues, states } = recordingQueue();
    const job = await newRun();
    await sendOutbox(database, queues);
    for (let i = 0; i < 6; i++) {
      states.clear();
      await ageOutbox();
      await reconcile(database, queues, 60);
    }
    expect(await read(job)).toMatchObject({ status: 'failed', error: { code: 'gave-up' } });
  });
});
