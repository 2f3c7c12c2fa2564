import { randomUUID } from 'node:crypto';
import type {
  MatchingView,
  MeetingList,
  MeetingView,
  PairPage,
  PairView,
  PetitionView,
  PlanActivityView,
  PlanVersionList,
  PlanView,
  ProblemDetails,
  SuggestionPage,
} from '@app/contracts';
import { importBanks, newOrganisation, newProgramme, student, withService } from '../support/index.js';
import type { Client } from '../support/index.js';

const service = withService();

const MATHS = 'subject.mathematics';
const knowing = { grade: 9, competences: [{ topic: MATHS, level: 5 }], marks: { [MATHS]: 5 } };
const asking = {
  grade: 7,
  categories: ['failing'],
  requests: [{ topic: MATHS, importance: 5 }],
  marks: { [MATHS]: 3 },
};
const document = { number: '12-к', date: '2026-09-20', signedBy: 'директор Иванова И. И.' };

async function newSchool(id: string, fields: Record<string, unknown> = {}) {
  const organisation = await newOrganisation(service, id);
  await importBanks(organisation.school, id, {
    mentors: [student('m-1', { ...knowing, capacity: 2 }), student('m-2', knowing)],
    mentees: [student('e-1', asking), student('e-2', asking), student('e-3', asking)],
  });
  return { ...organisation, programme: await newProgramme(organisation.curator, id, fields) };
}

type Answered<T> = T & ProblemDetails;

