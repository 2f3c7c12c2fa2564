import pg from 'pg';
import type { MatchingView, ProblemDetails, SuggestionPage } from '@app/contracts';
import { importBanks, newOrganisation, newProgramme, student, withService } from '../support/index.js';
import type { Client } from '../support/index.js';

const service = withService();

const AS_OF = '2026-09-15';
const MATHS = 'subject.mathematics';
/** Big enough that the engine is still at work when something happens to it. */
const SIZE = 400;
const WITHIN_MS = 90_000;

async function bigSchool(id: string) {
  const { curator, school } = await newOrganisation(service, id);
  const many = (prefix: string, fields: (i: number) => object) =>
    Array.from({ length: SIZE }, (_, i) => student(`${prefix}-${i}`, { grade: 6 + (i % 6), ...fields(i) }));
  await importBanks(school, id, {
    mentors: many('m', (i) => ({
      capacity: 1,
      competences: [{ topic: MATHS, level: 1 + (i % 5) }],
      marks: { [MATHS]: 5 },
    })),
    mentees: many('e', () => ({
      categories: ['failing'],
      requests: [{ topic: MATHS }],
      marks: { [MATHS]: 3 },
    })),
  });
  return { curator, programme: await newProgramme(curator, id) };
}

/** Starts a matching and waits until a worker is at it. */
async function startedMatching(curator: Client, programme: string): Promise<string> {
  const { body } = await curator.post<MatchingView>(`/v1/programmes/${programme}/matchings`, { asOf: AS_OF });
  const path = `/v1/matchings/${body.id}`;
  for (;;) {
    const { status } = (await curator.get<MatchingView>(path)).body;
    if (status === 'running') return path;
    if (status !== 'queued') throw new Error(`the matching is ${status} already`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function everySuggestion(curator: Client, path: string): Promise<object[]> {
  const { body } = await curator.get<SuggestionPage>(`${path}/suggestions?limit=1000`);
  return body.items.map(({ id: _, ...rest }) => rest);
}

async function attemptsOf(run: string): Promise<{ attempt: number; suggestions: number }> {
  const client = new pg.Client({ connectionString: service.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ attempt: number; suggestions: number }>(
      `SELECT attempt, (SELECT count(*)::int FROM suggestion WHERE matching_id = run.id) AS suggestions
       FROM run WHERE id = $1`,
      [run],
    );
    return rows[0] ?? { attempt: 0, suggestions: 0 };
  } finally {
    await client.end();
  }
}

describe('A matching in trouble', () => {
  it(
    'ends done, once, with the same result, when its worker is killed in the middle',
    async () => {
      const { curator, programme } = await bigSchool('killing');
      const path = await startedMatching(curator, programme);
      await service.worker.kill('SIGKILL');
      expect((await curator.get<MatchingView>(path)).body).toMatchObject({
        status: 'running',
        summary: null,
      });
      await service.worker.start();
      const survived = await curator.ended<MatchingView>(path, WITHIN_MS);
      expect(survived).toMatchObject({
        status: 'done',
        progress: 100,
        summary: { matched: expect.any(Number) },
      });
      const matched = survived.summary?.matched ?? 0;
      expect(await attemptsOf(survived.id)).toEqual({ attempt: 2, suggestions: matched });
      const undisturbed = await curator.run<MatchingView>(
        `/v1/programmes/${programme}/matchings`,
        { asOf: AS_OF },
        {},
        WITHIN_MS,
      );
      expect(undisturbed.inputDigest).toBe(survived.inputDigest);
      expect(undisturbed.summary?.totalPoints).toBe(survived.summary?.totalPoints);
      expect(await everySuggestion(curator, `/v1/matchings/${undisturbed.id}`)).toEqual(
        await everySuggestion(curator, path),
      );
    },
    2 * WITHIN_MS,
  );

  it(
    'stops when it is cancelled, and leaves nothing behind',
    async () => {
      const { curator, programme } = await bigSchool('cancelling');
      const path = await startedMatching(curator, programme);
      expect(await curator.get<ProblemDetails>(`${path}/suggestions`)).toMatchObject({
        status: 409,
        body: { code: 'not-ready' },
      });
      expect((await curator.post(`${path}/cancel`)).status).toBe(200);
      const ended = await curator.ended<MatchingView>(path, WITHIN_MS);
      expect(ended).toMatchObject({ status: 'cancelled', summary: null });
      expect((await attemptsOf(ended.id)).suggestions).toBe(0);
      expect((await curator.post<ProblemDetails>(`${path}/cancel`)).body.code).toBe('run-finished');
      // The worker is well and takes the next one.
      const { body } = await curator.post<MatchingView>(`/v1/programmes/${programme}/matchings`, {
        asOf: AS_OF,
        excluded: [{ mentor: 'm-0', mentee: 'e-0' }],
      });
      expect((await curator.ended<MatchingView>(`/v1/matchings/${body.id}`, WITHIN_MS)).status).toBe('done');
    },
    2 * WITHIN_MS,
  );
});
