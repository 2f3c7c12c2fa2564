import { ORGANISATION_KINDS } from '@app/contracts';
import type { OrganisationView, ProblemDetails } from '@app/contracts';
import { newOrganisation, OPERATOR_KEY, withService } from '../support/index.js';

const service = withService();

describe('Regions, organisations and keys', () => {
  it('lets the region register an organisation and issue keys of each role [S4-01]', async () => {
    const created = await service.region.post('/v1/organisations', {
      id: 'school-1',
      name: 'МБОУ «Красноярская СОШ»',
      kind: 'school',
      municipality: 'Кривошеинский район',
    });
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe('/v1/organisations/school-1');
    const key = await service.region.post<{ key: string; role: string }>('/v1/organisations/school-1/keys', {
      role: 'curator',
    });
    expect(key.status).toBe(201);
    expect(key.body).toMatchObject({ role: 'curator', key: expect.stringMatching(/^nst_[\w-]{43}$/) });
    const read = await service.region.get('/v1/organisations/school-1');
    expect(read.body).toEqual({
      id: 'school-1',
      name: 'МБОУ «Красноярская СОШ»',
      kind: 'school',
      municipality: 'Кривошеинский район',
      region: 'tomsk',
    });
  });

  it.each(ORGANISATION_KINDS)('[S4-14] registers an organisation of any kind: %s', async (kind) => {
    const body = { id: `any-${kind}`, name: 'Организация', kind, municipality: 'Томск' };
    expect((await service.region.post('/v1/organisations', body)).status).toBe(201);
    const read = await service.region.get<OrganisationView>(`/v1/organisations/${body.id}`);
    expect(read.body.kind).toBe(kind);
  });

  it('refuses an id that is taken', async () => {
    await newOrganisation(service, 'twice');
    const again = await service.region.post<ProblemDetails>('/v1/organisations', {
      id: 'twice',
      name: 'Ещё одна',
      kind: 'school',
      municipality: 'Томск',
    });
    expect(again.status).toBe(409);
    expect(again.body.code).toBe('already-exists');
  });

  it('lists organisations page by page', async () => {
    for (const id of ['page-a', 'page-b', 'page-c']) await newOrganisation(service, id);
    const ids: string[] = [];
    let path: string | null = '/v1/organisations?limit=2';
    while (path !== null) {
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } =
        await service.region.get(path);
      expect(body.items.length).toBeLessThanOrEqual(2);
      ids.push(...body.items.map((item) => item.id));
      path = body.nextCursor && `/v1/organisations?limit=2&cursor=${body.nextCursor}`;
    }
    expect(ids).toEqual([...ids].sort());
    expect(ids).toEqual(expect.arrayContaining(['page-a', 'page-b', 'page-c']));
  });

  it('hides the organisations of another region', async () => {
    const created = await service.as(OPERATOR_KEY).post<{ key: string }>('/v1/regions', {
      id: 'altay',
      name: 'Алтайский край',
      timezone: 'Asia/Barnaul',
    });
    expect(created.status).toBe(201);
    await newOrganisation(service, 'hidden');
    const other = service.as(created.body.key);
    expect((await other.get('/v1/organisations/hidden')).status).toBe(404);
    expect((await other.post('/v1/organisations/hidden/keys', { role: 'school' })).status).toBe(404);
    expect((await other.get<{ items: unknown[] }>('/v1/organisations')).body.items).toEqual([]);
  });

  it('keeps denominators with source and date', async () => {
    const { school } = await newOrganisation(service, 'counts');
    const values = [{ code: 'pupils.age-10-19', value: 320, asOf: '2026-09-20', source: 'ОО-1' }];
    const path = '/v1/organisations/counts/denominators';
    expect((await school.put(path, { academicYear: '2026/27', values })).status).toBe(200);
    expect((await service.region.get<{ items: unknown[] }>(path)).body.items).toEqual([
      { academicYear: '2026/27', ...values[0] },
    ]);
    const unknown = await school.put<ProblemDetails>(path, {
      academicYear: '2026/27',
      values: [{ ...values[0], code: 'martians' }],
    });
    expect(unknown.status).toBe(400);
    expect(unknown.body.errors).toMatchObject([{ field: 'values[0].code', code: 'unknown-code' }]);
  });
});

