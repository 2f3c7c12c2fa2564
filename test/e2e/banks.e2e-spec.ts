import type { ImportIssuePage, ImportView, ProblemDetails } from '@app/contracts';
import type { Client } from '../support/index.js';
import {
  bankOf,
  codesOf,
  newOrganisation,
  sendFile,
  student,
  windows1251,
  withService,
} from '../support/index.js';

const service = withService({ MAX_IMPORT_MB: '3' });

let school1: Organisation;
let school2: Organisation;

interface Organisation {
  id: string;
  school: Client;
  curator: Client;
  psychologist: Client;
}

beforeAll(async () => {
  school1 = await newOrganisation(service, 'banks-1');
  school2 = await newOrganisation(service, 'banks-2');
}, 60_000);

const FULL_ENTRY = {
  externalId: 'm-017',
  personKind: 'teacher',
  displayName: null,
  sex: null,
  birthYear: null,
  grade: null,
  experienceYears: 12,
  categories: [],
  activity: null,
  competences: [{ topic: 'subject.mathematics', level: 5 }],
  requests: [{ topic: 'subject.mathematics.algebra', importance: 4 }],
  profile: {
    interests: ['robotics'],
    languages: ['ru'],
    shift: 'first',
    modes: ['in-person'],
    traits: { leadership: 0.8 },
  },
  capacity: 2,
  trained: true,
  waitingSince: null,
  refreshedOn: '2026-09-01',
  marks: { 'subject.mathematics': 4.6 },
  evidence: [{ kind: 'contest', title: 'Учитель года', year: 2025 }],
  consents: [
    {
      purpose: 'personal-data',
      givenOn: '2026-09-01',
      by: 'self',
      document: '12/26',
      validUntil: null,
      withdrawnOn: null,
    },
  ],
  proposedBy: 'curator',
};

