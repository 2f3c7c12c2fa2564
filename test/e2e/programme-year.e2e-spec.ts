import type {
  AttendanceView,
  BankEntryView,
  MatchingPage,
  MatchingView,
  MentorSchoolCalendarView,
  MentorSchoolSessionPage,
  MentorSchoolSessionView,
  MentorSchoolView,
  PairView,
  ProblemDetails,
  ProgrammeSearchView,
  ProgrammeView,
  ReminderPage,
  RoadMapView,
  SuggestionPage,
  SuitableMentorPage,
} from '@app/contracts';
import {
  importBanks,
  importRows,
  newOrganisation,
  newProgramme,
  student,
  withService,
} from '../support/index.js';
import type { Client } from '../support/index.js';

const service = withService();

const MATHS = 'subject.mathematics';
const knowing = { grade: 9, competences: [{ topic: MATHS, level: 5 }], marks: { [MATHS]: 5 } };
const asking = { grade: 7, categories: ['failing'], requests: [{ topic: MATHS }], marks: { [MATHS]: 3 } };

const day = (days: number, from = new Date().toISOString().slice(0, 10)) =>
  new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
/** Today, or the first day on which everybody of the tests has consented. */
const TODAY = [day(0), '2026-09-02'].sort().at(-1)!;

async function newSchool(id: string, banks = { mentors: ['m-1'], mentees: ['e-1'] }, fields: object = {}) {
  const organisation = await newOrganisation(service, id);
  await importBanks(organisation.school, id, {
    mentors: banks.mentors.map((one) => student(one, { ...knowing, capacity: 1 })),
    mentees: banks.mentees.map((one) => student(one, asking)),
  });
  return { ...organisation, programme: await newProgramme(organisation.curator, id, { ...fields }) };
}

const refusals = ({ body }: { body: ProblemDetails }) =>
  body.errors?.map(({ field, code }) => `${field} ${code}`);

describe('The road map of a programme', () => {
  it('[S0-26] has stages with deadlines and the role responsible, tells which are overdue, and goes into a calendar', async () => {
    const { curator, school, programme } = await newSchool('mapped');
    const path = `/v1/programmes/${programme}/road-map`;
    const read = (asOf: string) => curator.get<RoadMapView>(`${path}?asOf=${asOf}`);
    const before = (await read('2026-10-02')).body;
    expect(before).toMatchObject({ own: false, asOf: '2026-10-02' });
    expect(before.items).toHaveLength(8);
    expect(before.items.find((one) => one.stage === 'forming-pairs')).toMatchObject({
      title: 'Формирование наставнических пар и групп',
      dueOn: '2026-10-01',
      responsible: 'curator',
      responsibleTitle: 'Куратор',
      state: 'overdue',
      overdue: true,
    });
    const done = await curator.patch<RoadMapView>(`${path}/forming-pairs`, {
      doneOn: '2026-10-01',
      note: 'Приказ 5',
    });
    expect(done.body.own).toBe(true);
    const after = (await read('2026-10-02')).body.items.find((one) => one.stage === 'forming-pairs');
    expect(after).toMatchObject({ state: 'done', doneOn: '2026-10-01', note: 'Приказ 5' });

    const own = {
      stage: 'general-meeting',
      title: 'Общая встреча',
      startsOn: '2026-09-20',
      dueOn: '2026-09-20',
    };
    const put = await curator.put<RoadMapView>(path, { items: [{ ...own, responsible: 'council' }] });
    expect(put.body.items).toMatchObject([
      { stage: 'general-meeting', responsibleTitle: 'Методический совет' },
    ]);
    const calendar = await school.get<string>(`/v1/programmes/${programme}/road-map.ics`);
    expect(calendar.headers.get('content-type')).toMatch('text/calendar');
    expect(calendar.body).toContain('SUMMARY:Общая встреча\r\n');
    expect(calendar.body).toContain('DTSTART;VALUE=DATE:20260920\r\nDTEND;VALUE=DATE:20260921\r\n');

    const wrong = await curator.put<ProblemDetails>(path, {
      items: [{ ...own, title: undefined, responsible: 'x' }],
    });
    expect(refusals(wrong)).toEqual(['items[0].title required', 'items[0].responsible unknown-code']);
    expect((await curator.patch(`${path}/nobody`, { doneOn: '2026-10-01' })).status).toBe(404);
    expect((await school.put(path, { items: [{ ...own, responsible: 'head' }] })).status).toBe(403);
  });
});

