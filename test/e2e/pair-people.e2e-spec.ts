import type {
  ConsultantList,
  ConsultantView,
  MatchingView,
  PairView,
  PlanView,
  ProblemDetails,
  SuggestionPage,
  SupportList,
  SupportView,
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
const knowing = { grade: 9, competences: [{ topic: MATHS, level: 5 }], marks: { [MATHS]: 5 } };
const asking = {
  grade: 7,
  categories: ['failing'],
  requests: [{ topic: MATHS, importance: 5 }],
  marks: { [MATHS]: 3 },
};
const document = { number: '7', date: '2026-09-20', signedBy: 'Петрова А. А.' };

async function newSchool(id: string, fields: Record<string, unknown> = {}) {
  const organisation = await newOrganisation(service, id);
  await importBanks(organisation.school, id, {
    mentors: [student('m-1', { ...knowing, capacity: 3 }), student('m-2', knowing), student('s-1', knowing)],
    mentees: ['e-1', 'e-2', 'e-3', 'e-4'].map((one) => student(one, asking)),
  });
  return { ...organisation, programme: await newProgramme(organisation.curator, id, fields) };
}

type Answered<T> = T & ProblemDetails;

const make = (curator: Client, programme: string, body: object) =>
  curator.post<Answered<PairView>>(`/v1/programmes/${programme}/pairs`, { on: '2026-09-15', ...body });

async function running(curator: Client, programme: string, body: object): Promise<PairView> {
  const made = await make(curator, programme, body);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return (await move(curator, made.body.id, { to: 'running', on: '2026-10-01', recorded: true })).body;
}

const move = (curator: Client, pair: string, body: object) =>
  curator.post<Answered<PairView>>(`/v1/pairs/${pair}/transitions`, { on: '2026-09-20', ...body });

async function suggested(curator: Client, programme: string): Promise<string[]> {
  const matching = await curator.run<MatchingView>(`/v1/programmes/${programme}/matchings`, {
    asOf: '2026-12-15',
  });
  const { body } = await curator.get<SuggestionPage>(`/v1/matchings/${matching.id}/suggestions`);
  return body.items.map((one) => `${one.mentor} ${one.mentee}`).sort();
}

const errorsOf = (body: ProblemDetails) => body.errors?.map(({ field, code }) => `${field} ${code}`);
const brokenOf = (body: ProblemDetails) =>
  (body['brokenRules'] as { rule: string }[] | undefined)?.map((one) => one.rule);

describe('A group', () => {
  it('[S1-03] [S1-06] takes mentees in and lets them go, within the places, and remembers them', async () => {
    const { curator, programme } = await newSchool('groups', { kinds: ['group'] });
    const pair = await running(curator, programme, { mentor: 'm-1', mentees: ['e-1', 'e-2'] });
    const path = `/v1/pairs/${pair.id}/mentees`;
    const joined = await curator.post<Answered<PairView>>(path, {
      mentee: 'e-3',
      on: '2026-10-10',
      document,
    });
    expect(joined.body.mentees).toEqual(['e-1', 'e-2', 'e-3']);
    expect(joined.headers.get('etag')).toBe(`"${joined.body.version}"`);
    const full = await curator.post<ProblemDetails>(path, { mentee: 'e-4', on: '2026-10-10' });
    expect(full).toMatchObject({ status: 409, body: { code: 'mentor-full' } });
    const odd = await curator.delete<ProblemDetails>(`${path}/e-2?on=2026-11-01&reason=plan-done`);
    expect(errorsOf(odd.body)).toEqual(['reason not-allowed']);
    const left = await curator.delete<PairView>(`${path}/e-2?on=2026-11-01&reason=conflict&by=mentee`);
    expect(left.body).toMatchObject({ mentees: ['e-1', 'e-3'], state: 'running', flags: [] });
    expect(left.body.history.slice(-2)).toMatchObject([
      { event: 'joined', mentee: 'e-3', on: '2026-10-10', document },
      { event: 'left', mentee: 'e-2', on: '2026-11-01', by: 'mentee', reason: 'conflict' },
    ]);
    // Who left in conflict is kept apart from this mentor.
    const again = await curator.post<ProblemDetails>(path, { mentee: 'e-2', on: '2026-11-02' });
    expect(brokenOf(again.body)).toEqual(['conflict']);
    const one = await curator.delete<PairView>(`${path}/e-3?on=2026-11-03&reason=mutual`);
    expect(one.body.flags).toEqual(['group-too-small']);
    const last = await curator.delete<ProblemDetails>(`${path}/e-1?on=2026-11-04&reason=mutual`);
    expect(last).toMatchObject({ status: 409, body: { code: 'last-of-group' } });
    expect((await curator.delete(`${path}/e-4?on=2026-11-04&reason=mutual`)).status).toBe(404);
  });

  it('[S1-14] goes on when one of its mentees asks for another mentor', async () => {
    const { curator, programme } = await newSchool('asking', { kinds: ['group'] });
    const { id } = await running(curator, programme, { mentor: 'm-1', mentees: ['e-1', 'e-2', 'e-3'] });
    const path = `/v1/pairs/${id}/petitions`;
    const body = { kind: 'replacement', by: 'mentee', on: '2026-11-10', reason: 'Другой темп' };
    const unnamed = await curator.post<ProblemDetails>(path, body);
    expect(errorsOf(unnamed.body)).toEqual(['mentee required']);
    const asked = await curator.post<{ id: string }>(path, { ...body, mentee: 'e-2' });
    const granted = { granted: true, on: '2026-11-12', by: 'curator' };
    expect((await curator.post(`${path}/${asked.body.id}/decisions`, granted)).status).toBe(200);
    const pair = (await curator.get<PairView>(`/v1/pairs/${id}`)).body;
    expect(pair).toMatchObject({ state: 'running', mentees: ['e-1', 'e-3'] });
    expect(pair.history.at(-1)).toMatchObject({ event: 'left', mentee: 'e-2', reason: 'mentee-petition' });
    const next = await make(curator, programme, { mentor: 'm-2', mentees: ['e-2'] });
    expect(next.body).toMatchObject({ mentees: ['e-2'], flags: ['group-too-small'] });
  });

  it('keeps apart whom the psychologist keeps apart, and is no pair of two', async () => {
    const { curator, programme, psychologist } = await newSchool('apart', {
      kinds: ['group', 'traditional'],
    });
    await importRows(psychologist, '/v1/organisations/apart/restrictions/imports', [
      { mentor: 'e-1', mentee: 'e-2', kind: 'do-not-pair' },
    ]);
    const refused = await make(curator, programme, { mentor: 'm-1', mentees: ['e-1', 'e-2'] });
    expect(brokenOf(refused.body)).toEqual(['do-not-pair']);
    const group = await running(curator, programme, { mentor: 'm-1', mentees: ['e-1', 'e-3'] });
    const joining = await curator.post<ProblemDetails>(`/v1/pairs/${group.id}/mentees`, {
      mentee: 'e-2',
      on: '2026-10-10',
    });
    expect(brokenOf(joining.body)).toEqual(['do-not-pair']);
    const two = await make(curator, programme, { mentor: 'm-2', mentees: ['e-4'], kinds: ['traditional'] });
    const third = await curator.post<ProblemDetails>(`/v1/pairs/${two.body.id}/mentees`, {
      mentee: 'e-2',
      on: '2026-10-10',
    });
    expect(third).toMatchObject({ status: 409, body: { code: 'not-a-group' } });
  });
});

/** Two teachers, both in both banks: one knows method, the other digital tools, and each asks for the other's. */
async function twoTeachers(id: string, kinds: string[]) {
  const organisation = await newOrganisation(service, id);
  const method = { topic: 'method', level: 5 };
  const digital = { topic: 'digital', level: 5 };
  const old = { experienceYears: 20, evidence: [{ kind: 'contest', title: 'Учитель года', year: 2025 }] };
  const young = { experienceYears: 1, categories: ['young-specialist'] };
  await importBanks(organisation.school, id, {
    mentors: [
      teacher('t-old', { ...old, competences: [method] }),
      teacher('t-young', { ...young, competences: [digital] }),
    ],
    mentees: [
      teacher('t-young', { ...young, requests: [{ topic: 'method' }] }),
      teacher('t-old', { ...old, requests: [{ topic: 'digital' }] }),
      teacher('t-lost', { ...young, requests: [{ topic: 'method' }] }),
    ],
  });
  const programme = await newProgramme(organisation.curator, id, {
    form: 'teacher-teacher',
    variants: ['experienced-young'],
    kinds,
  });
  return { ...organisation, programme };
}

describe('A reverse pair', () => {
  it('[S1-03] goes in two directions, in each of which one asks for what the other knows', async () => {
    const { curator, programme } = await twoTeachers('reverse', ['reverse']);
    const lost = await make(curator, programme, { mentor: 't-old', mentees: ['t-lost'] });
    expect(brokenOf(lost.body)).toEqual(['reverse-covered']);
    expect(await suggested(curator, programme)).toEqual(['t-old t-young']);
    const pair = await running(curator, programme, { mentor: 't-old', mentees: ['t-young'] });
    expect(pair.directions).toEqual([
      { from: 'mentor', to: 'mentee', topics: ['method'] },
      { from: 'mentee', to: 'mentor', topics: ['digital'] },
    ]);
    const put = (directions: object[]) =>
      curator.put<Answered<PlanView>>(`/v1/pairs/${pair.id}/plan`, {
        goal: 'Методика и цифра',
        directions,
        from: '2026-10-01',
        until: '2027-05-31',
        activities: [],
      });
    expect(errorsOf((await put([{ topics: ['method'] }])).body)).toEqual(['directions required']);
    const both = await put([{ topics: ['method'] }, { from: 'mentee', topics: ['digital'] }]);
    expect(both.body.current?.directions).toEqual([
      { from: 'mentor', topics: ['method'] },
      { from: 'mentee', topics: ['digital'] },
    ]);
  });

  it('is the only one in which two people are both mentor and mentee of each other', async () => {
    const { curator, programme } = await twoTeachers('cycle', ['traditional']);
    const pair = await running(curator, programme, { mentor: 't-old', mentees: ['t-young'] });
    expect(pair.directions).toHaveLength(1);
    const relaxed = {
      rules: { 'young-specialist': { enabled: false }, 'mentor-experienced': { enabled: false } },
    };
    const other = await newProgramme(curator, 'cycle', {
      form: 'teacher-teacher',
      variants: ['experienced-young'],
      policy: relaxed,
    });
    const turned = await make(curator, other, { mentor: 't-young', mentees: ['t-old'] });
    expect(brokenOf(turned.body)).toContain('reciprocal');
    const whyNot = await suggested(curator, other);
    expect(whyNot).not.toContain('t-young t-old');
  });
});

describe('Consultants of a mentor', () => {
  it('[S0-11] are brought in for a topic, with their written consent', async () => {
    const { curator, school, programme } = await newSchool('consultants');
    const { id } = await running(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const path = `/v1/pairs/${id}/consultants`;
    const add = (body: object) => curator.post<Answered<ConsultantView>>(path, body);
    const unsigned = await add({ person: 's-1', topic: MATHS });
    expect(errorsOf(unsigned.body)).toContain('consentDocument required');
    const added = await add({ person: 's-1', topic: MATHS, consentDocument: document });
    expect(added).toMatchObject({ status: 201, body: { person: 's-1', consentDocument: document } });
    expect((await add({ person: 's-1', topic: MATHS, consentDocument: document })).body.code).toBe(
      'already-exists',
    );
    const own = await add({ person: 'm-1', topic: 'alchemy', consentDocument: document });
    expect(errorsOf(own.body)).toEqual(['topic unknown-topic', 'person not-allowed']);
    const nobody = await add({ person: 'nobody', topic: MATHS, consentDocument: document });
    expect(errorsOf(nobody.body)).toEqual(['person unknown-person']);
    const early = { ...document, date: '2026-08-01' };
    const before = await add({ person: 'm-2', topic: MATHS, consentDocument: early });
    expect(errorsOf(before.body)).toEqual(['person no-personal-data-consent']);
    expect((await school.get<ConsultantList>(path)).body.items).toHaveLength(1);
    expect((await curator.delete(`${path}/${added.body.id}`)).status).toBe(204);
    expect((await curator.get<ConsultantList>(path)).body.items).toEqual([]);
  });
});

describe('Support of pairs', () => {
  it('[S4-17] [S0-23] [S2-11] is given by the psychologist, who alone reads the notes, and tells how satisfied the sides are', async () => {
    const { curator, psychologist, school, programme } = await newSchool('support');
    const { id } = await running(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const path = `/v1/pairs/${id}/support`;
    const consultation = { kind: 'consultation', on: '2026-10-20', note: 'Волнуется перед контрольными' };
    expect((await psychologist.post<SupportView>(path, consultation)).body.note).toBe(consultation.note);
    const forbidden = await curator.post<ProblemDetails>(path, consultation);
    expect(errorsOf(forbidden.body)).toEqual(['note not-allowed']);
    const rated = (by: Client, side: string, satisfaction: number, on: string) =>
      by.post<SupportView>(path, { kind: 'satisfaction', on, side, satisfaction });
    await rated(psychologist, 'mentee', 9, '2026-12-01');
    await rated(curator, 'mentee', 6, '2026-11-01');
    await rated(psychologist, 'mentor', 8, '2026-11-15');
    const pair = (await psychologist.get<PairView>(`/v1/pairs/${id}`)).body;
    expect(pair.satisfaction).toEqual({
      mentor: { on: '2026-11-15', value: 8 },
      mentee: { on: '2026-12-01', value: 9 },
    });
    const seen = (await curator.get<SupportList>(path)).body;
    expect(seen.items).toHaveLength(4);
    expect(JSON.stringify(seen)).not.toContain('Волнуется');
    expect((await psychologist.get<SupportList>(path)).body.items[0]?.note).toBe(consultation.note);
    expect((await school.get(path)).status).toBe(403);
    const blank = await curator.post<ProblemDetails>(path, { kind: 'satisfaction', on: '2026-12-02' });
    expect(errorsOf(blank.body)).toEqual(['satisfaction required']);
  });
});

describe('Voluntary participation', () => {
  it('[S2-20] [S4-09] lets either side decline, and the two are not brought together again', async () => {
    const { curator, programme } = await newSchool('declining');
    const pair = (await make(curator, programme, { mentor: 'm-1', mentees: ['e-1'] })).body;
    await move(curator, pair.id, { to: 'met' });
    const declined = await move(curator, pair.id, { to: 'terminated', by: 'mentee', reason: 'declined' });
    expect(declined.body).toMatchObject({ state: 'terminated', endReason: 'declined' });
    const again = await make(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    expect(brokenOf(again.body)).toEqual(['declined']);
    expect(await suggested(curator, programme)).not.toContain('m-1 e-1');
    const other = await running(curator, programme, { mentor: 'm-1', mentees: ['e-2'] });
    const late = await move(curator, other.id, {
      to: 'terminated',
      by: 'mentor',
      reason: 'declined',
      on: '2026-11-01',
    });
    expect(late.body.code).toBe('transition-not-allowed');
  });

  it('is flagged on a pair where somebody has withdrawn the consent', async () => {
    const { curator, school, programme } = await newSchool('withdrawn');
    const { id } = await running(curator, programme, { mentor: 'm-1', mentees: ['e-1'] });
    const consent = { purpose: 'personal-data', givenOn: '2026-09-01', by: 'self', document: '12/26' };
    await importRows(school, '/v1/organisations/withdrawn/banks/mentees/imports', [
      student('e-1', { ...asking, consents: [{ ...consent, withdrawnOn: '2026-10-05' }] }),
    ]);
    expect((await curator.get<PairView>(`/v1/pairs/${id}`)).body.flags).toEqual(['consent-withdrawn']);
  });
});

describe('A programme that asks for trained mentors', () => {
  it('[S2-09] lets no pair begin whose mentor is not', async () => {
    const { curator, school, programme } = await newSchool('training', {
      policy: { requireTrainedMentor: true },
    });
    const { id } = (await make(curator, programme, { mentor: 'm-1', mentees: ['e-1'] })).body;
    await move(curator, id, { to: 'ordered', recorded: true, document });
    const untrained = await move(curator, id, { to: 'running', on: '2026-10-01' });
    expect(untrained.body.missing).toEqual(['mentor-not-trained']);
    await school.patch('/v1/organisations/training/banks/mentors/entries/m-1', { trained: true });
    expect((await move(curator, id, { to: 'running', on: '2026-10-01' })).body.state).toBe('running');
    expect(await suggested(curator, programme)).toHaveLength(3);
  });
});