describe('Importing a bank', () => {
  it('keeps entries of every kind of mentor with who proposed them [S0-01] [S0-03] [S0-04]', async () => {
    const kinds = ['class-teacher', 'teacher', 'extra-education-teacher', 'psychologist', 'veteran'];
    const proposers = ['head', 'curator', 'teacher', 'class-teacher', 'psychologist'];
    const entries = kinds.map((personKind, i) => ({
      ...FULL_ENTRY,
      externalId: `kind-${i}`,
      personKind,
      proposedBy: proposers[i],
    }));
    const result = await sendFile(
      school1.school,
      `${bankOf(school1, 'mentors')}/imports`,
      JSON.stringify({ entries }),
      'application/json',
    );
    expect(result).toMatchObject({
      status: 'done',
      progress: 100,
      kind: 'bank',
      bank: 'mentors',
      accepted: 5,
      rejected: 0,
      created: 5,
      errors: [],
      warnings: [],
    });
    const entry = await school1.curator.get(`${bankOf(school1, 'mentors')}/entries/kind-4`);
    expect(entry.body).toMatchObject({ ...entries[4], bank: 'mentors', version: 1 });
    expect(entry.headers.get('etag')).toBe('"1"');
  });

  it('marks a mentee with several of the six categories, active or passive [S0-02]', async () => {
    const categories = ['behaviour', 'detached', 'disability', 'failing', 'gifted', 'hard-situation'];
    const entries = [
      student('cat-1', { categories, activity: 'passive', grade: 1, requests: [{ topic: 'career' }] }),
    ];
    const result = await sendFile(
      school1.school,
      `${bankOf(school1, 'mentees')}/imports`,
      JSON.stringify(entries),
      'application/json',
    );
    expect(result).toMatchObject({ status: 'done', created: 1, warnings: [] });
    const { body } = await school1.school.get(`${bankOf(school1, 'mentees')}/entries/cat-1`);
    expect(body).toMatchObject({
      categories,
      activity: 'passive',
      grade: 1,
      requests: [{ topic: 'career', importance: 3 }],
    });
  });

  it('changes nothing when the same file comes again, and only what differs otherwise', async () => {
    const path = `${bankOf(school2, 'mentors')}/imports`;
    const rows = (count: number, capacity: number) =>
      Array.from({ length: count }, (_, i) =>
        JSON.stringify({ ...FULL_ENTRY, externalId: `again-${i}`, capacity: i === 0 ? capacity : 2 }),
      ).join('\n');
    const first = await sendFile(school2.school, path, rows(20, 2), 'application/x-ndjson');
    expect(first).toMatchObject({ created: 20, updated: 0, unchanged: 0 });
    const second = await sendFile(school2.school, path, rows(20, 2), 'application/x-ndjson');
    expect(second).toMatchObject({ created: 0, updated: 0, unchanged: 20 });
    const third = await sendFile(school2.school, path, rows(21, 5), 'application/x-ndjson');
    expect(third).toMatchObject({ created: 1, updated: 1, unchanged: 19 });
    const { body } = await school2.school.get<{ version: number; capacity: number }>(
      `${bankOf(school2, 'mentors')}/entries/again-0`,
    );
    expect(body).toMatchObject({ version: 2, capacity: 5 });
  });

  it('writes the right rows of a partial import and accounts for every wrong one, in Russian', async () => {
    const entries = [
      student('part-1', { grade: 5 }),
      student('part-2', { grade: 'пятый', capacity: -1, nickname: 'Вася' }),
      student('part-3', {
        personKind: 'wizard',
        categories: ['lazy'],
        requests: [{ topic: 'subject.potions' }],
      }),
      student('12345678901'),
      student('part-1', { grade: 6 }),
      'not an entry',
      { personKind: 'student' },
      student('part-8', { consents: [{ purpose: 'personal-data', givenOn: '2026-02-30', by: 'self' }] }),
      student('part-9', { marks: { 'subject.mathematics': 'пять' }, requests: [{ topic: 'career' }] }),
    ];
    const result = await sendFile(
      school1.school,
      `${bankOf(school1, 'mentees')}/imports`,
      JSON.stringify({ entries }),
      'application/json',
    );
    expect(result).toMatchObject({ status: 'done', accepted: 1, rejected: 8, created: 1 });
    expect(codesOf(result.errors)).toEqual(
      expect.arrayContaining([
        '2 nickname unknown-field',
        '2 grade wrong-type',
        '2 capacity out-of-range',
        '3 personKind unknown-person-kind',
        '3 categories[0] unknown-category',
        '3 requests[0].topic unknown-topic',
        '4 externalId snils-like-id',
        '5 externalId duplicate',
        '6  wrong-type',
        '7 externalId required',
        '8 consents[0].givenOn bad-format',
        '9 marks wrong-type',
      ]),
    );
    for (const error of result.errors) expect(error.message).toMatch(/[а-яё]/);
    expect(codesOf(result.warnings)).toEqual(['1 requests no-requests']);
    const kept = await school1.school.get(`${bankOf(school1, 'mentees')}/entries/part-1`);
    expect(kept.body).toMatchObject({ grade: 5 });
  });

  it('writes nothing of a strict import with a wrong row', async () => {
    const entries = [student('strict-1'), student('strict-2', { grade: 99 })];
    const path = `${bankOf(school1, 'mentees')}/imports?mode=strict`;
    const result = await sendFile(school1.school, path, JSON.stringify(entries), 'application/json');
    expect(result).toMatchObject({
      status: 'failed',
      error: { code: 'rows-rejected', message: expect.stringMatching(/[а-яё]/) },
      accepted: 0,
      rejected: 1,
      created: 0,
    });
    expect(codesOf(result.errors)).toEqual(['2 grade out-of-range']);
    const missing = await school1.school.get(`${bankOf(school1, 'mentees')}/entries/strict-1`);
    expect(missing.status).toBe(404);
  });

  it('tells what a file would do, and does nothing, on a dry run', async () => {
    const path = `${bankOf(school1, 'mentees')}/imports`;
    const body = JSON.stringify([student('dry-1'), student('dry-2')]);
    const dry = await sendFile(school1.school, `${path}?dryRun=true`, body, 'application/json');
    expect(dry).toMatchObject({ status: 'done', dryRun: true, accepted: 2, created: 2 });
    expect((await school1.school.get(`${bankOf(school1, 'mentees')}/entries/dry-1`)).status).toBe(404);
    expect(await sendFile(school1.school, path, body, 'application/json')).toMatchObject({ created: 2 });
    expect(await sendFile(school1.school, `${path}?dryRun=true`, body, 'application/json')).toMatchObject({
      created: 0,
      unchanged: 2,
    });
  });

  it('accepts a row without consent, and warns that it stays out of every pool [S1-09]', async () => {
    const { consents: _, ...bare } = student('bare-1', { requests: [{ topic: 'career' }] });
    const expired = student('bare-2', {
      requests: [{ topic: 'career' }],
      consents: [{ purpose: 'personal-data', givenOn: '2020-09-01', by: 'self', validUntil: '2021-08-31' }],
    });
    const path = `${bankOf(school1, 'mentees')}/imports`;
    const result = await sendFile(school1.school, path, JSON.stringify([bare, expired]), 'application/json');
    expect(result).toMatchObject({ status: 'done', accepted: 2, created: 2 });
    expect(codesOf(result.warnings)).toEqual(['1 consents no-consent', '2 consents no-consent']);
    expect(result.warnings[0]?.message).toMatch(/соглас/);
  });

  it('reads the CSV of Excel: semicolons, windows-1251, decimal commas, Russian days', async () => {
    const text = [
      'externalId;personKind;displayName;grade;competences;marks.subject.mathematics;refreshedOn;consents',
      'csv-1;student;Анна;10 А;subject.mathematics:5|career:2;4,6;01.09.2026;personal-data:01.09.2026:self:12/26',
      'csv-2;student;"Пётр ""Пеле""";9;;;;',
    ].join('\r\n');
    const result = await sendFile(
      school1.school,
      `${bankOf(school1, 'mentors')}/imports`,
      windows1251(text),
      'text/csv',
    );
    expect(result).toMatchObject({ status: 'done', accepted: 2, errors: [] });
    const { body } = await school1.school.get(`${bankOf(school1, 'mentors')}/entries/csv-1`);
    expect(body).toMatchObject({
      displayName: 'Анна',
      grade: 10,
      competences: [
        { topic: 'career', level: 2 },
        { topic: 'subject.mathematics', level: 5 },
      ],
      marks: { 'subject.mathematics': 4.6 },
      refreshedOn: '2026-09-01',
      consents: [{ purpose: 'personal-data', givenOn: '2026-09-01', by: 'self', document: '12/26' }],
    });
    const second = await school1.school.get(`${bankOf(school1, 'mentors')}/entries/csv-2`);
    expect(second.body).toMatchObject({ displayName: 'Пётр "Пеле"' });
  });

  it('takes a file as the field of a form, and tells its kind by its name', async () => {
    const form = new FormData();
    form.append('note', 'первая выгрузка');
    form.append('file', new Blob(['externalId,personKind\nform-1,student\n']), 'наставляемые.csv');
    const result = await sendFile(school1.school, `${bankOf(school1, 'mentees')}/imports`, form);
    expect(result).toMatchObject({ status: 'done', accepted: 1 });
  });

  it('names the line of a CSV error', async () => {
    const text = 'externalId;personKind\nline-1;student\nline-2;wizard\n';
    const result = await sendFile(school1.school, `${bankOf(school1, 'mentees')}/imports`, text, 'text/csv');
    expect(result.errors).toEqual([
      expect.objectContaining({ row: 2, line: 3, code: 'unknown-person-kind' }),
    ]);
  });
});