describe('The school of mentors', () => {
  it('[S3-17] has the calendar of the year, from the survey of needs to the analysis of the year', async () => {
    const { curator, id } = await newSchool('calendar');
    const path = `/v1/organisations/${id}/mentor-school`;
    const take = () =>
      curator.post<MentorSchoolCalendarView>(`${path}/calendars`, { academicYear: '2026/27' });
    const taken = (await take()).body;
    expect(taken.created).toBe(9);
    const byItem = new Map(taken.items.map((one) => [one.item, one]));
    expect(byItem.get('needs-survey')).toMatchObject({
      kind: 'survey',
      on: '2026-09-01',
      until: '2026-09-30',
    });
    expect(byItem.get('satisfaction-survey')).toMatchObject({ on: '2027-06-01', until: '2027-06-30' });
    expect(byItem.get('year-analysis')).toMatchObject({
      kind: 'analysis',
      on: '2027-08-01',
      until: '2027-08-31',
    });
    expect((await take()).body.created).toBe(0);
    const first = (await curator.get<MentorSchoolSessionPage>(`${path}/sessions?limit=4`)).body;
    const rest = (await curator.get<MentorSchoolSessionPage>(`${path}/sessions?cursor=${first.nextCursor}`))
      .body;
    expect([...first.items, ...rest.items].map((one) => one.id)).toEqual(taken.items.map((one) => one.id));
    const file = await curator.get<string>(`/v1/organisations/${id}/mentor-school.ics?academicYear=2026/27`);
    expect(file.body.match(/BEGIN:VEVENT/g)).toHaveLength(9);
    expect(file.body).toContain('DTSTART;VALUE=DATE:20270801');
  });

  it('[S2-09] knows who is trained by what they attended, and the bank knows it too', async () => {
    const { curator, school, id } = await newSchool('training', { mentors: ['m-1', 'm-2'], mentees: [] });
    const path = `/v1/organisations/${id}/mentor-school`;
    const session = async (on: string, kind = 'session') => {
      const body = { title: `Занятие ${on}`, on, hours: 2, kind };
      const made = await curator.post<MentorSchoolSessionView>(`${path}/sessions`, body);
      expect(made.status).toBe(201);
      return made.body.id;
    };
    const attend = (of: string, items: object[]) =>
      curator.put<AttendanceView & ProblemDetails>(`${path}/sessions/${of}/attendance`, { items });
    const entry = (mentor: string) =>
      curator.get<BankEntryView>(`/v1/organisations/${id}/banks/mentors/entries/${mentor}`);
    const [one, two, survey] = [
      await session('2026-09-10'),
      await session('2026-09-17'),
      await session('2026-09-24', 'survey'),
    ];
    await attend(one, [
      { mentor: 'm-1', attended: true },
      { mentor: 'm-2', attended: true },
    ]);
    expect((await attend(survey, [{ mentor: 'm-2', attended: true }])).body.trained).toEqual([]);
    const second = await attend(two, [
      { mentor: 'm-1', attended: true },
      { mentor: 'm-2', attended: false },
    ]);
    expect(second.body).toMatchObject({ trained: ['m-1'], untrained: [] });
    const coverage = (await curator.get<MentorSchoolView>(path)).body;
    expect(coverage).toMatchObject({
      required: { hours: 4, sessions: 2 },
      own: false,
      mentors: 2,
      trained: 1,
      share: 0.5,
      items: [
        { mentor: 'm-1', hours: 4, sessions: 2, trained: true, trainedOn: '2026-09-17' },
        { mentor: 'm-2', hours: 2, sessions: 1, trained: false, trainedOn: null },
      ],
    });
    // The school's system knows nothing of the training, and does not undo it.
    await importRows(school, `/v1/organisations/${id}/banks/mentors/imports`, [
      student('m-1', { grade: 10 }),
    ]);
    expect((await entry('m-1')).body).toMatchObject({ grade: 10, trained: true });

    const less = await curator.put<MentorSchoolView>(path, { hours: 2, sessions: 1 });
    expect(less.body).toMatchObject({ own: true, trained: 2 });
    expect((await attend(one, [{ mentor: 'm-2', attended: false }])).body.untrained).toEqual(['m-2']);
    expect((await entry('m-2')).body.trained).toBe(false);
    expect(refusals(await attend(one, [{ mentor: 'm-9', attended: true }]))).toEqual([
      'items[0].mentor unknown-person',
    ]);
    expect((await curator.delete(`${path}/sessions/${two}`)).status).toBe(204);
    expect((await entry('m-1')).body.trained).toBe(true);
    const other = await newOrganisation(service, 'other-training');
    expect((await other.curator.get(`${path}/sessions`)).status).toBe(404);
    const own = `/v1/organisations/other-training/mentor-school/sessions/${one}`;
    expect((await other.curator.get(own)).status).toBe(404);
  });
});

