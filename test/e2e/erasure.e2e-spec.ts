import type {
  AuditPage,
  DestructionActPage,
  DestructionActView,
  ImportView,
  PersonView,
  WithdrawalView,
} from '@app/contracts';
import pg from 'pg';
import {
  CONSENTS,
  importRows,
  newRunningSchool,
  student,
  withService,
  type RunningSchool,
} from '../support/index.js';

const service = withService();

/** Stands in every text about one person, and nowhere else. */
const CANARY = 'Канарейкина';
let school: RunningSchool;

const bank = (name: 'mentors' | 'mentees') => `/v1/organisations/${school.id}/banks/${name}/imports`;
const person = (id: string) => `/v1/organisations/${school.id}/people/${id}`;
const words = (about: string) => `${CANARY} ${about}`;

/** Everything a year leaves about `id`: in the banks, in relations, answers, papers, and in what went wrong. */
async function tellOf(id: string, mentor: string): Promise<void> {
  const { curator, psychologist, programme } = school;
  const entry = student(id, {
    displayName: words('Анна'),
    grade: 7,
    birthYear: 2012,
    categories: ['hard-situation'],
    profile: { interests: [words('рисует')] },
    evidence: [{ kind: 'contest', title: words('победила'), year: 2025 }],
    consents: CONSENTS,
  });
  for (const name of ['mentors', 'mentees'] as const) await importRows(school.school, bank(name), [entry]);
  await importRows(curator, `/v1/organisations/${school.id}/restrictions/imports`, [
    { mentor: 'm-02', mentee: id, kind: 'do-not-pair', reason: words('ссора') },
  ]);
  await importRows(psychologist, `/v1/organisations/${school.id}/compatibilities/imports`, [
    { mentor: 'm-03', mentee: id, score: 0.4, method: words('тест'), measuredOn: '2026-09-10', veto: true },
  ]);
  await importRows(curator, `/v1/programmes/${programme}/preferences/imports`, [
    { mentor, mentee: id, from: 'mentee', rating: 9 },
  ]);
  const about = { bank: 'mentees', externalId: id };
  await importRows(school.school, `/v1/organisations/${school.id}/responses/imports`, [
    {
      programme,
      respondent: about,
      instrument: 'selection.mentee',
      version: '1',
      wave: 'entry',
      answeredOn: '2026-09-20',
      answers: { request: words('просит помочь'), need: 8 },
    },
  ]);
  await importRows(school.school, `/v1/organisations/${school.id}/measurements/imports`, [
    { programme, subject: about, indicator: 'anxiety', wave: 'entry', value: 40, measuredOn: '2026-09-25' },
    { programme, subject: about, indicator: 'marks.mean', wave: 'entry', value: 4, measuredOn: '2026-09-25' },
  ]);
  const interview = { on: '2026-09-15', by: 'curator', result: 'suitable', note: words('хочет') };
  expect((await curator.post(`${person(id)}/interviews`, interview)).status).toBe(201);
  const [pair] = (await curator.get<PersonView>(person(id))).body.pairs;
  const meeting = {
    kind: 'introduction',
    heldOn: '2026-10-05',
    topic: words('встреча'),
    notes: words('говорили'),
  };
  const noted = await curator.post(`/v1/pairs/${pair?.id}/meetings`, meeting, {
    'idempotency-key': 'noted-once',
  });
  expect([noted.status, noted.body]).toEqual([201, expect.anything()]);
  // A file with a wrong row is kept with what stands in its cells.
  const table = `externalId;personKind;displayName;grade\n${id};student;${words('Анна')};${words('седьмой')}\n`;
  const refused = await school.school.run<ImportView>(bank('mentees'), table, { 'content-type': 'text/csv' });
  expect(refused).toMatchObject({ rejected: 1 });
}

/** Speaks with the database as its owner, who sees everything. */
async function asOwner<T>(work: (sql: pg.Client) => Promise<T>): Promise<T> {
  const sql = new pg.Client({ connectionString: service.databaseUrl });
  await sql.connect();
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

const select = (text: string) => asOwner((sql) => sql.query<Record<string, unknown>>(text));

/** Every row of every table, the queues' too, that has the text in any column, bytes included; as `table: row`. */
const rowsWith = (text: string): Promise<string[]> => asOwner((sql) => searched(sql, text));

async function searched(sql: pg.Client, text: string): Promise<string[]> {
  const tables = await sql.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'bullmq') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql.query<{ row: string }>(
      `SELECT left(t::text, 300) AS row FROM ${name} t
       WHERE strpos(t::text, $1) > 0 OR strpos(t::text, encode(convert_to($1, 'UTF8'), 'hex')) > 0`,
      [text],
    );
    found.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return found;
}