describe('A file that cannot be read', () => {
  it.each([
    [
      'a CSV with a broken quote',
      'text/csv',
      'externalId;personKind\nq-1;student\nq-2;"student\n',
      'broken-csv',
    ],
    ['broken JSON', 'application/json', '[{"externalId":"q-1","personKind":"student"},{', 'broken-json'],
    ['an empty file', 'text/csv', ' ', 'empty-file'],
    ['entries that are no list', 'application/json', '{"entries":"все"}', 'wrong-type'],
  ])('fails with the reason and writes nothing: %s', async (_, mediaType, content, code) => {
    const result = await sendFile(
      school1.school,
      `${bankOf(school1, 'mentees')}/imports`,
      content,
      mediaType,
    );
    expect(result).toMatchObject({
      status: 'failed',
      error: { code: 'unreadable-file' },
      accepted: 0,
      created: 0,
    });
    expect(result.errors).toEqual([
      expect.objectContaining({ code, message: expect.stringMatching(/[а-яё]/) }),
    ]);
    expect((await school1.school.get(`${bankOf(school1, 'mentees')}/entries/q-1`)).status).toBe(404);
  });

  it('is refused at once when it is too large, of an unknown kind, or a form without a file', async () => {
    const path = `${bankOf(school1, 'mentees')}/imports`;
    const post = (body: string | FormData, headers = {}) =>
      school1.school.post<ProblemDetails>(path, body, headers);
    const large = await post(' '.repeat(3 * 1024 * 1024 + 1), { 'content-type': 'application/json' });
    expect(large).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
    const unknown = await post('%PDF', { 'content-type': 'application/pdf' });
    expect(unknown).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
    const form = new FormData();
    form.append('note', 'забыли файл');
    expect(await post(form)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'file', code: 'required' }] },
    });
    const mode = await school1.school.post<ProblemDetails>(`${path}?mode=maybe`, '[]', {
      'content-type': 'application/json',
    });
    expect(mode).toMatchObject({ status: 400, body: { errors: [{ field: 'mode', code: 'not-allowed' }] } });
  });

  it('is refused when it turns out too large on the way, and nothing of it is kept', async () => {
    const form = new FormData();
    form.append('file', new Blob([' '.repeat(3 * 1024 * 1024 + 10)]), 'bank.json');
    const answer = await school1.school.post<ProblemDetails>(`${bankOf(school1, 'mentees')}/imports`, form);
    expect(answer).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
  });
});

