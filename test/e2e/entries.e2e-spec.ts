import type { ProblemDetails } from '@app/contracts';
import type { Client } from '../support/index.js';
import { bankOf, codesOf, newOrganisation, sendFile, student, withService } from '../support/index.js';

const service = withService();

let school1: Organisation;
let school2: Organisation;

interface Organisation {
  id: string;
  school: Client;
  curator: Client;
  psychologist: Client;
}

beforeAll(async () => {
  school1 = await newOrganisation(service, 'entries-1');
  school2 = await newOrganisation(service, 'entries-2');
}, 60_000);

describe('Who may see a bank', () => {
  it('hides banks and imports from another organisation', async () => {
    const own = await sendFile(
      school1.school,
      `${bankOf(school1, 'mentees')}/imports`,
      JSON.stringify([student('own-1')]),
      'application/json',
    );
    for (const path of [
      `${bankOf(school1, 'mentees')}/entries`,
      `${bankOf(school1, 'mentees')}/entries/own-1`,
      `${bankOf(school2, 'mentees')}/entries/own-1`,
      `/v1/imports/${own.id}`,
      `/v1/imports/${own.id}/errors`,
      `/v1/imports/${own.id}/events`,
      '/v1/imports/not-a-uuid',
      `/v1/organisations/${school2.id}/banks/heroes/entries`,
    ]) {
      const answer = await school2.school.get<ProblemDetails>(path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'not-found']);
    }
    const foreign = await school2.school.post<ProblemDetails>(`${bankOf(school1, 'mentees')}/imports`, '[]', {
      'content-type': 'application/json',
    });
    expect(foreign).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('refuses the region, the wrong role, and a request without a key', async () => {
    const entries = `${bankOf(school1, 'mentees')}/entries`;
    expect((await service.region.get<ProblemDetails>(entries)).status).toBe(403);
    expect((await service.as('no-such-key').get<ProblemDetails>(entries)).status).toBe(401);
    const imports = await school1.psychologist.post<ProblemDetails>(
      `${bankOf(school1, 'mentees')}/imports`,
      '[]',
    );
    expect(imports).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(imports.body.detail).toMatch(/[а-яё]/);
    const scores = await school1.curator.post<ProblemDetails>(
      `/v1/organisations/${school1.id}/compatibilities/imports`,
      '[]',
    );
    expect(scores.status).toBe(403);
  });
});

describe('A single entry', () => {
  const entry = '/v1/organisations/entries-2/banks/mentees/entries/one-1';

  beforeAll(async () => {
    const rows = [
      student('one-1', { displayName: 'Оля', grade: 7, profile: { shift: 'first', interests: ['chess'] } }),
    ];
    await sendFile(
      school2.school,
      `${bankOf(school2, 'mentees')}/imports`,
      JSON.stringify(rows),
      'application/json',
    );
  });

  it('is changed field by field, and guards against changes by somebody else', async () => {
    const changed = await school2.curator.patch<Record<string, unknown>>(
      entry,
      { grade: 8, displayName: null, profile: { shift: null } },
      { 'if-match': '"1"' },
    );
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      grade: 8,
      displayName: null,
      profile: { shift: null, interests: ['chess'] },
      version: 2,
    });
    expect(changed.headers.get('etag')).toBe('"2"');
    const late = await school2.curator.patch<ProblemDetails>(entry, { grade: 9 }, { 'if-match': '"1"' });
    expect(late).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
  });

  it.each([
    [{ grade: 'восьмой' }, 'grade', 'wrong-type'],
    [{ nickname: 'x' }, 'nickname', 'unknown-field'],
    [{ personKind: null }, 'personKind', 'required'],
    [{ categories: ['lazy'] }, 'categories[0]', 'unknown-category'],
    [{ externalId: 'one-2' }, 'externalId', 'not-allowed'],
  ])('refuses the change %j', async (patch, field, code) => {
    const answer = await school2.school.patch<ProblemDetails>(entry, patch);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: [{ field, code }] },
    });
  });

  it('is listed with the others, page by page', async () => {
    const rows = JSON.stringify(Array.from({ length: 20 }, (_, i) => student(`page-${i}`)));
    await sendFile(school2.school, `${bankOf(school2, 'mentors')}/imports`, rows, 'application/json');
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: { items: { externalId: string }[]; nextCursor: string | null } } =
        await school2.school.get(
          `${bankOf(school2, 'mentors')}/entries?limit=8${cursor && `&cursor=${cursor}`}`,
        );
      seen.push(...body.items.map((item) => item.externalId));
      cursor = body.nextCursor;
    }
    expect(new Set(seen).size).toBe(20);
  });

  it('loses its personal fields in both banks when the consent is withdrawn, and stays so [S1-09]', async () => {
    const consent = { purpose: 'personal-data', givenOn: '2026-09-01', by: 'representative' };
    const row = student('gone-1', {
      displayName: 'Ира',
      birthYear: 2012,
      grade: 8,
      categories: ['hard-situation'],
      consents: [consent],
    });
    const body = JSON.stringify([row]);
    for (const bank of ['mentors', 'mentees'] as const)
      await sendFile(school2.school, `${bankOf(school2, bank)}/imports`, body, 'application/json');
    const path = `${bankOf(school2, 'mentees')}/entries/gone-1`;
    await school2.school.patch(path, { consents: [{ ...consent, withdrawnOn: '2026-11-20' }] });
    const erased = { displayName: null, birthYear: null, grade: null, categories: [] };
    for (const bank of ['mentors', 'mentees'] as const) {
      const { body: entryNow } = await school2.school.get(`${bankOf(school2, bank)}/entries/gone-1`);
      expect(entryNow).toMatchObject(erased);
    }
    // The school's system goes on sending what it has.
    const again = await sendFile(
      school2.school,
      `${bankOf(school2, 'mentees')}/imports`,
      body,
      'application/json',
    );
    expect(codesOf(again.warnings)).toContain('1 consents no-consent');
    expect((await school2.school.get(path)).body).toMatchObject({
      ...erased,
      consents: [{ withdrawnOn: '2026-11-20' }],
    });
    const anew = { ...row, consents: [{ ...consent, givenOn: '2026-11-21' }] };
    await sendFile(
      school2.school,
      `${bankOf(school2, 'mentees')}/imports`,
      JSON.stringify([anew]),
      'application/json',
    );
    expect((await school2.school.get(path)).body).toMatchObject({ displayName: 'Ира', grade: 8 });
  });

  it('is erased on request, the person with the last entry', async () => {
    const body = JSON.stringify([student('erase-1', { displayName: 'Кто-то' })]);
    for (const bank of ['mentors', 'mentees'] as const)
      await sendFile(school2.school, `${bankOf(school2, bank)}/imports`, body, 'application/json');
    const path = (bank: 'mentors' | 'mentees') => `${bankOf(school2, bank)}/entries/erase-1`;
    expect((await school2.school.delete(path('mentors'))).status).toBe(204);
    expect((await school2.school.get(path('mentors'))).status).toBe(404);
    expect((await school2.school.get(path('mentees'))).body).toMatchObject({ displayName: 'Кто-то' });
    expect((await school2.school.delete(path('mentees'))).status).toBe(204);
    expect((await school2.school.delete(path('mentees'))).status).toBe(404);
    const bare = JSON.stringify([{ externalId: 'erase-1', personKind: 'student' }]);
    const anew = await sendFile(
      school2.school,
      `${bankOf(school2, 'mentees')}/imports`,
      bare,
      'application/json',
    );
    expect(codesOf(anew.warnings)).toContain('1 consents no-consent');
    expect((await school2.school.get(path('mentees'))).body).toMatchObject({
      displayName: null,
      consents: [],
    });
  });
});

