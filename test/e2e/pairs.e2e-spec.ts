import type {
  BulkTransitionView,
  MatchingView,
  PairPage,
  PairView,
  ProblemDetails,
  SuggestionPage,
} from '@app/contracts';
import {
  importBanks,
  importRows,
  newOrganisation,
  newProgramme,
  student,
  teacher,
  withService,
} from '../support/index.js';
import type { Client } from '../support/index.js';

const service = withService();

const MATHS = 'subject.mathematics';
const knowing = { competences: [{ topic: MATHS, level: 5 }], marks: { [MATHS]: 5 } };
const asking = { categories: ['failing'], requests: [{ topic: MATHS }], marks: { [MATHS]: 3 } };

const BANKS = {
  mentors: [
    student('m-1', { grade: 9, capacity: 2, ...knowing }),
    student('m-2', { grade: 9, capacity: 1, ...knowing }),
  ],
  mentees: [
    student('e-1', { grade: 7, ...asking }),
    student('e-2', { grade: 7, ...asking }),
    student('e-3', { grade: 11, ...asking }),
    student('e-4', { grade: 7, ...asking, consents: [] }),
  ],
};

const document = { number: '12-к', date: '2026-09-20', signedBy: 'директор Иванова И. И.' };

async function newSchool(id: string) {
  const organisation = await newOrganisation(service, id);
  await importBanks(organisation.school, id, BANKS);
  return { ...organisation, programme: await newProgramme(organisation.curator, id) };
}

const make = (curator: Client, programme: string, body: object) =>
  curator.post<PairView & ProblemDetails>(`/v1/programmes/${programme}/pairs`, body);

async function madePair(curator: Client, programme: string, mentor: string, ...mentees: string[]) {
  const made = await make(curator, programme, { mentor, mentees, on: '2026-09-15' });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body;
}

const move = (curator: Client, pair: string, to: string, fields: object = {}) =>
  curator.post<PairView & ProblemDetails>(`/v1/pairs/${pair}/transitions`, {
    to,
    on: '2026-09-20',
    ...fields,
  });

const moveAll = (curator: Client, programme: string, body: object) =>
  curator.post<BulkTransitionView & ProblemDetails>(`/v1/programmes/${programme}/pairs/transitions`, body);