describe('Reminders', () => {
  const reminders = async (curator: Client, id: string, query: string) =>
    (await curator.get<ReminderPage>(`/v1/organisations/${id}/reminders?${query}`)).body;

  it('[S1-17] tells of entries that were not refreshed for a year', async () => {
    const { curator, id } = await newSchool('stale', { mentors: ['m-1'], mentees: [] });
    await importRows(curator, `/v1/organisations/${id}/banks/mentees/imports`, [
      student('e-1', { ...asking, refreshedOn: '2026-09-01' }),
      student('e-2', { ...asking, refreshedOn: '2026-09-01' }),
      student('e-3', { ...asking, refreshedOn: '2026-10-01' }),
    ]);
    const { items } = await reminders(curator, id, 'asOf=2027-09-05&kind=entry-stale');
    expect(items.filter((one) => one.bank === 'mentees')).toMatchObject([
      { dueOn: '2027-09-01', overdue: true, count: 2, person: null },
      { dueOn: '2027-10-01', overdue: false, count: 1, person: 'e-3' },
    ]);
    expect(items.find((one) => one.person === 'e-3')?.text).toBe(
      'Записей в базе, которые нужно обновить не позднее 01.10.2027: 1 (e-3). Сведения обновляются не реже раза в год.',
    );
  });

  it('tells what a running pair needs, by due day, and no more once it is done', async () => {
    const { curator, school, id, programme } = await newSchool('reminded');
    await importRows(curator, `/v1/programmes/${programme}/pairs/imports`, [
      { mentor: 'm-1', mentee: 'e-1', variant: 'achiever-underachiever', state: 'running', on: '2026-10-01' },
    ]);
    const pairs = await curator.get<{ items: PairView[] }>(`/v1/programmes/${programme}/pairs`);
    const pair = pairs.body.items[0]!.id;
    const kinds = async (asOf: string) =>
      (await reminders(curator, id, `asOf=${asOf}`)).items
        .filter((one) => one.pair === pair)
        .map((one) => `${one.dueOn} ${one.kind} ${one.overdue ? 'overdue' : 'ahead'}`);
    expect(await kinds('2026-10-10')).toEqual([
      '2026-10-01 entry-measurement-missing overdue',
      '2026-10-15 plan-missing ahead',
    ]);
    const made = await curator.post(`/v1/pairs/${pair}/meetings`, {
      kind: 'introduction',
      plannedOn: '2026-10-05',
    });
    expect(made.status).toBe(201);
    const asked = await curator.post(`/v1/pairs/${pair}/petitions`, {
      kind: 'replacement',
      by: 'mentee',
      on: '2026-10-20',
      reason: 'Не подходит время встреч',
    });
    expect(asked.status).toBe(201);
    expect(await kinds('2026-10-25')).toEqual([
      '2026-10-01 entry-measurement-missing overdue',
      '2026-10-08 meeting-not-marked overdue',
      '2026-10-15 plan-missing overdue',
      '2026-10-30 petition-undecided ahead',
    ]);
    await importRows(school, `/v1/organisations/${id}/measurements/imports`, [
      {
        programme,
        subject: { bank: 'mentees', externalId: 'e-1' },
        indicator: 'attendance',
        wave: 'entry',
        value: 0.9,
        measuredOn: '2026-10-02',
      },
    ]);
    expect(await kinds('2027-05-15')).toEqual([
      '2026-10-08 meeting-not-marked overdue',
      '2026-10-15 plan-missing overdue',
      '2026-10-30 petition-undecided overdue',
      '2027-05-31 exit-measurement-due ahead',
      '2027-05-31 pair-term-ending ahead',
    ]);
    const until = await curator.post(`/v1/pairs/${pair}/transitions`, {
      to: 'extended',
      on: '2027-05-16',
      until: '2027-08-31',
      recorded: true,
    });
    expect(until.status).toBe(200);
    expect((await kinds('2027-05-16')).filter((one) => one.startsWith('2027'))).toEqual([]);
    const whole = await reminders(curator, id, 'asOf=2027-05-16&until=2027-09-01');
    const first = await reminders(curator, id, 'asOf=2027-05-16&until=2027-09-01&limit=2');
    const rest = await reminders(curator, id, `asOf=2027-05-16&until=2027-09-01&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items]).toEqual(whole.items);
    expect(whole.items.map((one) => one.dueOn)).toEqual(whole.items.map((one) => one.dueOn).sort());
  });

  it('tells of consents that end, that ran out and that were withdrawn while somebody works in a pair', async () => {
    const { curator, id, programme } = await newSchool('consents', {
      mentors: ['m-1', 'm-2', 'm-3'],
      mentees: [],
    });
    const consent = { purpose: 'personal-data', givenOn: '2026-09-01', by: 'self', document: '1' };
    const mentees = [
      { ...consent, validUntil: '2026-12-31' },
      { ...consent, validUntil: null },
      { ...consent, validUntil: null },
    ].map((one, i) => student(`e-${i + 1}`, { ...asking, consents: [one] }));
    await importRows(curator, `/v1/organisations/${id}/banks/mentees/imports`, mentees);
    await importRows(
      curator,
      `/v1/programmes/${programme}/pairs/imports`,
      [1, 2, 3].map((i) => ({ mentor: `m-${i}`, mentee: `e-${i}`, state: 'running', on: '2026-10-01' })),
    );
    const told = async (asOf: string) =>
      (await reminders(curator, id, `asOf=${asOf}`)).items
        .filter((one) => one.kind.startsWith('consent-'))
        .map((one) => `${one.dueOn} ${one.kind} ${one.person}`);
    expect(await told('2026-11-01')).toEqual([]);
    expect(await told('2026-12-05')).toEqual(['2026-12-31 consent-ending e-1']);
    await importRows(curator, `/v1/organisations/${id}/banks/mentees/imports`, [
      student('e-2', { ...asking, consents: [{ ...consent, withdrawnOn: '2026-12-01' }] }),
    ]);
    expect(await told('2027-01-10')).toEqual([
      '2026-12-01 consent-withdrawn e-2',
      '2026-12-31 consent-missing e-1',
    ]);
    const wrong = await curator.get<ProblemDetails>(`/v1/organisations/${id}/reminders?kind=nothing`);
    expect(refusals(wrong)).toEqual(['kind unknown-code']);
    const other = await newOrganisation(service, 'not-reminded');
    expect((await other.curator.get(`/v1/organisations/${id}/reminders`)).status).toBe(404);
  });
});

describe('The search for a mentor', () => {
  const term = { startsOn: day(-30, TODAY), endsOn: day(270, TODAY) };
  const match = (curator: Client, programme: string) =>
    curator.run<MatchingView>(`/v1/programmes/${programme}/matchings`, { asOf: TODAY });
  const searched = async (curator: Client, programme: string): Promise<MatchingView[]> => {
    const { body } = await curator.get<MatchingPage>(`/v1/programmes/${programme}/matchings`);
    return body.items.filter((one) => one.origin === 'search');
  };
  /** Matchings that the search has begun, once there are so many of them and all have ended. */
  const afterSearch = async (curator: Client, programme: string, count: number): Promise<MatchingView[]> => {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const found = await searched(curator, programme);
      if (found.length >= count && found.every((one) => one.status === 'done')) return found;
      if (Date.now() > deadline) throw new Error(`${JSON.stringify(found)}\n${service.log().slice(-2000)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const pairsOf = async (curator: Client, matching: string) =>
    (await curator.get<SuggestionPage>(`/v1/matchings/${matching}/suggestions`)).body.items
      .map(({ mentor, mentee }) => `${mentor} ${mentee}`)
      .sort();

  it('[S1-13] goes on by itself when a mentor comes, and leaves announced pairs as they are', async () => {
    const { curator, id, programme } = await newSchool(
      'searching',
      { mentors: ['m-1'], mentees: ['e-1', 'e-2'] },
      term,
    );
    const first = await match(curator, programme);
    expect(first.origin).toBe('curator');
    const announced = await pairsOf(curator, first.id);
    const left = announced[0] === 'm-1 e-1' ? 'e-2' : 'e-1';
    const search = () => curator.get<ProgrammeSearchView>(`/v1/programmes/${programme}/search`);
    expect((await search()).body).toMatchObject({
      continuedSearch: true,
      waiting: 1,
      lastMatching: first.id,
      items: [{ mentee: left, reason: 'capacity', since: TODAY, tries: 1 }],
    });
    const told = await curator.get<ReminderPage>(
      `/v1/organisations/${id}/reminders?kind=mentees-waiting&asOf=${TODAY}`,
    );
    expect(told.body.items).toMatchObject([{ programme, count: 1, person: left }]);

    const mentor = student('m-2', { ...knowing, capacity: 1 });
    const banks = `/v1/organisations/${id}/banks`;
    await importRows(curator, `${banks}/mentors/imports`, [mentor]);
    const [found] = await afterSearch(curator, programme, 1);
    expect(found).toMatchObject({ basedOn: first.id, summary: { matched: 2 } });
    expect(await pairsOf(curator, found!.id)).toEqual([...announced, `m-2 ${left}`].sort());
    const view = (await curator.get<ProgrammeView>(`/v1/programmes/${programme}`)).body;
    expect(view.search).toEqual({ waiting: 0, lastMatching: found!.id });

    // Nobody waits any more, so that another mentor begins no search, nor does the same file again.
    await importRows(curator, `${banks}/mentors/imports`, [mentor, student('m-3', knowing)]);
    await importRows(curator, `${banks}/mentees/imports`, [student('e-9', { ...asking, grade: 6 })]);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await searched(curator, programme)).toHaveLength(1);
  });

  it('[S1-13] finds another mentor for a mentee whose mentor was replaced', async () => {
    const { curator, programme } = await newSchool(
      'replacing',
      { mentors: ['m-1', 'm-2'], mentees: ['e-1'] },
      term,
    );
    const first = await match(curator, programme);
    await curator.post(`/v1/matchings/${first.id}/decisions`, { all: 'accept' });
    const pairs = await curator.get<{ items: PairView[] }>(`/v1/programmes/${programme}/pairs`);
    const pair = pairs.body.items[0]!;
    const moved = await curator.post(`/v1/pairs/${pair.id}/transitions`, {
      to: 'running',
      on: TODAY,
      recorded: true,
    });
    expect(moved.status).toBe(200);
    const petition = await curator.post<{ id: string }>(`/v1/pairs/${pair.id}/petitions`, {
      kind: 'replacement',
      by: 'mentee',
      on: TODAY,
      reason: 'Не подходит время встреч',
    });
    const granted = await curator.post(`/v1/pairs/${pair.id}/petitions/${petition.body.id}/decisions`, {
      granted: true,
      on: TODAY,
      by: 'curator',
    });
    expect(granted.status).toBe(200);
    const [found] = await afterSearch(curator, programme, 1);
    expect(found?.summary).toMatchObject({ matched: 1 });
    expect(await pairsOf(curator, found!.id)).toHaveLength(1);
  });

  it('stops when the programme does not want it', async () => {
    const { curator, id, programme } = await newSchool(
      'content',
      { mentors: ['m-1'], mentees: ['e-1', 'e-2'] },
      term,
    );
    await match(curator, programme);
    const path = `/v1/programmes/${programme}`;
    const changed = await curator.patch<ProgrammeView>(path, { continuedSearch: false });
    expect(changed.body.continuedSearch).toBe(false);
    await importRows(curator, `/v1/organisations/${id}/banks/mentors/imports`, [student('m-2', knowing)]);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await searched(curator, programme)).toEqual([]);
    const other = await newOrganisation(service, 'curious');
    expect((await other.curator.get(`${path}/search`)).status).toBe(404);
    expect((await other.curator.get(`${path}/suitable-mentors`)).status).toBe(404);
  });

  it('[S1-12] shows which mentors of the bank suit a programme, and what speaks against the others', async () => {
    const { curator, id, programme } = await newSchool('choosing', {
      mentors: ['m-1'],
      mentees: ['e-1', 'e-2'],
    });
    await importRows(curator, `/v1/organisations/${id}/banks/mentors/imports`, [
      student('m-2', { ...knowing, grade: 5 }),
      student('m-3', { ...knowing, consents: [] }),
      { ...student('m-4', knowing), personKind: 'teacher', grade: null },
    ]);
    const answer = await curator.get<SuitableMentorPage>(
      `/v1/programmes/${programme}/suitable-mentors?asOf=2026-09-15`,
    );
    expect(answer.body).toMatchObject({ asOf: '2026-09-15', mentees: 2, nextCursor: null });
    const byId = new Map(answer.body.items.map((one) => [one.mentor, one]));
    expect(answer.body.items[0]).toMatchObject({ mentor: 'm-1', suits: true, mentees: 2, placesLeft: 1 });
    expect(byId.get('m-2')).toMatchObject({ suits: false, rightKind: true, mentees: 0 });
    expect(byId.get('m-2')?.brokenRules.map((one) => one.rule)).toContain('grade-gap');
    expect(byId.get('m-3')).toMatchObject({ suits: false, consented: false });
    expect(byId.get('m-4')).toMatchObject({ suits: false, rightKind: false });
    const page = await curator.get<SuitableMentorPage>(
      `/v1/programmes/${programme}/suitable-mentors?asOf=2026-09-15&limit=1`,
    );
    expect(page.body.items).toHaveLength(1);
    const next = await curator.get<SuitableMentorPage>(
      `/v1/programmes/${programme}/suitable-mentors?asOf=2026-09-15&limit=9&cursor=${page.body.nextCursor}`,
    );
    expect(next.body.items.map((one) => one.mentor)).toEqual(
      answer.body.items.slice(1).map((one) => one.mentor),
    );
  });
});