const tablesWith = async (text: string): Promise<string[]> => [
  ...new Set((await rowsWith(text)).map((row) => row.slice('public.'.length, row.indexOf(':')))),
];

/** Where an external id, which names nobody, may stay: histories, proofs, and the emptied entry. */
const PSEUDONYMOUS = [
  'audit_entry',
  'audit_inbox',
  'bank_entry',
  'destruction_act',
  'pair',
  'pair_event',
  'pair_meeting',
  'pair_mentee',
  'person',
  'restriction',
];

beforeAll(async () => {
  school = await newRunningSchool(service, 'erasing', 4, { completed: false });
  await tellOf('e-01', 'm-01');
}, 120_000);

describe('A withdrawn consent to personal data', () => {
  let withdrawal: WithdrawalView;

  it('finds the person in many places before', async () => {
    expect((await tablesWith(CANARY)).length).toBeGreaterThanOrEqual(8);
  });

  it('leaves no trace of the person but the external id in histories [S1-09]', async () => {
    const body = { purpose: 'personal-data', withdrawnOn: '2026-11-20', document: '5-з' };
    const answer = await school.curator.post<WithdrawalView>(`${person('e-01')}/consents/withdrawals`, body);
    expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({})]);
    withdrawal = answer.body;
    expect(await rowsWith(CANARY)).toEqual([]);
    expect((await tablesWith('e-01')).filter((table) => !PSEUDONYMOUS.includes(table))).toEqual([]);
  });

  it('yields an act of destruction: what and how many, no values', async () => {
    expect(withdrawal.act).toMatchObject({
      number: 1,
      reason: 'consent-withdrawn',
      people: ['e-01'],
      purpose: 'personal-data',
      withdrawnOn: '2026-11-20',
      document: '5-з',
    });
    const destroyed = new Map(withdrawal.act?.destroyed.map(({ table, rows }) => [table, rows]));
    expect(Object.fromEntries(destroyed)).toMatchObject({
      person: 1,
      bank_entry: 2,
      response: 1,
      measurement: 2,
      compatibility: 1,
      preference: 1,
      interview: 1,
      pair_meeting: 1,
    });
    expect(withdrawal.act?.destroyed.every(({ title }) => /[а-я]/.test(title))).toBe(true);
    const { body: act } = await school.curator.get<DestructionActView>(
      `/v1/destruction-acts/${withdrawal.act?.id}`,
    );
    expect(act).toEqual(withdrawal.act);
  });

  it('tells which pairs now need a decision, and flags the entry', async () => {
    expect(withdrawal.pairs).toMatchObject([{ role: 'mentee', state: 'running' }]);
    const { body } = await school.curator.get<PersonView>(person('e-01'));
    expect(body).toMatchObject({ displayName: null, birthYear: null, interviews: 0 });
    expect(body.erasedAt).not.toBeNull();
    expect(body.entries.map(({ flags }) => flags)).toEqual([
      expect.arrayContaining(['no-consent', 'erased']),
      expect.arrayContaining(['no-consent', 'erased']),
    ]);
  });

  it('keeps two apart who must not meet: the bar stays, its reason goes, a veto becomes a bar', async () => {
    const { body } = await school.curator.get<{ items: object[] }>(
      `/v1/organisations/${school.id}/restrictions?person=e-01`,
    );
    expect(body.items).toMatchObject([
      { mentor: 'm-02', mentee: 'e-01', kind: 'do-not-pair', reason: null },
      { mentor: 'm-03', mentee: 'e-01', kind: 'do-not-pair', reason: null },
    ]);
  });

  it('keeps the person out of the next matching', async () => {
    const done = await school.curator.run<{ id: string }>(`/v1/programmes/${school.programme}/matchings`, {
      asOf: '2026-10-15',
    });
    const { body } = await school.curator.get<{ items: object[] }>(`/v1/matchings/${done.id}/suggestions`);
    expect(JSON.stringify(body.items)).not.toContain('"e-01"');
  });

  it('answers a repeat of an earlier request without what it told', async () => {
    const { rows } = await select(`SELECT status, body FROM idempotency WHERE key = 'noted-once'`);
    expect(rows).toEqual([{ status: 201, body: null }]);
  });

  it('holds against the school’s own system, and is not recorded twice', async () => {
    const again = student('e-01', { displayName: words('Анна'), grade: 7, consents: CONSENTS });
    await importRows(school.school, bank('mentees'), [again]);
    expect(await rowsWith(CANARY)).toEqual([]);
    const { body } = await school.curator.get<DestructionActPage>(
      `/v1/organisations/${school.id}/destruction-acts?person=e-01`,
    );
    expect(body.items).toHaveLength(1);
  });

  it('can be given anew', async () => {
    const consent = {
      purpose: 'personal-data',
      givenOn: '2026-11-21',
      by: 'representative',
      document: '6-з',
    };
    const given = await school.curator.post(`${person('e-01')}/consents`, consent);
    expect(given).toMatchObject({ status: 201, body: { ...consent, withdrawnOn: null } });
    const { body } = await school.curator.get<PersonView>(person('e-01'));
    expect(body.erasedAt).toBeNull();
  });
});