async function pairOf(curator: Client, programme: string, body: object): Promise<PairView> {
  const made = await curator.post<Answered<PairView>>(`/v1/programmes/${programme}/pairs`, {
    on: '2026-09-15',
    ...body,
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body;
}

const move = (curator: Client, pair: string, body: object, headers: Record<string, string> = {}) =>
  curator.post<Answered<PairView>>(
    `/v1/pairs/${pair}/transitions`,
    { on: '2026-10-01', recorded: true, ...body },
    headers,
  );

async function running(curator: Client, programme: string, body: object): Promise<PairView> {
  const pair = await pairOf(curator, programme, body);
  return (await move(curator, pair.id, { to: 'running' })).body;
}

const read = async (client: Client, pair: string) => (await client.get<PairView>(`/v1/pairs/${pair}`)).body;
const errorsOf = (body: ProblemDetails) => body.errors?.map(({ field, code }) => `${field} ${code}`);

describe('Meetings of a pair', () => {
  it('[S0-13] [S2-10] make a cycle from the introduction by a trial meeting to the final one', async () => {
    const { curator, school, programme } = await newSchool('cycle');
    const { id } = await pairOf(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const path = `/v1/pairs/${id}/meetings`;
    expect((await school.get<MeetingList>(path)).body).toEqual({
      items: [],
      advised: ['introduction', 'trial', 'planning', 'series', 'final'],
    });
    const days = ['2026-09-18', '2026-09-25', '2026-10-02', '2026-10-09', '2027-05-20'];
    for (const [i, kind] of ['introduction', 'trial', 'planning', 'series', 'final'].entries()) {
      const made = await curator.post<MeetingView>(path, { kind, plannedOn: days[i], mode: 'in-person' });
      expect(made.status).toBe(201);
      expect(made.headers.get('location')).toBe(`${path}/${made.body.id}`);
    }
    const planned = (await curator.get<MeetingList>(path)).body;
    expect(planned.advised).toEqual([]);
    const trial = planned.items[1] as MeetingView;
    const held = await curator.patch<MeetingView>(`${path}/${trial.id}`, {
      heldOn: '2026-09-26',
      topic: 'Решение задач',
      tasks: { given: 3, checked: 2 },
    });
    expect(held.body).toMatchObject({
      kind: 'trial',
      plannedOn: '2026-09-25',
      heldOn: '2026-09-26',
      attendance: { mentor: true, mentees: ['e-1'] },
      tasks: { given: 3, checked: 2 },
    });
    const missed = await curator.patch<MeetingView>(`${path}/${planned.items[2]?.id ?? ''}`, {
      heldOn: '2026-10-02',
      attendance: { mentor: true, mentees: [] },
    });
    expect(missed.body.attendance).toEqual({ mentor: true, mentees: [] });
    expect((await read(curator, id)).meetings).toEqual({
      planned: 5,
      held: 2,
      tasksGiven: 3,
      tasksChecked: 2,
    });
    expect((await curator.delete(`${path}/${planned.items[4]?.id ?? ''}`)).status).toBe(204);
    expect((await read(curator, id)).meetings.planned).toBe(4);
  });

  it('[S4-08] come when and in the order in which the pair likes, with no schedule to keep to', async () => {
    const { curator, programme } = await newSchool('at-will');
    const { id } = await running(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const path = `/v1/pairs/${id}/meetings`;
    const made = await curator.post<MeetingView>(path, { kind: 'on-demand', heldOn: '2026-11-05' });
    expect(made.body).toMatchObject({ plannedOn: null, heldOn: '2026-11-05' });
    await curator.post(path, { kind: 'final', heldOn: '2026-11-01' });
    const { items } = (await curator.get<MeetingList>(path)).body;
    expect(items.map((meeting) => meeting.kind)).toEqual(['final', 'on-demand']);
    const done = await move(curator, id, {
      to: 'completed',
      on: '2027-05-31',
      reason: 'plan-done',
      recorded: false,
    });
    expect(done.body.state).toBe('completed');
    const late = await curator.post<ProblemDetails>(path, { kind: 'series', heldOn: '2027-06-01' });
    expect(errorsOf(late.body)).toEqual(['heldOn date-order']);
  });

  it('[S1-03] are one for a speed pair, which is done once it was held', async () => {
    const { curator, programme } = await newSchool('speed', { kinds: ['speed'], endsOn: '2026-10-20' });
    const { id } = await running(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const done = { to: 'completed', on: '2026-10-02', reason: 'plan-done', recorded: false };
    expect((await move(curator, id, done)).body.missing).toEqual(['meeting-not-held']);
    const path = `/v1/pairs/${id}/meetings`;
    expect((await curator.post(path, { kind: 'introduction', heldOn: '2026-10-02' })).status).toBe(201);
    const second = await curator.post<ProblemDetails>(path, { kind: 'series', heldOn: '2026-10-03' });
    expect(second).toMatchObject({ status: 409, body: { code: 'too-many-meetings' } });
    expect((await move(curator, id, done)).body.state).toBe('completed');
  });

  it('are refused where they contradict the pair or themselves', async () => {
    const { curator, programme } = await newSchool('odd-meetings');
    const { id } = await pairOf(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const wrong = await curator.post<ProblemDetails>(`/v1/pairs/${id}/meetings`, {
      kind: 'party',
      mode: 'by-pigeon',
      attendance: { mentor: true, mentees: ['e-2'] },
      tasks: { given: 1, checked: 2 },
    });
    expect(errorsOf(wrong.body)?.sort()).toEqual([
      'attendance not-allowed',
      'attendance.mentees[0] unknown-person',
      'kind unknown-code',
      'mode unknown-code',
      'plannedOn required',
      'tasks.checked out-of-range',
    ]);
    expect((await curator.patch(`/v1/pairs/${id}/meetings/${randomUUID()}`, { topic: 'x' })).status).toBe(
      404,
    );
  });
});

const plan = (changes: object = {}) => ({
  goal: 'Подтянуть математику до твёрдой четвёрки',
  directions: [{ topics: [MATHS] }],
  from: '2026-10-01',
  until: '2027-05-31',
  activities: [
    { title: 'Входной тест', plannedOn: '2026-10-05', responsible: 'mentor' },
    { title: 'Решение задач', from: '2026-10-06', until: '2027-05-15', responsible: 'both' },
  ],
  expectedResults: ['Четыре за год'],
  ...changes,
});

describe('The personalised programme of a pair', () => {
  it('[S0-12] [S1-01] [S3-16] holds goal, directions and dated activities, and is analysed by the mentor', async () => {
    const { curator, programme } = await newSchool('plan');
    const { id } = await running(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const path = `/v1/pairs/${id}/plan`;
    expect((await curator.get<PlanView>(path)).body).toMatchObject({ current: null, proposed: null });
    const put = await curator.put<PlanView>(path, plan());
    expect(put.body).toMatchObject({
      form: 'student-student',
      kinds: ['traditional'],
      mentor: 'm-1',
      mentees: ['e-1'],
      current: { version: 1, standing: 'current', goal: plan().goal, until: '2027-05-31', consents: [] },
      proposed: null,
    });
    const [first] = put.body.current?.activities ?? [];
    const ticked = await curator.patch<PlanActivityView>(`${path}/activities/${first?.id ?? ''}`, {
      doneOn: '2026-10-05',
    });
    expect(ticked.body).toMatchObject({ title: 'Входной тест', doneOn: '2026-10-05' });
    const analysis = { on: '2027-05-30', achieved: 'partly', text: 'Алгебра – да, геометрия – не вполне' };
    const analysed = await curator.put<PlanView>(`${path}/analysis`, analysis);
    expect(analysed.body.analysis).toEqual({ ...analysis, difficulties: null, advice: null });
    expect(analysed.body.current?.activities.map((one) => one.doneOn)).toEqual(['2026-10-05', null]);
  });

  it('[S1-01] lasts from 3 to 12 months, save for kinds without a term', async () => {
    const { curator, programme } = await newSchool('term');
    const pair = await pairOf(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const until = async (id: string, day: string) =>
      curator.put<Answered<PlanView>>(`/v1/pairs/${id}/plan`, plan({ activities: [], until: day }));
    expect(errorsOf((await until(pair.id, '2026-12-30')).body)).toEqual(['until term-out-of-range']);
    expect(errorsOf((await until(pair.id, '2027-10-01')).body)).toEqual(['until term-out-of-range']);
    expect(errorsOf((await until(pair.id, '2026-09-30')).body)).toEqual(['until date-order']);
    expect((await until(pair.id, '2026-12-31')).status).toBe(200);
    expect((await until(pair.id, '2027-09-30')).status).toBe(200);
    const speed = await newSchool('term-speed', { kinds: ['speed'], endsOn: '2026-10-02' });
    const quick = await pairOf(speed.curator, speed.programme, { mentor: 'm-1', mentees: ['e-1'] });
    const short = plan({ activities: [], until: '2026-10-01' });
    expect((await speed.curator.put(`/v1/pairs/${quick.id}/plan`, short)).status).toBe(200);
  });

  it('[S1-16] is changed freely before the consents, and after them by both or not at all', async () => {
    const { curator, programme } = await newSchool('change');
    const { id } = await pairOf(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const path = `/v1/pairs/${id}/plan`;
    await curator.put(path, plan());
    expect((await curator.put<PlanView>(path, plan({ goal: 'Вторая мысль' }))).body.current?.version).toBe(2);
    await move(curator, id, { to: 'running' });
    const first = (await curator.get<PlanView>(path)).body.current?.activities[0];
    const proposed = await curator.put<PlanView>(
      path,
      plan({ goal: 'Олимпиада', activities: [{ ...plan().activities[0], id: first?.id }] }),
    );
    expect(proposed.body).toMatchObject({
      current: { version: 2, goal: 'Вторая мысль' },
      proposed: { version: 3, goal: 'Олимпиада', needsConsent: true, consents: [] },
    });
    expect(proposed.body.proposed?.activities[0]?.id).toBe(first?.id);
    expect((await read(curator, id)).flags).toEqual(['plan-change-proposed']);
    const one = await curator.post<PlanView>(`${path}/consents`, { by: 'mentee', on: '2026-11-01' });
    expect(one.body.current?.version).toBe(2);
    const both = await curator.post<PlanView>(`${path}/consents`, { by: 'mentor', on: '2026-11-02' });
    expect(both.body).toMatchObject({ current: { version: 3, goal: 'Олимпиада' }, proposed: null });
    expect((await read(curator, id)).flags).toEqual([]);
    const late = await curator.post<ProblemDetails>(`${path}/consents`, { by: 'mentor', on: '2026-11-03' });
    expect(late).toMatchObject({ status: 409, body: { code: 'no-plan-change' } });
    await curator.put(path, plan({ goal: 'Отвергнутое' }));
    const onPaper = await curator.put<PlanView>(path, plan({ goal: 'На бумаге', recordedOn: '2026-12-01' }));
    expect(onPaper.body.current).toMatchObject({
      version: 5,
      goal: 'На бумаге',
      consents: [
        { by: 'mentor', on: '2026-12-01', recorded: true },
        { by: 'mentee', on: '2026-12-01', recorded: true },
      ],
    });
    const versions = await curator.get<PlanVersionList>(`${path}/versions`);
    expect(versions.body.items.map(({ version, standing }) => `${version} ${standing}`)).toEqual([
      '5 current',
      '4 dropped',
      '3 past',
      '2 past',
      '1 past',
    ]);
  });

  it('[S4-07] links to an individual educational route, which outlives the programme', async () => {
    const { curator, programme } = await newSchool('route');
    const { id } = await pairOf(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const route = { title: 'ИОМ', from: '2026-09-01', until: '2031-09-01', tutor: 'Тьютор ЦНППМ' };
    const put = (individualRoute: object) =>
      curator.put<Answered<PlanView>>(`/v1/pairs/${id}/plan`, plan({ individualRoute }));
    expect((await put(route)).body.current?.individualRoute).toEqual({ ...route, link: null });
    expect(errorsOf((await put({ ...route, until: '2031-09-02' })).body)).toEqual([
      'individualRoute.until out-of-range',
    ]);
    expect((await put({ ...route, link: 'javascript:alert(1)' })).body.code).toBe('validation-failed');
  });

  it('is refused where it says what cannot be', async () => {
    const { curator, programme } = await newSchool('odd-plan');
    const { id } = await pairOf(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const wrong = await curator.put<ProblemDetails>(
      `/v1/pairs/${id}/plan`,
      plan({
        directions: [{ from: 'mentee', topics: ['subject.alchemy'] }],
        activities: [
          { id: randomUUID(), title: 'Чужое', plannedOn: '2026-10-05', responsible: 'mentor' },
          { title: 'Без срока', responsible: 'both' },
          { title: 'Задом наперёд', from: '2026-12-01', until: '2026-11-01', responsible: 'mentee' },
        ],
      }),
    );
    expect(errorsOf(wrong.body)?.sort()).toEqual([
      'activities[0].id unknown-code',
      'activities[1].plannedOn required',
      'activities[2].until date-order',
      'directions required',
      'directions[0].from not-allowed',
      'directions[0].topics[0] unknown-topic',
    ]);
    const analysis = { on: '2026-10-01', achieved: 'full', text: 'Всё' };
    expect((await curator.put(`/v1/pairs/${id}/plan/analysis`, analysis)).status).toBe(404);
  });
});

describe('A petition', () => {
  it('[S1-14] for another mentor ends the pair, and the mentee finds another by the next matching', async () => {
    const { curator, programme } = await newSchool('petition');
    const { id } = await running(curator, programme, { mentor: 'm-2', mentees: ['e-1'] });
    const path = `/v1/pairs/${id}/petitions`;
    const asked = await curator.post<PetitionView>(path, {
      kind: 'replacement',
      by: 'mentee',
      on: '2026-11-10',
      reason: 'Не совпадает расписание',
    });
    expect(asked).toMatchObject({ status: 201, body: { kind: 'replacement', decision: null } });
    expect((await read(curator, id)).flags).toEqual(['petition-open']);
    const again = { kind: 'replacement', by: 'mentee', on: '2026-11-11', reason: 'И снова' };
    expect((await curator.post<ProblemDetails>(path, again)).body.code).toBe('already-exists');
    const decision = { granted: true, on: '2026-11-15', by: 'curator' };
    const granted = await curator.post<PetitionView>(`${path}/${asked.body.id}/decisions`, decision);
    expect(granted.body.decision).toMatchObject(decision);
    expect((await curator.post(`${path}/${asked.body.id}/decisions`, decision)).status).toBe(409);
    const ended = await read(curator, id);
    expect(ended).toMatchObject({
      state: 'replaced',
      endedOn: '2026-11-15',
      endReason: 'mentee-petition',
      flags: [],
    });
    expect(ended.history.map((event) => event.event)).toEqual(['accepted', 'running', 'replaced']);

    const policy = { tiers: [{ waitingDaysAtLeast: 30 }] };
    expect((await curator.put(`/v1/programmes/${programme}/policy`, policy)).status).toBe(200);
    const matching = await curator.run<MatchingView>(`/v1/programmes/${programme}/matchings`, {
      asOf: '2026-12-20',
      excluded: [{ mentor: 'm-2', mentee: 'e-1' }],
    });
    const { body } = await curator.get<SuggestionPage>(`/v1/matchings/${matching.id}/suggestions`);
    const found = body.items.find((one) => one.mentee === 'e-1');
    expect(found?.mentor).toBe('m-1');
    await curator.post(`/v1/suggestions/${found?.id ?? ''}/decisions`, { decision: 'accept' });
    const pairs = await curator.get<PairPage>(`/v1/programmes/${programme}/pairs?state=accepted`);
    expect(pairs.body.items).toMatchObject([{ mentor: 'm-1', mentees: ['e-1'], replaces: id }]);
    expect((await read(curator, id)).replacedBy).toBe(pairs.body.items[0]?.id);
  });

  it('[S1-14] of a mentor to be released from all pairs ends them and offers no more', async () => {
    const { curator, school, programme } = await newSchool('release');
    const one = await running(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const other = await running(curator, programme, { mentor: 'm-1', mentees: ['e-2'] });
    const path = `/v1/pairs/${one.id}/petitions`;
    const asked = await curator.post<PetitionView>(path, {
      kind: 'release',
      by: 'mentor',
      on: '2026-12-01',
      reason: 'Выпускные экзамены',
      allPairs: true,
    });
    const granted = { granted: true, on: '2026-12-05', by: 'head', document };
    const decided = await curator.post<PetitionView>(`${path}/${asked.body.id}/decisions`, granted);
    expect(decided.body.decision).toEqual({ ...granted, reason: null });
    for (const { id } of [one, other]) {
      expect(await read(curator, id)).toMatchObject({ state: 'terminated', endReason: 'mentor-release' });
    }
    const entry = await school.get<{ capacity: number }>(
      '/v1/organisations/release/banks/mentors/entries/m-1',
    );
    expect(entry.body.capacity).toBe(0);
    const next = await pairOf(curator, programme, { mentor: 'm-2', mentees: ['e-2'] });
    expect(next.replaces).toBe(other.id);
  });

  it('that is not granted changes nothing', async () => {
    const { curator, programme } = await newSchool('refusal');
    const { id } = await running(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const path = `/v1/pairs/${id}/petitions`;
    const ask = (body: object) =>
      curator.post<Answered<PetitionView>>(path, { on: '2026-11-10', reason: 'Так вышло', ...body });
    expect(errorsOf((await ask({ kind: 'release', by: 'mentee' })).body)).toEqual(['by not-allowed']);
    const asked = await ask({ kind: 'release', by: 'mentor' });
    const decide = (body: object) =>
      curator.post<Answered<PetitionView>>(`${path}/${asked.body.id}/decisions`, body);
    const early = await decide({ granted: false, on: '2026-11-09', by: 'head' });
    expect(errorsOf(early.body)).toEqual(['on date-order']);
    const refused = await decide({ granted: false, on: '2026-11-12', by: 'head', reason: 'Некем заменить' });
    expect(refused.body.decision).toMatchObject({ granted: false, reason: 'Некем заменить' });
    expect(await read(curator, id)).toMatchObject({ state: 'running', flags: [] });
  });
});

describe('A change of a pair', () => {
  it('is refused to who has not seen the last one', async () => {
    const { curator, programme } = await newSchool('versions');
    const { id } = await pairOf(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const etag = (await curator.get(`/v1/pairs/${id}`)).headers.get('etag') ?? '';
    expect(etag).toBe('"1"');
    const met = await move(curator, id, { to: 'met', recorded: false }, { 'if-match': etag });
    expect(met.headers.get('etag')).toBe('"2"');
    const late = await move(curator, id, { to: 'agreed', by: 'mentor' }, { 'if-match': etag });
    expect(late).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
    const meeting = { kind: 'introduction', heldOn: '2026-09-18' };
    expect((await curator.post(`/v1/pairs/${id}/meetings`, meeting, { 'if-match': etag })).status).toBe(412);
    expect((await curator.post(`/v1/pairs/${id}/meetings`, meeting, { 'if-match': '"2"' })).status).toBe(201);
    expect((await read(curator, id)).version).toBe(3);
  });
});