describe('Refusals', () => {
  it('answers 401 without a key, and with a wrong one', async () => {
    for (const client of [service.as('wrong'), service.as('')]) {
      const answer = await client.get<ProblemDetails>('/v1/organisations');
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(answer.body).toMatchObject({ code: 'unauthorized', status: 401 });
    }
  });

  it('answers 403 to a role that may not', async () => {
    const { curator } = await newOrganisation(service, 'curious');
    const answer = await curator.post<ProblemDetails>('/v1/organisations', {});
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
  });

  it('names every wrong field in Russian, and unknown ones too', async () => {
    const answer = await service.region.post<ProblemDetails>('/v1/organisations', {
      id: 'Школа',
      name: 7,
      kind: 'circus',
      colour: 'red',
    });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('validation-failed');
    expect(answer.body.detail).toMatch(/[а-яё]/i);
    const codes = Object.fromEntries((answer.body.errors ?? []).map((error) => [error.field, error.code]));
    expect(codes).toEqual({
      id: 'bad-format',
      name: 'wrong-type',
      kind: 'not-allowed',
      municipality: 'required',
      colour: 'unknown-field',
    });
    for (const error of answer.body.errors ?? []) expect(error.message).toMatch(/[а-яё]/i);
  });

  it('speaks English when asked to', async () => {
    const answer = await service
      .as('wrong')
      .get<ProblemDetails>('/v1/organisations', { 'accept-language': 'en' });
    expect(answer.body.detail).toMatch(/^[ -~]+$/);
  });

  it('answers 400 to broken JSON, 413 to a body over the limit, 404 to an unknown path', async () => {
    const json = { 'content-type': 'application/json' };
    const broken = await service.region.post<ProblemDetails>('/v1/organisations', '{"id": ', json);
    expect([broken.status, broken.body.code]).toEqual([400, 'malformed-body']);
    const large = await service.region.post<ProblemDetails>(
      '/v1/organisations',
      JSON.stringify({ id: 'x', name: 'а'.repeat(1_100_000) }),
      json,
    );
    expect([large.status, large.body.code]).toEqual([413, 'payload-too-large']);
    const lost = await service.region.get<ProblemDetails>('/v1/nowhere');
    expect([lost.status, lost.body.code]).toEqual([404, 'not-found']);
  });

  it('refuses a cursor that it did not make', async () => {
    const answer = await service.region.get<ProblemDetails>('/v1/organisations?cursor=%25%25');
    expect([answer.status, answer.body.code]).toEqual([400, 'malformed-cursor']);
  });
});

describe('An Idempotency-Key', () => {
  const order = (id: string) => ({ id, name: 'Школа', kind: 'school', municipality: 'Томск' });
  const key = { 'idempotency-key': 'order-1' };

  it('gives a repeat the first answer, and refuses another body', async () => {
    const first = await service.region.post('/v1/organisations', order('once'), key);
    const repeat = await service.region.post('/v1/organisations', order('once'), key);
    expect([first.status, repeat.status]).toEqual([201, 201]);
    expect(repeat.body).toEqual(first.body);
    expect(repeat.headers.get('location')).toBe(first.headers.get('location'));
    const other = await service.region.post<ProblemDetails>('/v1/organisations', order('else'), key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-mismatch']);
  });

  it('makes parallel repeats one effect', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        service.region.post<ProblemDetails>('/v1/organisations', order('parallel'), {
          'idempotency-key': 'order-2',
        }),
      ),
    );
    const statuses = answers.map((answer) => answer.status);
    expect(new Set(statuses).size).toBeLessThanOrEqual(2);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect(
      answers.filter((a) => a.status === 409).every((a) => a.body.code === 'idempotency-in-progress'),
    ).toBe(true);
  });
});

describe('Operation', () => {
  it('says that it is alive and ready, and shows its metrics', async () => {
    const open = service.as('');
    expect((await open.get('/health/live')).status).toBe(200);
    expect((await open.get('/health/ready')).body).toEqual({ status: 'ok', database: 'ok', queues: 'ok' });
    expect((await open.get<string>('/metrics')).body).toContain('process_cpu_user_seconds_total');
  });

  it('describes itself in OpenAPI 3.1, and for people at /docs', async () => {
    const { body } = await service
      .as('')
      .get<{ openapi: string; paths: Record<string, unknown> }>('/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toContain('/v1/organisations');
    expect((await service.as('').get('/docs')).status).toBe(200);
  });
});
