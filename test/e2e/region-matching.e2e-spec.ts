import pg from 'pg';
import type {
  CertificateView,
  ProblemDetails,
  RegionMatchingPage,
  RegionMatchingView,
  RegionSuggestionPage,
  RegionSuggestionView,
  UnmatchedPage,
} from '@app/contracts';
import { verify } from '@app/matching';
import type { Problem } from '@app/matching';
import {
  importBanks,
  importRows,
  newOrganisation,
  newProgramme,
  student,
  withService,
} from '../support/index.js';
import type { Client, EntryBody } from '../support/index.js';

const service = withService();

const AS_OF = '2026-09-15';
const MATHS = 'subject.mathematics';
const PATH = '/v1/regions/tomsk/matchings';
const WITHIN_MS = 60_000;

const mentor = (externalId: string, level: number, modes: string[], fields: object = {}): EntryBody =>
  student(externalId, {
    grade: 10,
    capacity: 1,
    competences: [{ topic: MATHS, level }],
    marks: { [MATHS]: 5 },
    profile: { modes },
    ...fields,
  });
const mentee = (externalId: string, modes: string[], fields: object = {}): EntryBody =>
  student(externalId, {
    grade: 7,
    categories: ['failing'],
    requests: [{ topic: MATHS, importance: 4 }],
    marks: { [MATHS]: 3 },
    profile: { modes },
    ...fields,
  });

const BOTH = ['in-person', 'remote'];
const NEAR = ['in-person'];

/** Three schools, two of them in one municipality. */
async function threeSchools(
  prefix: string,
  banks: Record<'a' | 'b' | 'c', Parameters<typeof importBanks>[2]>,
) {
  const school = async (name: 'a' | 'b' | 'c', municipality: string) => {
    const organisation = await newOrganisation(service, `${prefix}-${name}`, municipality);
    await importBanks(organisation.school, organisation.id, banks[name]);
    return organisation;
  };
  return {
    a: await school('a', `Север ${prefix}`),
    b: await school('b', `Север ${prefix}`),
    c: await school('c', `Юг ${prefix}`),
  };
}

const request = (fields: object = {}) => ({
  form: 'student-student',
  variants: ['achiever-underachiever'],
  kinds: ['traditional'],
  scope: 'region',
  asOf: AS_OF,
  ...fields,
});

const allowing = (...modes: string[]) => ({ external: { allowed: true, modes } });

async function match(body: object): Promise<RegionMatchingView> {
  const matching = await service.region.run<RegionMatchingView>(PATH, body, {}, WITHIN_MS);
  if (matching.status !== 'done') throw new Error(`${JSON.stringify(matching)}\n${service.log()}`);
  return matching;
}

async function suggestionsTo(curator: Client, id: string): Promise<RegionSuggestionView[]> {
  const { status, body } = await curator.get<RegionSuggestionPage>(`/v1/matchings/${id}/suggestions`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.items;
}

async function unmatchedOf(curator: Client, id: string) {
  return (await curator.get<UnmatchedPage>(`/v1/matchings/${id}/unmatched`)).body.items;
}

const told = (suggestions: readonly RegionSuggestionView[]) =>
  suggestions.map((one) => `${one.mentorOrganisation ?? 'own'}/${one.mentor}–${one.mentee}`);

async function checkCertificate(client: Client, id: string): Promise<CertificateView> {
  const { status, body } = await client.get<CertificateView>(`/v1/matchings/${id}/certificate`);
  expect(status).toBe(200);
  expect(verify(body.problem as unknown as Problem, body.result)).toEqual([]);
  return body;
}

async function query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: service.databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as T[];
  } finally {
    await client.end();
  }
}