describe('The life of a pair', () => {
  it('[S1-05] [S1-07] [S1-08] goes from the first meeting to work, and no step is skipped', async () => {
    const { curator, programme } = await newSchool('living');
    const { id } = await madePair(curator, programme, 'm-1', 'e-1');
    const early = await move(curator, id, 'ordered', { document });
    expect(early.status).toBe(409);
    expect(early.body).toMatchObject({
      code: 'gate-not-met',
      missing: [
        'not-met-yet',
        'mentor-not-agreed',
        'mentee-not-agreed',
        'not-approved',
        'mentor-not-consented',
        'mentee-not-consented',
      ],
    });
    expect(early.body.errors?.at(-1)?.message).toBe('Нет письменного согласия наставляемого.');
    expect((await move(curator, id, 'met')).body.state).toBe('met');
    expect((await move(curator, id, 'agreed', { by: 'mentor' })).body.state).toBe('met');
    expect((await move(curator, id, 'agreed', { by: 'mentee' })).body.state).toBe('agreed');
    expect((await move(curator, id, 'approved')).body.state).toBe('approved');
    await move(curator, id, 'consented', { by: 'mentor', document });
    const unwritten = await move(curator, id, 'consented', { by: 'mentee' });
    expect(unwritten.body.missing).toEqual(['consent-document-missing']);
    expect((await move(curator, id, 'ordered', { document })).body.missing).toEqual(['mentee-not-consented']);
    await move(curator, id, 'consented', { by: 'mentee', document });
    expect((await move(curator, id, 'ordered')).body.missing).toEqual(['order-document-missing']);
    expect((await move(curator, id, 'ordered', { document })).body.state).toBe('ordered');
    expect((await move(curator, id, 'running', { on: '2026-09-19' })).body.errors).toMatchObject([
      { field: 'on', code: 'date-order' },
    ]);
    const running = await move(curator, id, 'running', { on: '2026-10-01' });
    expect(running.body).toMatchObject({ state: 'running', startedOn: '2026-10-01', endedOn: null });
    expect(running.body.history.map((event) => event.event)).toEqual([
      'accepted',
      'met',
      'agreed',
      'agreed',
      'approved',
      'consented',
      'consented',
      'ordered',
      'running',
    ]);
    expect(running.body.history[7]).toMatchObject({ event: 'ordered', document, recorded: false });
  });

  it('[S1-14] [S1-15] [S1-16] is extended by both, and ends for a reason of the catalogue', async () => {
    const { curator, programme } = await newSchool('ending');
    const { id } = await madePair(curator, programme, 'm-1', 'e-1');
    await move(curator, id, 'running', { on: '2026-10-01', recorded: true });
    const until = '2027-08-31';
    const one = await move(curator, id, 'extended', { on: '2027-05-01', by: 'mentor', until });
    expect(one.body).toMatchObject({ state: 'running', until: null });
    const both = await move(curator, id, 'extended', { on: '2027-05-01', by: 'mentee', until });
    expect(both.body.until).toBe(until);
    const wrong = await move(curator, id, 'completed', { on: '2027-05-31', reason: 'conflict' });
    expect(wrong.body.errors).toMatchObject([{ field: 'reason', code: 'not-allowed' }]);
    const ended = await move(curator, id, 'replaced', {
      on: '2027-06-01',
      by: 'mentee',
      reason: 'mentee-petition',
    });
    expect(ended.body).toMatchObject({
      state: 'replaced',
      endedOn: '2027-06-01',
      endReason: 'mentee-petition',
    });
    expect(await move(curator, id, 'running', { on: '2027-06-02' })).toMatchObject({
      status: 409,
      body: { code: 'transition-not-allowed', state: 'replaced' },
    });
    // The mentee is free again.
    expect((await madePair(curator, programme, 'm-2', 'e-1')).state).toBe('accepted');
  });

  it('[S1-11] [S2-07] is approved by the methodical council in a form of teachers', async () => {
    const { id, curator, school } = await newOrganisation(service, 'teachers');
    await importBanks(school, id, {
      mentors: [
        teacher('t-1', {
          experienceYears: 20,
          capacity: 1,
          competences: [{ topic: 'method', level: 5 }],
          evidence: [{ kind: 'contest', title: 'Учитель года', year: 2025 }],
        }),
      ],
      mentees: [
        teacher('t-2', {
          experienceYears: 1,
          categories: ['young-specialist'],
          requests: [{ topic: 'method', importance: 5 }],
        }),
      ],
    });
    const programme = await newProgramme(curator, id, {
      form: 'teacher-teacher',
      variants: ['experienced-young'],
    });
    const pair = await madePair(curator, programme, 't-1', 't-2');
    await move(curator, pair.id, 'met');
    await move(curator, pair.id, 'agreed', { by: 'mentor' });
    await move(curator, pair.id, 'agreed', { by: 'mentee' });
    expect((await move(curator, pair.id, 'approved')).body.missing).toEqual(['wrong-approver']);
    expect((await move(curator, pair.id, 'approved', { by: 'council' })).body.state).toBe('approved');
  });

  it('[S1-15] never suggests two people again who parted in conflict', async () => {
    const { curator, programme } = await newSchool('parting');
    const { id } = await madePair(curator, programme, 'm-2', 'e-1');
    await move(curator, id, 'terminated', { reason: 'conflict', by: 'mentee' });
    const again = await make(curator, programme, { mentor: 'm-2', mentees: ['e-1'] });
    expect(again.body).toMatchObject({ code: 'broken-rules', brokenRules: [{ rule: 'conflict' }] });
    const matching = await curator.run<MatchingView>(`/v1/programmes/${programme}/matchings`, {
      asOf: '2026-10-15',
      excluded: [{ mentor: 'm-1', mentee: 'e-1' }],
    });
    const { body } = await curator.get<SuggestionPage>(`/v1/matchings/${matching.id}/suggestions`);
    expect(body.items.map((one) => one.mentee)).toEqual(['e-2']);
  });
});