describe('The account of an import', () => {
  it('pages through errors that the answer has no room for', async () => {
    const rows = Array.from({ length: 1_200 }, (_, i) =>
      JSON.stringify(student(`many-${i}`, { grade: 0 })),
    ).join('\n');
    const result = await sendFile(
      school1.school,
      `${bankOf(school1, 'mentees')}/imports`,
      rows,
      'application/x-ndjson',
    );
    expect(result).toMatchObject({ rejected: 1_200, errorsCut: 200 });
    expect(result.errors).toHaveLength(1_000);
    const page = (cursor: string) =>
      school1.school.get<ImportIssuePage>(`/v1/imports/${result.id}/errors?limit=1000${cursor}`);
    const first = (await page('')).body;
    expect(first).toMatchObject({ total: 1_200, cut: 0 });
    const second = (await page(`&cursor=${first.nextCursor}`)).body;
    expect(second.items).toHaveLength(200);
    expect(second.items[0]).toMatchObject({ row: 1_001, field: 'grade', code: 'out-of-range' });
    expect(second.nextCursor).toBeNull();
  });

  it('ends early when it is cancelled, and then nothing of it is written', async () => {
    await service.worker.kill('SIGTERM');
    const path = `${bankOf(school1, 'mentees')}/imports`;
    const queued = await school1.school.post<ImportView>(path, JSON.stringify([student('cancel-1')]), {
      'content-type': 'application/json',
    });
    expect(queued).toMatchObject({ status: 202, body: { status: 'queued', kind: 'bank' } });
    expect(queued.headers.get('location')).toBe(`/v1/imports/${queued.body.id}`);
    expect(queued.headers.get('retry-after')).toBe('1');
    const cancelled = await school1.school.post<ImportView>(`/v1/imports/${queued.body.id}/cancel`);
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled', accepted: 0 } });
    await service.worker.start();
    await sendFile(school1.school, path, '[]', 'application/json');
    expect((await school1.school.get(`/v1/imports/${queued.body.id}`)).body).toMatchObject({
      status: 'cancelled',
    });
    expect((await school1.school.get(`${bankOf(school1, 'mentees')}/entries/cancel-1`)).status).toBe(404);
  });

  it('streams its progress to the end, and can no longer be cancelled then', async () => {
    const result = await sendFile(
      school1.school,
      `${bankOf(school1, 'mentees')}/imports`,
      '[]',
      'application/json',
    );
    const events = await school1.school.get<string>(`/v1/imports/${result.id}/events`);
    expect(events.body).toContain('"status":"done"');
    const cancelled = await school1.school.post<ProblemDetails>(`/v1/imports/${result.id}/cancel`);
    expect(cancelled).toMatchObject({ status: 409, body: { code: 'run-finished' } });
  });
});