describe('A matching over a region', () => {
  it('[S1-23] [S4-03] gives a mentee of one school the remote mentor of another, and the near one only nearby', async () => {
    const { a, b, c } = await threeSchools('remote', {
      a: { mentors: [mentor('m-1', 3, NEAR)], mentees: [mentee('e-1', BOTH), mentee('e-2', BOTH)] },
      b: { mentors: [mentor('m-1', 5, NEAR)], mentees: [] },
      c: { mentors: [mentor('m-1', 4, ['remote'])], mentees: [mentee('e-1', NEAR)] },
    });
    const remote = await match(request({ policy: allowing('remote') }));
    expect(remote).toMatchObject({
      region: 'tomsk',
      scope: 'region',
      municipality: null,
      asOf: AS_OF,
      seed: 1,
      inputDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      summary: {
        organisations: 3,
        components: 2,
        mentees: 3,
        mentors: 3,
        matched: 2,
        unmatched: 1,
        acrossOrganisations: 1,
        withoutConsent: 0,
      },
    });
    expect(told(await suggestionsTo(a.curator, remote.id)).sort()).toEqual([
      expect.stringMatching(/^own\/m-1–e-[12]$/),
      expect.stringMatching(/^remote-c\/m-1–e-[12]$/),
    ]);
    const both = await match(request({ policy: allowing('remote', 'in-person') }));
    expect(both.summary).toMatchObject({ matched: 2, acrossOrganisations: 2 });
    expect(told(await suggestionsTo(a.curator, both.id)).sort()).toEqual([
      expect.stringMatching(/^remote-b\/m-1–e-[12]$/),
      expect.stringMatching(/^remote-c\/m-1–e-[12]$/),
    ]);
    expect(await unmatchedOf(c.curator, both.id)).toMatchObject([{ mentee: 'e-1', reason: 'rules' }]);
    expect(await suggestionsTo(b.curator, both.id)).toEqual([]);
    const certificate = await checkCertificate(a.curator, both.id);
    const [first] = await suggestionsTo(a.curator, both.id);
    const at = certificate.ids.mentees.indexOf(first?.mentee ?? '');
    const { assignment } = certificate.result as { assignment: number[] };
    expect(certificate.ids.mentors[assignment[at] ?? -1]).toBe(first?.mentor);
    expect(certificate.ids.mentees.filter((id) => id !== null).sort()).toEqual(['e-1', 'e-2']);
  });

  it('solves what cannot meet apart, and proves the whole', async () => {
    const { a, c } = await threeSchools('apart', {
      a: { mentors: [mentor('m-1', 5, NEAR)], mentees: [mentee('e-1', NEAR), mentee('e-2', NEAR)] },
      b: { mentors: [mentor('m-1', 4, NEAR)], mentees: [] },
      c: {
        mentors: [mentor('m-1', 2, NEAR)],
        mentees: [mentee('e-1', NEAR, { categories: ['failing', 'disability'] })],
      },
    });
    const matching = await match(
      request({
        scope: 'municipality',
        municipality: 'Север apart',
        policy: { ...allowing('in-person'), tiers: [{ categories: ['disability'] }] },
      }),
    );
    expect(matching).toMatchObject({
      municipality: 'Север apart',
      summary: { organisations: 2, components: 1, matched: 2, acrossOrganisations: 1 },
    });
    expect((await c.curator.get(`/v1/matchings/${matching.id}`)).status).toBe(404);
    const alone = await match(request({ policy: { tiers: [{ categories: ['disability'] }] } }));
    expect(alone.summary?.components).toBeGreaterThanOrEqual(3);
    expect(told(await suggestionsTo(a.curator, alone.id))).toHaveLength(1);
    const { ids } = await checkCertificate(service.region, alone.id);
    expect(ids).toBeNull();
    const whole = await match(request({ policy: { objective: 'worst-off-first' } }));
    expect(whole.summary?.components).toBe(1);
    await checkCertificate(service.region, whole.id);
  });

  it('keeps to every organisation\u2019s consents, restrictions, rejections and running pairs', async () => {
    const { a } = await threeSchools('careful', {
      a: {
        mentors: [mentor('m-1', 5, NEAR), mentor('m-2', 4, NEAR)],
        mentees: [mentee('e-1', NEAR), mentee('e-2', NEAR, { consents: [] })],
      },
      b: { mentors: [], mentees: [] },
      c: { mentors: [], mentees: [] },
    });
    await importRows(a.psychologist, `/v1/organisations/${a.id}/restrictions/imports`, [
      { mentor: 'm-1', mentee: 'e-1', kind: 'do-not-pair' },
    ]);
    const first = await match(request());
    expect(told(await suggestionsTo(a.curator, first.id))).toEqual(['own/m-2–e-1']);
    expect(await unmatchedOf(a.curator, first.id)).toMatchObject([{ mentee: 'e-2', reason: 'no-consent' }]);
    expect(first.summary?.withoutConsent).toBeGreaterThanOrEqual(1);

    const programme = await newProgramme(a.curator, a.id);
    await importRows(a.curator, `/v1/programmes/${programme}/pairs/imports`, [
      { mentor: 'm-2', mentee: 'e-1', variant: 'achiever-underachiever', state: 'running', on: AS_OF },
    ]);
    const later = await match(request());
    expect(await suggestionsTo(a.curator, later.id)).toEqual([]);
  });

  it('shows the region figures and no row, and each school its own rows alone', async () => {
    const { a, b } = await threeSchools('private', {
      a: { mentors: [], mentees: [mentee('e-1', BOTH), mentee('e-2', BOTH)] },
      b: { mentors: [mentor('m-1', 5, BOTH)], mentees: [mentee('e-9', BOTH)] },
      c: { mentors: [], mentees: [] },
    });
    const { id } = await match(request({ policy: allowing('remote') }));
    for (const path of ['suggestions', 'unmatched'])
      expect((await service.region.get(`/v1/matchings/${id}/${path}`)).status).toBe(403);
    const shown = JSON.stringify([
      (await service.region.get(`/v1/matchings/${id}`)).body,
      (await service.region.get(`/v1/matchings/${id}/certificate`)).body,
    ]);
    expect(shown).not.toMatch(/"e-\d|"m-\d/);
    expect((await a.school.get(`/v1/matchings/${id}`)).status).toBe(403);
    expect((await a.curator.get<RegionMatchingView>(`/v1/matchings/${id}`)).body.status).toBe('done');
    const seen = async (curator: Client) =>
      [...(await suggestionsTo(curator, id)), ...(await unmatchedOf(curator, id))]
        .map((one) => one.mentee)
        .sort();
    expect(await seen(a.curator)).toEqual(['e-1', 'e-2']);
    expect(await seen(b.curator)).toEqual(['e-9']);
    const texts = JSON.stringify(await unmatchedOf(a.curator, id));
    expect(texts).not.toContain('"e-9"');
    const list = await a.curator.get<RegionMatchingPage>(`${PATH}?limit=1000`);
    expect(list.body.items.map((one) => one.id)).toContain(id);
    expect((await a.curator.post(`/v1/matchings/${id}/cancel`)).status).toBe(403);
    expect((await a.curator.get('/v1/regions/altay/matchings')).status).toBe(404);
    expect((await service.region.get('/v1/matchings/0190a000-0000-7000-8000-000000000000')).status).toBe(404);
  });

  it('refuses what the catalogue or the registry does not know', async () => {
    const post = (fields: object) => service.region.post<ProblemDetails>(PATH, request(fields));
    const codes = async (fields: object) =>
      (await post(fields)).body.errors?.map((error) => `${error.field} ${error.code}`).sort();
    expect(await codes({ form: 'duel' })).toEqual(['form unknown-form']);
    expect(await codes({ variants: ['x'], kinds: ['y'] })).toEqual([
      'kinds[0] unknown-kind',
      'variants[0] unknown-variant',
    ]);
    expect(await codes({ policy: { minScore: 2 } })).toEqual(['policy.minScore out-of-range']);
    expect(await codes({ scope: 'municipality' })).toEqual(['municipality required']);
    expect(await codes({ scope: 'municipality', municipality: 'Атлантида' })).toEqual([
      'municipality unknown-code',
    ]);
    expect(await codes({ municipality: 'Север' })).toEqual(['municipality not-allowed']);
    expect(await codes({ scope: 'planet' })).toEqual(['scope not-allowed']);
    expect((await service.region.post('/v1/regions/altay/matchings', request())).status).toBe(404);
  });
});

