import type {
  AuditPage,
  BankEntryPage,
  DestructionActPage,
  PersonView,
  RetentionDuePage,
  SelectionSheetList,
} from '@app/contracts';
import {
  bankOf,
  importRows,
  newOrganisation,
  newProgramme,
  student,
  teacher,
  withService,
  type Client,
} from '../support/index.js';

const service = withService();

interface School {
  id: string;
  school: Client;
  curator: Client;
  psychologist: Client;
}

let school: School;
let other: School;
let programme: string;

const of = (path: string) => `/v1/organisations/${school.id}/${path}`;
const CONSENT = { purpose: 'personal-data', givenOn: '2020-09-01', by: 'representative', document: '3' };
const LONG_AGO = '2020-09-01';

beforeAll(async () => {
  school = await newOrganisation(service, 'people-1');
  other = await newOrganisation(service, 'people-2');
  const fresh = { refreshedOn: new Date().toISOString().slice(0, 10) };
  await importRows(school.school, `${bankOf(school, 'mentors')}/imports`, [
    teacher('m-1', { ...fresh, trained: true }),
    teacher('m-2', { refreshedOn: LONG_AGO }),
    student('both', fresh),
  ]);
  await importRows(school.school, `${bankOf(school, 'mentees')}/imports`, [
    student('e-1', { ...fresh, requests: [{ topic: 'career' }] }),
    student('e-2', { ...fresh, consents: [] }),
    student('e-3', { refreshedOn: LONG_AGO, consents: [{ ...CONSENT, validUntil: '2024-05-31' }] }),
    student('both', fresh),
  ]);
  programme = await newProgramme(school.curator, school.id);
}, 60_000);

describe('A person', () => {
  it('is one in both banks, with consents that hang on the person', async () => {
    const { body } = await school.psychologist.get<PersonView>(of('people/both'));
    expect(body).toMatchObject({ externalId: 'both', pairs: [], restrictions: 0, interviews: 0 });
    expect(body.entries.map(({ bank }) => bank)).toEqual(['mentees', 'mentors']);
    expect(body.consents).toMatchObject([{ purpose: 'personal-data', by: 'self', document: '12/26' }]);
  });

  it('gives consents by purpose, with paper, signatory and term, each with who and when noted it [S1-09]', async () => {
    const path = of('people/e-2/consents');
    const consent = { ...CONSENT, purpose: 'appointment', validUntil: '2030-05-31' };
    const given = await school.curator.post(path, consent);
    expect(given).toMatchObject({ status: 201, body: { ...consent, withdrawnOn: null } });
    expect(given.body).toMatchObject({ madeBy: expect.any(String), madeAt: expect.any(String) });
    expect(await school.curator.post(path, consent)).toMatchObject({
      status: 409,
      body: { code: 'already-exists' },
    });
    const backwards = { ...consent, givenOn: '2026-01-01', validUntil: '2025-01-01' };
    expect(await school.curator.post(path, backwards)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'validUntil', code: 'date-order' }] },
    });
  });

  it('withdraws only what was given, and not on a day to come', async () => {
    const path = of('people/e-2/consents/withdrawals');
    const nothing = await school.curator.post(path, { purpose: 'publication', withdrawnOn: '2026-11-01' });
    expect(nothing).toMatchObject({ status: 409, body: { code: 'nothing-to-withdraw' } });
    const future = await school.curator.post(path, { purpose: 'appointment', withdrawnOn: '2999-01-01' });
    expect(future).toMatchObject({ status: 400, body: { errors: [{ field: 'withdrawnOn' }] } });
    const done = await school.curator.post(path, { purpose: 'appointment', withdrawnOn: '2026-11-01' });
    expect(done).toMatchObject({ status: 200, body: { act: null, pairs: [] } });
  });
});