describe('A withdrawn consent to psychological testing', () => {
  it('takes raw answers and psychological measurements, and leaves the marks', async () => {
    await importRows(school.school, `/v1/organisations/${school.id}/measurements/imports`, [
      ...['anxiety', 'marks.mean'].map((indicator) => ({
        programme: school.programme,
        subject: { bank: 'mentees', externalId: 'e-02' },
        indicator,
        wave: 'entry',
        value: 4,
        measuredOn: '2026-09-25',
      })),
    ]);
    const body = { purpose: 'testing', withdrawnOn: '2026-11-20' };
    const answer = await school.curator.post<WithdrawalView>(`${person('e-02')}/consents/withdrawals`, body);
    expect(answer.body.act).toMatchObject({
      purpose: 'testing',
      destroyed: [{ table: 'measurement', rows: 1 }],
    });
    const left = await select(`SELECT indicator FROM measurement WHERE person = 'e-02'`);
    expect(left.rows).toEqual([{ indicator: 'marks.mean' }]);
    const { body: now } = await school.curator.get<PersonView>(person('e-02'));
    expect(now.erasedAt).toBeNull();
  });
});

describe('A withdrawal that comes in a file', () => {
  it('acts like one that is noted by hand, by the key that sent the file [S1-09]', async () => {
    const { id: organisation, programme } = school;
    await importRows(school.school, `/v1/organisations/${organisation}/measurements/imports`, [
      {
        programme,
        subject: { bank: 'mentees', externalId: 'e-03' },
        indicator: 'anxiety',
        wave: 'entry',
        value: 4,
        measuredOn: '2026-09-25',
      },
    ]);
    const consents = CONSENTS.map((consent) => ({
      ...consent,
      ...(consent.purpose === 'testing' && { withdrawnOn: '2026-11-20' }),
    }));
    const row = student('e-03', { grade: 7, birthYear: 2012, consents });
    for (let again = 0; again < 2; again++) await importRows(school.school, bank('mentees'), [row]);
    const { body } = await school.curator.get<DestructionActPage>(
      `/v1/organisations/${organisation}/destruction-acts?person=e-03`,
    );
    expect(body.items).toMatchObject([{ purpose: 'testing', madeBy: expect.any(String) }]);
    expect((await select(`SELECT indicator FROM measurement WHERE person = 'e-03'`)).rows).toEqual([]);
  });
});

describe('A destruction', () => {
  it('takes all there is about people, all or none, with one act', async () => {
    await importRows(
      school.school,
      bank('mentees'),
      ['gone-1', 'gone-2'].map((id) => student(id, { displayName: words(id), consents: CONSENTS })),
    );
    const path = `/v1/organisations/${school.id}/destructions`;
    const wrong = await school.curator.post(path, { people: ['gone-1', 'nobody'], reason: 'request' });
    expect(wrong).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'people[1]', code: 'unknown-person' }] },
    });
    const people = ['gone-1', 'gone-2'];
    const done = await school.curator.post<DestructionActView>(path, { people, reason: 'request' });
    expect(done).toMatchObject({
      status: 201,
      body: { people, reason: 'request', reasonTitle: expect.stringMatching(/требование/i) },
    });
    expect(await rowsWith(CANARY)).toEqual([]);
    expect(await tablesWith('gone-1')).toEqual(['destruction_act', 'person']);
  });
});

describe('The audit log of the school', () => {
  it('has the withdrawal with its change and every look at the person, without a value', async () => {
    const path = `/v1/organisations/${school.id}/audit`;
    const { body } = await school.curator.get<AuditPage>(`${path}?person=e-01`);
    const routes = body.items.map(({ method, route, outcome }) => `${method} ${route} ${outcome}`);
    expect(routes).toContain(
      'POST /v1/organisations/:organisation/people/:externalId/consents/withdrawals done',
    );
    expect(routes).toContain('GET /v1/organisations/:organisation/people/:externalId done');
    const bulk = await school.curator.get<AuditPage>(`${path}?what=changes&limit=5`);
    expect(bulk.body.items).toContainEqual(
      expect.objectContaining({ route: '/v1/organisations/:organisation/destructions', subjects: 2 }),
    );
    const checked = await school.curator.get(`${path}/verification`);
    expect(checked.body).toMatchObject({ valid: true, brokenAt: null });
    expect((await service.region.get(path)).status).toBe(403);
    expect((await school.school.get(path)).status).toBe(403);
  });
});