describe('A region\u2019s matching in trouble', () => {
  const SIZE = 500;

  async function bigSchool(id: string) {
    const { school, curator } = await newOrganisation(service, id, `Центр ${id}`);
    await importBanks(school, id, {
      mentors: Array.from({ length: SIZE }, (_, i) =>
        mentor(`m-${i}`, 1 + (i % 5), NEAR, { grade: 8 + (i % 4) }),
      ),
      mentees: Array.from({ length: SIZE }, (_, i) => mentee(`e-${i}`, NEAR, { grade: 5 + (i % 4) })),
    });
    return curator;
  }

  const body = (id: string) => request({ scope: 'municipality', municipality: `Центр ${id}` });

  async function startedPart(id: string): Promise<string> {
    const { body: created } = await service.region.post<RegionMatchingView>(PATH, body(id));
    for (;;) {
      const [part] = await query<{ attempt: number; status: string }>(
        `SELECT attempt, status FROM region_matching_part WHERE matching_id = $1`,
        [created.id],
      );
      if (part && part.attempt > 0) return created.id;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const left = (id: string) =>
    query<{ shares: number; rows: number; parts: number }>(
      `SELECT (SELECT count(*)::int FROM region_matching_share WHERE matching_id = $1) AS shares,
              (SELECT count(*)::int FROM region_suggestion WHERE matching_id = $1) AS rows,
              (SELECT count(*)::int FROM region_matching_part WHERE matching_id = $1) AS parts`,
      [id],
    );

  it(
    'stops when it is cancelled, and leaves nothing behind',
    async () => {
      await bigSchool('stopped');
      const id = await startedPart('stopped');
      expect((await service.region.post(`/v1/matchings/${id}/cancel`)).status).toBe(200);
      const ended = await service.region.ended<RegionMatchingView>(`/v1/matchings/${id}`, WITHIN_MS);
      expect(ended).toMatchObject({ status: 'cancelled', summary: null });
      expect(await left(id)).toEqual([{ shares: 0, rows: 0, parts: 0 }]);
    },
    2 * WITHIN_MS,
  );

  it(
    'ends done, once, with the same result, when its worker is killed in the middle',
    async () => {
      const curator = await bigSchool('killed');
      const id = await startedPart('killed');
      await service.worker.kill('SIGKILL');
      await service.worker.start();
      const survived = await service.region.ended<RegionMatchingView>(`/v1/matchings/${id}`, WITHIN_MS);
      expect(survived).toMatchObject({ status: 'done', progress: 100, summary: { matched: SIZE } });
      expect(await left(id)).toEqual([{ shares: 0, rows: SIZE, parts: 1 }]);
      const undisturbed = await match(body('killed'));
      expect(undisturbed.inputDigest).toBe(survived.inputDigest);
      const rows = async (matching: string) =>
        (
          await curator.get<RegionSuggestionPage>(`/v1/matchings/${matching}/suggestions?limit=1000`)
        ).body.items.map(({ id: _, ...rest }) => rest);
      expect(await rows(undisturbed.id)).toEqual(await rows(id));
    },
    3 * WITHIN_MS,
  );
});