describe('The selection', () => {
  it('keeps interviews with candidates: who, when, with what result [S2-08]', async () => {
    const path = of('people/m-1/interviews');
    const interview = { on: '2026-09-10', by: 'curator', result: 'suitable', note: 'готова вести двоих' };
    expect(await school.curator.post(path, interview)).toMatchObject({ status: 201, body: interview });
    expect(await school.curator.get(path)).toMatchObject({ body: { items: [interview] } });
    const wrong = await school.curator.post(path, { ...interview, result: 'maybe', by: 'Иванова И. И.' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'by' }, { field: 'result' }] } });
    expect((await school.school.get(path)).status).toBe(403);
  });

  it('takes questionnaires of mentors and mentees, for the curator to read [S0-06] [S1-12]', async () => {
    const sheet = (bank: 'mentors' | 'mentees', externalId: string, answers: object) => ({
      programme,
      respondent: { bank, externalId },
      instrument: `selection.${bank === 'mentors' ? 'mentor' : 'mentee'}`,
      version: '1',
      wave: 'entry',
      answeredOn: '2026-09-05',
      answers,
    });
    const imported = await importRows(school.school, of('responses/imports'), [
      sheet('mentors', 'm-1', { 'was-mentor': true, motive: 'help', readiness: 9, experience: 'олимпиады' }),
      sheet('mentees', 'e-1', { voluntary: true, request: 'выбор профессии', need: 8 }),
    ]);
    expect(imported).toMatchObject({ created: 2, warnings: [] });
    const { body } = await school.curator.get<SelectionSheetList>(of('people/m-1/selection-sheets'));
    expect(body.items).toMatchObject([
      { bank: 'mentors', programme, answers: { motive: 'help', readiness: 9 } },
    ]);
  });
});

describe('Flags of entries', () => {
  const flagged = async (bank: 'mentors' | 'mentees', flag: string): Promise<string[]> => {
    const { body } = await school.curator.get<BankEntryPage>(`${bankOf(school, bank)}/entries?flag=${flag}`);
    for (const item of body.items) expect(item.flags).toContain(flag);
    return body.items.map(({ externalId }) => externalId);
  };

  it('show who was not refreshed for a year, until they are [S1-17]', async () => {
    expect(await flagged('mentors', 'stale')).toEqual(['m-2']);
    await school.school.patch(`${bankOf(school, 'mentors')}/entries/m-2`, {
      refreshedOn: new Date().toISOString().slice(0, 10),
    });
    expect(await flagged('mentors', 'stale')).toEqual([]);
  });

  it('show whose consent or request is missing', async () => {
    expect(await flagged('mentees', 'no-consent')).toEqual(['e-2', 'e-3']);
    expect(await flagged('mentees', 'no-requests')).toEqual(['both', 'e-2', 'e-3']);
    expect(await flagged('mentees', 'no-testing-consent')).toHaveLength(4);
    const wrong = await school.curator.get(`${bankOf(school, 'mentees')}/entries?flag=lazy`);
    expect(wrong.status).toBe(400);
  });
});

describe('Retention', () => {
  it('lists whose time has come, by the catalogue or the organisation’s own periods', async () => {
    const due = async (asOf: string) => {
      const { body } = await school.curator.get<RetentionDuePage>(of(`retention?asOf=${asOf}`));
      return body.items.map(({ externalId, code, retainUntil }) => [externalId, code, retainUntil]);
    };
    expect(await due('2026-11-24')).toEqual([['e-3', 'consent-expired', '2024-06-30']]);
    const periods = [{ code: 'consent-expired', months: 60 }];
    const changed = await school.curator.put(of('retention'), { periods });
    expect(changed.body).toMatchObject({
      periods: expect.arrayContaining([expect.objectContaining({ ...periods[0], own: true })]),
    });
    expect(await due('2026-11-24')).toEqual([]);
    expect((await due('2999-01-01')).length).toBeGreaterThan(4);
    await school.curator.put(of('retention'), { periods: [] });
  });

  it('destroys nobody by itself', async () => {
    const { body } = await school.curator.get<DestructionActPage>(of('destruction-acts'));
    expect(body.items).toEqual([]);
  });
});