describe('What is known of two people together', () => {
  beforeAll(async () => {
    const rows = JSON.stringify([student('rel-1'), student('rel-2'), student('rel-3')]);
    for (const bank of ['mentors', 'mentees'] as const)
      await sendFile(school1.school, `${bankOf(school1, bank)}/imports`, rows, 'application/json');
  });

  it('takes the psychologist’s compatibilities, and their corrections [S0-09]', async () => {
    const path = `/v1/organisations/${school1.id}/compatibilities/imports`;
    const score = {
      mentor: 'rel-1',
      mentee: 'rel-2',
      score: 0.7,
      method: 'sociometry',
      measuredOn: '2026-09-10',
    };
    const rows = [score, { ...score, mentee: 'rel-3', veto: true }];
    const json = (value: unknown) =>
      sendFile(school1.psychologist, path, JSON.stringify(value), 'application/json');
    expect(await json(rows)).toMatchObject({ created: 2, errors: [] });
    expect(await json(rows)).toMatchObject({ created: 0, unchanged: 2 });
    expect(await json([{ ...score, score: 0.9 }])).toMatchObject({ updated: 1 });
    const wrong = await json([
      { ...score, score: 1.1 },
      { ...score, mentee: 'nobody' },
      { ...score, mentee: 'rel-1' },
      { ...score, menteeOrganisation: school2.id },
    ]);
    expect(codesOf(wrong.errors)).toEqual([
      '1 score out-of-range',
      '2 mentee unknown-person',
      '3 mentee self-pair',
      '4 mentee unknown-person',
    ]);
  });

  it('takes restrictions as CSV too', async () => {
    const path = `/v1/organisations/${school1.id}/restrictions/imports`;
    const text =
      'mentor;mentee;kind;reason\nrel-1;rel-2;kinship;\nrel-2;rel-3;do-not-pair;ссора\nrel-1;rel-3;feud;\n';
    const result = await sendFile(school1.curator, path, text, 'text/csv');
    expect(result).toMatchObject({
      created: 2,
      rejected: 1,
      errors: [{ row: 3, field: 'kind', code: 'not-allowed' }],
    });
    expect(await sendFile(school1.psychologist, path, text, 'text/csv')).toMatchObject({ unchanged: 2 });
  });

  it('takes the ratings of a programme’s meetings [S3-08]', async () => {
    const programme = await school1.curator.post<{ id: string }>(
      `/v1/organisations/${school1.id}/programmes`,
      {
        name: 'Ученик – ученик',
        form: 'student-student',
        variants: ['peer-to-peer'],
        kinds: ['traditional'],
        modes: ['in-person'],
        startsOn: '2026-10-01',
        endsOn: '2027-05-31',
      },
    );
    const path = `/v1/programmes/${programme.body.id}/preferences/imports`;
    const rows = JSON.stringify([
      { mentor: 'rel-1', mentee: 'rel-2', from: 'mentor', rating: 8 },
      { mentor: 'rel-1', mentee: 'rel-2', from: 'mentee', rating: 10 },
      { mentor: 'rel-1', mentee: 'rel-3', from: 'mentee', rating: 11 },
    ]);
    const result = await sendFile(school1.curator, path, rows, 'application/json');
    expect(result).toMatchObject({ programme: programme.body.id, created: 2 });
    expect(codesOf(result.errors)).toEqual(['3 rating out-of-range']);
    const foreign = await school2.curator.post<ProblemDetails>(path, '[]', {
      'content-type': 'application/json',
    });
    expect(foreign.status).toBe(404);
  });
});