describe('A pair made by hand', () => {
  it('[S0-10] is checked against the hard rules, which a comment overrides', async () => {
    const { curator, programme } = await newSchool('by-hand');
    const refused = await make(curator, programme, { mentor: 'm-1', mentees: ['e-3'] });
    expect(refused.status).toBe(409);
    expect(refused.body.code).toBe('broken-rules');
    expect(refused.body['brokenRules']).toEqual([
      { rule: 'grade-gap', title: expect.stringMatching(/[а-я]/), reason: 'broken' },
    ]);
    const made = await make(curator, programme, {
      mentor: 'm-1',
      mentees: ['e-3'],
      variant: 'achiever-underachiever',
      override: { comment: 'Занимались вместе прошлый год' },
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/v1/pairs/${made.body.id}`);
    expect(made.body).toMatchObject({
      state: 'accepted',
      variant: 'achiever-underachiever',
      override: { comment: 'Занимались вместе прошлый год', brokenRules: [{ rule: 'grade-gap' }] },
    });
  });

  it('[S1-09] never goes without consent to the use of personal data', async () => {
    const { curator, programme } = await newSchool('no-consent');
    const made = await make(curator, programme, {
      mentor: 'm-1',
      mentees: ['e-4'],
      override: { comment: 'Согласие принесут завтра' },
    });
    expect(made).toMatchObject({
      status: 409,
      body: { code: 'broken-rules', brokenRules: [{ rule: 'no-consent' }] },
    });
  });

  it('[S1-06] [S1-22] may be a group, within the places of the mentor', async () => {
    const { curator, programme } = await newSchool('groups');
    const group = await madePair(curator, programme, 'm-1', 'e-1', 'e-2');
    expect(group.mentees).toEqual(['e-1', 'e-2']);
    const taken = await make(curator, programme, { mentor: 'm-2', mentees: ['e-1'] });
    expect(taken).toMatchObject({ status: 409, body: { code: 'mentee-taken' } });
    const full = await make(curator, programme, {
      mentor: 'm-1',
      mentees: ['e-3'],
      override: { comment: 'ещё один' },
    });
    expect(full).toMatchObject({ status: 409, body: { code: 'mentor-full' } });
  });

  it('refuses people, variants and fields that are not there', async () => {
    const { curator, programme } = await newSchool('nobody');
    const wrong = await make(curator, programme, {
      mentor: 'nobody',
      mentees: ['e-1', 'nobody'],
      variant: 'leader-passive',
      kinds: ['reverse'],
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors?.map((error) => `${error.field} ${error.code}`).sort()).toEqual([
      'kinds[0] unknown-kind',
      'mentees self-pair',
      'mentees unknown-person',
      'mentor unknown-person',
      'variant unknown-variant',
    ]);
    expect((await make(curator, programme, { mentor: 'm-1', mentee: 'e-1' })).body.errors).toEqual(
      expect.arrayContaining([expect.objectContaining({ field: 'mentee', code: 'unknown-field' })]),
    );
  });
});

describe('Many pairs at once', () => {
  it('move together where they can, and it is told which could not and why', async () => {
    const { curator, programme } = await newSchool('together');
    const one = await madePair(curator, programme, 'm-1', 'e-1');
    const other = await madePair(curator, programme, 'm-2', 'e-2');
    await move(curator, one.id, 'running', { on: '2026-10-01', recorded: true });
    const moved = await moveAll(curator, programme, { to: 'running', on: '2026-10-05', recorded: true });
    expect(moved.body).toEqual({
      moved: [{ id: other.id, state: 'running' }],
      skipped: [
        {
          id: one.id,
          state: 'running',
          code: 'transition-not-allowed',
          missing: [],
          message: expect.stringMatching(/[а-я]/),
        },
      ],
    });
    const done = await moveAll(curator, programme, {
      to: 'completed',
      on: '2027-05-31',
      reason: 'plan-done',
      recorded: true,
      pairs: [one.id],
    });
    expect(done.body).toMatchObject({ moved: [{ id: one.id, state: 'completed' }], skipped: [] });
    const unknown = await moveAll(curator, programme, {
      to: 'met',
      on: '2027-05-31',
      pairs: [one.id, '01890000-0000-7000-8000-000000000000'],
    });
    expect(unknown.body.errors).toMatchObject([{ field: 'pairs[1]', code: 'unknown-pair' }]);
    const gate = await moveAll(curator, programme, { to: 'met', on: '2027-05-31' });
    expect(gate.body.moved).toEqual([]);
  });

  it('are listed page by page and by state', async () => {
    const { curator, school, programme } = await newSchool('listing');
    await madePair(curator, programme, 'm-1', 'e-1');
    const second = await madePair(curator, programme, 'm-2', 'e-2');
    await move(curator, second.id, 'met');
    const path = `/v1/programmes/${programme}/pairs`;
    const first = await curator.get<PairPage>(`${path}?limit=1`);
    expect(first.body.items).toHaveLength(1);
    const next = await curator.get<PairPage>(`${path}?limit=1&cursor=${first.body.nextCursor ?? ''}`);
    expect(next.body).toMatchObject({ items: [{ id: second.id, state: 'met' }], nextCursor: null });
    expect((await school.get<PairPage>(`${path}?state=met`)).body.items.map((pair) => pair.id)).toEqual([
      second.id,
    ]);
    expect((await curator.get<ProblemDetails>(`${path}?state=happy`)).body.errors).toMatchObject([
      { field: 'state', code: 'not-allowed' },
    ]);
    expect((await curator.get<ProblemDetails>(`${path}?cursor=Zm9v`)).body.code).toBe('malformed-cursor');
  });

  it('stay hidden from other organisations and from roles without the right', async () => {
    const { curator, school, programme } = await newSchool('secret');
    const { id } = await madePair(curator, programme, 'm-1', 'e-1');
    const { curator: stranger } = await newOrganisation(service, 'curious');
    expect((await stranger.get(`/v1/pairs/${id}`)).status).toBe(404);
    expect((await move(stranger, id, 'met')).status).toBe(404);
    expect((await stranger.get(`/v1/programmes/${programme}/pairs`)).status).toBe(404);
    expect((await moveAll(stranger, programme, { to: 'met', on: '2026-10-01' })).status).toBe(404);
    expect((await make(stranger, programme, { mentor: 'm-1', mentees: ['e-2'] })).status).toBe(404);
    expect((await stranger.post(`/v1/programmes/${programme}/pairs/imports`, { entries: [] })).status).toBe(
      404,
    );
    expect((await curator.get('/v1/pairs/17')).status).toBe(404);
    expect((await move(school, id, 'met')).status).toBe(403);
    expect((await service.as('nobody').get(`/v1/pairs/${id}`)).status).toBe(401);
  });
});

describe('Pairs that run on paper', () => {
  it('are imported with their state, once', async () => {
    const { curator, programme } = await newSchool('paper');
    const path = `/v1/programmes/${programme}/pairs/imports`;
    const variant = 'achiever-underachiever';
    const rows = [
      { mentor: 'm-1', mentee: 'e-1', variant, state: 'running', on: '2026-09-20', document },
      { mentor: 'm-1', mentee: 'e-4', variant, state: 'met', on: '2026-09-21' },
      {
        mentor: 'm-2',
        mentee: 'e-2',
        variant,
        state: 'completed',
        startedOn: '2025-10-01',
        on: '2026-05-31',
        reason: 'plan-done',
      },
    ];
    const first = await importRows(curator, path, rows);
    expect(first).toMatchObject({ accepted: 3, created: 3 });
    expect(first.warnings).toMatchObject([{ row: 2, field: 'mentee', code: 'no-consent' }]);
    expect(await importRows(curator, path, rows)).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
    const later = { ...rows[1], state: 'running', on: '2026-10-01' };
    expect(await importRows(curator, path, [later])).toMatchObject({ updated: 1 });
    const { body } = await curator.get<PairPage>(`/v1/programmes/${programme}/pairs`);
    expect(body.items).toMatchObject([
      {
        mentor: 'm-1',
        mentees: ['e-1'],
        state: 'running',
        startedOn: '2026-09-20',
        history: [{ recorded: true, document }],
      },
      { mentor: 'm-1', mentees: ['e-4'], state: 'running', startedOn: '2026-10-01' },
      {
        mentor: 'm-2',
        state: 'completed',
        startedOn: '2025-10-01',
        endedOn: '2026-05-31',
        endReason: 'plan-done',
      },
    ]);
  });

  it('are refused row by row', async () => {
    const { curator, programme } = await newSchool('wrong-paper');
    const path = `/v1/programmes/${programme}/pairs/imports`;
    const row = { mentor: 'm-2', mentee: 'e-1', state: 'running', on: '2026-09-20' };
    const answer = await importRows(
      curator,
      path,
      [
        row,
        { ...row, mentor: 'm-1' },
        { ...row, mentee: 'e-2' },
        { ...row, mentee: 'nobody' },
        { ...row, mentor: 'm-1', mentee: 'e-3', variant: 'leader-passive' },
        { ...row, mentor: 'm-1', mentee: 'e-4', state: 'completed' },
        { ...row, mentor: 'm-1', mentee: 'e-2', state: 'happy', on: '20.09.2026' },
      ],
      { refusals: true },
    );
    expect(answer).toMatchObject({ status: 'done', created: 1, rejected: 6 });
    expect(answer.errors.map((error) => `${error.row ?? 0} ${error.field} ${error.code}`)).toEqual(
      expect.arrayContaining([
        '2 mentee mentee-taken',
        '3 mentor mentor-full',
        '4 mentee unknown-person',
        '5 variant unknown-variant',
        '6 startedOn required',
        '6 reason required',
        '7 state not-allowed',
        '7 on bad-format',
      ]),
    );
  });

  it('come as CSV too', async () => {
    const { curator, programme } = await newSchool('paper-csv');
    const csv = [
      'mentor;mentee;state;on;document.number;document.date;document.signedBy',
      'm-1;e-1;running;20.09.2026;12-к;15.09.2026;директор',
    ].join('\n');
    const started = await curator.post<{ id: string }>(`/v1/programmes/${programme}/pairs/imports`, csv, {
      'content-type': 'text/csv',
    });
    expect(started.status).toBe(202);
    expect(await curator.ended(`/v1/imports/${started.body.id}`)).toMatchObject({ created: 1, rejected: 0 });
    const { body } = await curator.get<PairPage>(`/v1/programmes/${programme}/pairs`);
    expect(body.items[0]).toMatchObject({
      startedOn: '2026-09-20',
      history: [{ document: { number: '12-к', date: '2026-09-15', signedBy: 'директор' } }],
    });
  });
});