describe('Relations of two people', () => {
  it('show who made them and when, one by one or as a list', async () => {
    const restriction = { mentor: 'm-1', mentee: 'e-1', kind: 'kinship', reason: 'мать' };
    const made = await school.curator.post<{ id: string }>(of('restrictions'), restriction);
    expect(made).toMatchObject({ status: 201, body: restriction });
    expect(await school.curator.post(of('restrictions'), restriction)).toMatchObject({ status: 409 });
    const listed = await school.psychologist.get(of('restrictions?person=e-1'));
    expect(listed.body).toMatchObject({
      items: [{ ...restriction, madeBy: expect.any(String), madeAt: expect.any(String) }],
    });
    const path = of(`restrictions/${made.body.id}`);
    expect((await school.curator.delete(path)).status).toBe(204);
    expect((await school.curator.delete(path)).status).toBe(404);
    const unknown = await school.curator.post(of('restrictions'), { ...restriction, mentee: 'nobody' });
    expect(unknown).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'mentee', code: 'unknown-person' }] },
    });
  });

  it('keep the psychologist’s scores with the psychologist, and show vetoes to the curator', async () => {
    const score = {
      mentor: 'm-1',
      mentee: 'e-1',
      score: 0.2,
      method: 'тест',
      measuredOn: '2026-09-10',
      veto: true,
    };
    expect(await school.psychologist.post(of('compatibilities'), score)).toMatchObject({
      status: 201,
      body: score,
    });
    expect((await school.curator.get(of('compatibilities'))).status).toBe(403);
    await importRows(school.curator, `/v1/programmes/${programme}/preferences/imports`, [
      { mentor: 'm-2', mentee: 'e-1', from: 'mentee', rating: 2, veto: true },
    ]);
    const vetoes = await school.curator.get<{ items: { by: string }[] }>(of('vetoes'));
    expect(vetoes.body.items.map(({ by }) => by).sort()).toEqual(['mentee', 'psychologist']);
    expect(JSON.stringify(vetoes.body)).not.toContain('0.2');
    const ratings = await school.curator.get(`/v1/programmes/${programme}/preferences`);
    expect(ratings.body).toMatchObject({
      items: [{ from: 'mentee', rating: 2, madeBy: expect.any(String) }],
    });
  });
});

describe('Another organisation', () => {
  it('finds nothing at any of these addresses', async () => {
    const paths = [
      'people/e-1',
      'people/e-1/consents',
      'people/e-1/interviews',
      'people/e-1/selection-sheets',
      'retention',
      'destruction-acts',
      'restrictions',
      'vetoes',
      'audit',
      'audit/verification',
    ];
    for (const path of paths) {
      expect([path, (await other.curator.get(of(path))).status]).toEqual([path, 404]);
      // Its own bank does not know the person either.
      if (path.startsWith('people/'))
        expect((await other.curator.get(`/v1/organisations/${other.id}/${path}`)).status).toBe(404);
      expect([path, (await service.region.get(of(path))).status]).toEqual([path, 403]);
    }
    expect((await other.psychologist.get(of('compatibilities'))).status).toBe(404);
    expect((await other.curator.get(`/v1/programmes/${programme}/preferences`)).status).toBe(404);
    for (const [path, body] of [
      ['people/e-1/consents', CONSENT],
      ['people/e-1/consents/withdrawals', { purpose: 'personal-data', withdrawnOn: '2026-11-01' }],
      ['people/e-1/interviews', { on: '2026-09-10', by: 'curator', result: 'suitable' }],
      ['destructions', { people: ['e-1'], reason: 'request' }],
      ['restrictions', { mentor: 'm-1', mentee: 'e-1', kind: 'kinship' }],
    ] as const) {
      expect([path, (await other.curator.post(of(path), body)).status]).toEqual([path, 404]);
      expect((await other.curator.post(`/v1/organisations/${other.id}/${path}`, body)).status).not.toBe(201);
    }
  });

  it('is told so in its own log, not in this one', async () => {
    const own = await other.curator.get<AuditPage>(`/v1/organisations/${other.id}/audit?limit=100`);
    expect(own.body.items).toContainEqual(
      expect.objectContaining({ method: 'POST', outcome: 'refused', code: 'not-found', person: 'e-1' }),
    );
    const here = await school.curator.get<AuditPage>(of('audit?limit=1000'));
    expect(here.body.items.some(({ outcome, person }) => outcome === 'refused' && person === 'nobody')).toBe(
      false,
    );
    expect(await school.curator.get(of('audit/verification'))).toMatchObject({ body: { valid: true } });
  });

  it('cannot cut the log behind a head that was written down', async () => {
    const { body } = await school.curator.get<{ entries: number; head: string }>(of('audit/verification'));
    const known = `entries=${body.entries}&head=${body.head}`;
    expect(await school.curator.get(of(`audit/verification?${known}`))).toMatchObject({
      body: { valid: true },
    });
    const elsewhere = `entries=${body.entries}&head=${'0'.repeat(64)}`;
    expect(await school.curator.get(of(`audit/verification?${elsewhere}`))).toMatchObject({
      body: { valid: false, brokenAt: body.entries },
    });
  });
});
