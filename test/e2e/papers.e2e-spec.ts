import type {
  NominationsView,
  OfficersView,
  OrderCheckView,
  PairView,
  PaperTemplatePage,
  PaperTemplateView,
  PracticePage,
  PracticeView,
  ProblemDetails,
  PublicationView,
  PublishedPracticePage,
  StatisticsView,
} from '@app/contracts';
import exceljs from 'exceljs';
import { line, paperOf } from '../../libs/documents/src/templates/building.js';
import { textOfDocx } from '../../libs/documents/src/testing/text-of-docx.js';
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
const consent = (purpose: string) => ({
  purpose,
  givenOn: '2026-09-01',
  by: 'representative',
  document: '12/26',
});
const ALL = [consent('personal-data'), consent('publication')];
const document = { number: '12-к', date: '2026-09-20', signedBy: 'директор Иванова И. И.' };
const AS_OF = '?asOf=2027-01-15';

const BANKS = {
  mentors: [
    student('m-1', {
      displayName: 'Мельник Ольга Сергеевна',
      sex: 'f',
      grade: 10,
      birthYear: 2010,
      capacity: 3,
      competences: [{ topic: MATHS, level: 5 }],
      marks: { [MATHS]: 5 },
      evidence: [{ kind: 'contest', title: '=Олимпиада', year: 2027 }],
      consents: ALL,
    }),
    student('m-2', {
      grade: 9,
      capacity: 2,
      competences: [{ topic: MATHS, level: 5 }],
      marks: { [MATHS]: 5 },
    }),
  ],
  mentees: [
    student('e-1', {
      displayName: 'Петров Пётр Ильич',
      sex: 'm',
      grade: 7,
      birthYear: 2013,
      activity: 'passive',
      ...asking(),
      consents: ALL,
    }),
    student('e-2', { displayName: 'Заяц Лев Львович', sex: 'm', grade: 7, activity: 'active', ...asking() }),
    student('e-3', { displayName: 'Белая Любовь Ивановна', sex: 'f', grade: 7, ...asking() }),
    student('e-4', { displayName: 'Скрытный Иван', grade: 7, ...asking(), consents: [] }),
  ],
};

function asking() {
  return { categories: ['failing'], requests: [{ topic: MATHS }], marks: { [MATHS]: 3 } };
}

async function newSchool(id: string) {
  const organisation = await newOrganisation(service, id);
  await importBanks(organisation.school, id, BANKS);
  return { ...organisation, programme: await newProgramme(organisation.curator, id) };
}

async function madePair(curator: Client, programme: string, mentor: string, mentee: string) {
  const made = await curator.post<PairView>(`/v1/programmes/${programme}/pairs`, {
    mentor,
    mentees: [mentee],
    on: '2026-09-10',
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id;
}

async function move(curator: Client, pair: string, to: string, fields: object = {}) {
  const moved = await curator.post<PairView>(`/v1/pairs/${pair}/transitions`, {
    to,
    on: '2026-09-20',
    ...fields,
  });
  if (moved.status !== 200) throw new Error(JSON.stringify(moved.body));
}

/** Through every step up to the order, with papers. */
async function order(curator: Client, pair: string) {
  await move(curator, pair, 'met');
  await move(curator, pair, 'agreed', { by: 'mentor' });
  await move(curator, pair, 'agreed', { by: 'mentee' });
  await move(curator, pair, 'approved');
  await move(curator, pair, 'consented', { by: 'mentor', document: { ...document, number: '1/с' } });
  await move(curator, pair, 'consented', { by: 'mentee', document: { ...document, number: '2/с' } });
  await move(curator, pair, 'ordered', { document });
}

const run = { on: '2026-10-01', recorded: true };
const done = { on: '2027-05-31', reason: 'plan-done' };

async function file(
  client: Client,
  path: string,
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const { status, headers, body } = await client.download(path);
  return { status, headers, bytes: body };
}

async function workbook(client: Client, path: string): Promise<exceljs.Workbook> {
  const { status, bytes } = await file(client, path);
  expect(status).toBe(200);
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes as unknown as exceljs.Buffer);
  return book;
}

/** A sheet as texts and dates, its header first. */
function rowsOf(book: exceljs.Workbook, name: string): exceljs.CellValue[][] {
  const rows: exceljs.CellValue[][] = [];
  book.getWorksheet(name)?.eachRow((row) => rows.push((row.values as exceljs.CellValue[]).slice(1)));
  return rows;
}

const OFFICERS = [
  { role: 'head', name: 'Иванова Ирина Ивановна', position: 'директор', since: '2024-08-01' },
  {
    role: 'curator',
    name: 'Сидорова Анна Петровна',
    position: 'заместитель директора по УВР',
    since: '2026-08-25',
    document: { number: '98-к', date: '2026-08-25' },
  },
];

describe('Officers of an organisation', () => {
  it('[S4-18] sign papers; a curator who is no deputy head is worth a warning', async () => {
    const { id, curator, school } = await newSchool('officers');
    const path = `/v1/organisations/${id}/officers`;
    const put = await curator.put<OfficersView>(path, { officers: OFFICERS });
    expect(put.status).toBe(200);
    expect(put.body.warnings).toEqual([]);
    const teacher = {
      role: 'curator',
      name: 'Новиков Олег',
      position: 'учитель физики',
      since: '2026-11-01',
    };
    const changed = await curator.put<OfficersView>(path, { officers: [...OFFICERS, teacher] });
    expect(changed.body.warnings).toMatchObject([{ code: 'position-not-fitting' }]);
    expect(changed.body.items.filter(({ current }) => current)).toHaveLength(2);
    expect((await school.put(path, { officers: [] })).status).toBe(403);
    const twice = await curator.put<ProblemDetails>(path, { officers: [teacher, teacher] });
    expect(twice.body.errors).toMatchObject([{ field: 'officers[1].since', code: 'duplicate' }]);
  });
});

describe('The order that fixes pairs', () => {
  it('[S1-08] names those with consents in the right cases, and tells who is left out and why', async () => {
    const { id, curator, programme } = await newSchool('ordering');
    await curator.put(`/v1/organisations/${id}/officers`, { officers: OFFICERS });
    const nobody = await curator.get<ProblemDetails>(`/v1/programmes/${programme}/order.docx${AS_OF}`);
    expect(nobody).toMatchObject({ status: 409, body: { code: 'nothing-to-print' } });
    await order(curator, await madePair(curator, programme, 'm-1', 'e-1'));
    await order(curator, await madePair(curator, programme, 'm-1', 'e-2'));
    const waiting = await madePair(curator, programme, 'm-2', 'e-3');
    const cases = `/v1/organisations/${id}/people/e-2/name-cases`;
    expect((await curator.put(cases, { genitive: 'Зайца Льва Львовича' })).body).toMatchObject({
      overridden: ['genitive'],
      forms: { genitive: 'Зайца Льва Львовича', dative: expect.any(String) as string },
    });
    const { status, headers, bytes } = await file(curator, `/v1/programmes/${programme}/order.docx${AS_OF}`);
    expect(status).toBe(200);
    expect(headers.get('nastavnik-left-out')).toBe('1');
    expect(headers.get('content-disposition')).toBe('attachment; filename="order-2027-01-15.docx"');
    const text = textOfDocx(bytes).replaceAll('\u00a0', ' ');
    expect(text).toContain('№ 12-к');
    expect(text).toContain('Назначить наставником Мельник О. С.');
    expect(text).toContain('для Петрова П. И. (7 класс)');
    expect(text).toContain('для Зайца Л. Л. (7 класс)');
    expect(text).toContain('Куратору программы Сидоровой А. П.');
    expect(text).toContain('1/с\n2/с');
    expect(text).not.toContain('Белая');
    const check = await curator.get<OrderCheckView>(`/v1/programmes/${programme}/order-check${AS_OF}`);
    expect(check.body).toMatchObject({
      order: { number: '12-к', date: '2026-09-20' },
      leftOut: [
        {
          pair: waiting,
          missing: [
            { code: 'not-approved' },
            { code: 'mentor-not-consented' },
            { code: 'mentee-not-consented' },
          ],
        },
      ],
      warnings: [],
    });
  });

  it('[S1-07] leaves out a pair as soon as a consent to the use of personal data is withdrawn', async () => {
    const { id, curator, programme } = await newSchool('withdrawing');
    await order(curator, await madePair(curator, programme, 'm-1', 'e-1'));
    const withdrawn = await curator.post<{ act: { id: string } }>(
      `/v1/organisations/${id}/people/e-1/consents/withdrawals`,
      { purpose: 'personal-data', withdrawnOn: '2026-11-01', document: '5/26' },
    );
    const check = await curator.get<OrderCheckView>(`/v1/programmes/${programme}/order-check${AS_OF}`);
    expect(check.body.leftOut).toMatchObject([
      { missing: [{ code: 'no-personal-data-consent', person: 'e-1' }] },
    ]);
    const act = await file(curator, `/v1/destruction-acts/${withdrawn.body.act.id}.docx`);
    const text = textOfDocx(act.bytes).replaceAll('\u00a0', ' ');
    expect(text).toContain('e-1');
    expect(text).toContain('документ № 5/26 от 01.11.2026');
    expect(text).not.toContain('Петров');
  });

  it('[S1-08] is printed by a school’s own form, once the form has been tried', async () => {
    const { id, curator, programme } = await newSchool('forms');
    await order(curator, await madePair(curator, programme, 'm-1', 'e-1'));
    const path = `/v1/organisations/${id}/templates/order`;
    const type = {
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    };
    const wrong = await curator.send<ProblemDetails>('PUT', path, await form('{оклад}'), type);
    expect(wrong).toMatchObject({
      status: 400,
      body: { errors: [{ field: '{оклад}', code: 'unknown-code' }] },
    });
    const junk = await curator.send<ProblemDetails>('PUT', path, 'no zip', type);
    expect(junk.body.errors).toMatchObject([{ field: 'file', code: 'not-a-zip' }]);
    const large = await curator.send<ProblemDetails>('PUT', path, Buffer.alloc(3 * 1024 * 1024), type);
    expect(large.status).toBe(413);
    expect((await curator.send('PUT', path, 'a', { 'content-type': 'text/csv' })).status).toBe(415);
    const put = await curator.send<PaperTemplateView>('PUT', path, await form('Форма школы {номер}'), type);
    expect(put.body).toMatchObject({ kind: 'order', own: true, tags: ['номер'] });
    const printed = await file(curator, `/v1/programmes/${programme}/order.docx${AS_OF}`);
    expect(textOfDocx(printed.bytes).trim()).toBe('Форма школы 12-к');
    expect((await curator.delete(path)).status).toBe(204);
    const list = await curator.get<PaperTemplatePage>(`/v1/organisations/${id}/templates`);
    expect(list.body.items.map(({ kind, own }) => [kind, own])).toEqual([
      ['order', false],
      ['plan', false],
      ['act', false],
    ]);
    expect((await curator.get(`/v1/organisations/${id}/templates/letter`)).status).toBe(404);
  });
});

const form = async (text: string) => new Uint8Array(await paperOf('Форма', [line(text)]));

describe('The plan of a pair', () => {
  it('[S3-16] is printed with its activities', async () => {
    const { curator, programme } = await newSchool('planning');
    const pair = await madePair(curator, programme, 'm-1', 'e-1');
    expect((await curator.get(`/v1/pairs/${pair}/plan.docx`)).status).toBe(404);
    const put = await curator.put(`/v1/pairs/${pair}/plan`, {
      goal: 'Исправить отметку по алгебре',
      directions: [{ topics: [MATHS] }],
      from: '2026-10-01',
      until: '2027-05-31',
      activities: [{ title: 'Разбор контрольной', plannedOn: '2026-10-15', responsible: 'both' }],
    });
    expect(put.status).toBe(200);
    const text = textOfDocx((await file(curator, `/v1/pairs/${pair}/plan.docx`)).bytes);
    for (const part of ['Исправить отметку', 'Разбор контрольной', '15.10.2026', 'Мельник Ольга Сергеевна'])
      expect(text).toContain(part);
  });
});

describe('The register and the lists', () => {
  it('[S0-24] [S2-18] [S3-20] hold those who consent, typed, with active and passive mentees', async () => {
    const { id, curator, school, programme } = await newSchool('registering');
    const pair = await madePair(curator, programme, 'm-1', 'e-1');
    await order(curator, pair);
    await move(curator, pair, 'running', { on: '2026-10-01' });
    const path = `/v1/organisations/${id}/register.xlsx${AS_OF}`;
    const book = await workbook(curator, path);
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      'Наставники',
      'Наставляемые',
      'Пары',
      'Обучение наставников',
    ]);
    const mentees = rowsOf(book, 'Наставляемые');
    const activity = mentees[0]?.indexOf('Активность') ?? -1;
    expect(mentees.slice(1).map((row) => [row[0], row[activity] ?? ''])).toEqual([
      ['e-1', 'пассивный'],
      ['e-2', 'активный'],
      ['e-3', ''],
    ]);
    expect(JSON.stringify(mentees)).not.toContain('Скрытный');
    const [header = [], first = []] = rowsOf(book, 'Пары');
    expect(first[header.indexOf('Начало')]).toEqual(new Date('2026-10-01T00:00:00Z'));
    expect(first[header.indexOf('Приказ №')]).toBe('12-к');
    const evidence = book.getWorksheet('Наставники')?.getRow(2);
    evidence?.eachCell((cell) => expect(cell.formula).toBeUndefined());
    expect((await school.get(path)).status).toBe(403);
  });

  it('[S1-20] count participants for statistical observation without names', async () => {
    const { id, curator, programme } = await newSchool('counting');
    await move(curator, await madePair(curator, programme, 'm-1', 'e-1'), 'running', run);
    const path = `/v1/organisations/${id}/statistics${AS_OF}`;
    const { body } = await curator.get<StatisticsView>(path);
    const linesOf = (section: string) => body.sections.find(({ code }) => code === section)?.lines;
    expect(linesOf('all')).toMatchObject([
      { mentorsInBank: 2, mentorsInPairs: 1, menteesInBank: 3, menteesInPairs: 1 },
    ]);
    expect(linesOf('age')).toMatchObject([
      { code: '10-14', menteesInPairs: 1 },
      { code: '15-19', mentorsInPairs: 1 },
      { code: 'unknown' },
    ]);
    expect(linesOf('activity')).toMatchObject([{ title: 'активный' }, { title: 'пассивный' }]);
    expect(body.pairs.byState).toMatchObject([{ code: 'running', pairs: 1 }]);
    expect(body.coverage).toContainEqual(
      expect.objectContaining({ code: 'pupils-involved', numerator: 1, denominator: null }),
    );
    expect(JSON.stringify(body)).not.toMatch(/Петров|e-1/);
    const book = await workbook(curator, path.replace('statistics?', 'statistics.xlsx?'));
    expect(rowsOf(book, 'Участники')[1]).toEqual(['Всего', 'Участники', 2, 1, 3, 1]);
  });
});

describe('The end of a programme', () => {
  it('[S0-27] [S2-21] [S4-16] ranks completed pairs by what is recorded, and gives loads', async () => {
    const { id, school, curator, programme } = await newSchool('awarding');
    for (const [mentor, mentee] of [
      ['m-1', 'e-1'],
      ['m-1', 'e-2'],
      ['m-2', 'e-3'],
    ] as const) {
      const pair = await madePair(curator, programme, mentor, mentee);
      await move(curator, pair, 'running', run);
      if (mentee !== 'e-3') await move(curator, pair, 'completed', done);
      else await move(curator, pair, 'terminated', { on: '2027-02-01', reason: 'mutual', by: 'mentor' });
    }
    const measured = (externalId: string, wave: string, measuredOn: string, value: number) => ({
      programme,
      subject: { bank: 'mentees', externalId },
      indicator: 'marks.mean',
      wave,
      value,
      measuredOn,
    });
    await importRows(school, `/v1/organisations/${id}/measurements/imports`, [
      measured('e-1', 'entry', '2026-09-25', 3),
      measured('e-1', 'exit', '2027-05-25', 3.3),
    ]);
    const { body } = await curator.get<NominationsView>(`/v1/programmes/${programme}/nominations`);
    expect(body.items.map(({ title }) => title)).toEqual(['Наставник года', 'Лучшая пара', 'Наставник+']);
    const pairs = body.items.find(({ code }) => code === 'best-pair')?.nominees;
    // A change of 0.3 on marks from 2 to 5 is a tenth of the scale, and half of what earns the whole weight of 30.
    expect(pairs?.map(({ mentees, rank, tie, points }) => [mentees[0], rank, tie, points])).toEqual([
      ['e-1', 1, false, 4000],
      ['e-2', 2, false, 2500],
    ]);
    const plus = body.items.find(({ code }) => code === 'mentor-plus')?.nominees;
    expect(plus).toMatchObject([{ mentor: 'm-1', rank: 1, tie: false, mentees: ['e-1', 'e-2'] }]);
    // (40 · 2/4 + 20 · 1 + 20 · 1/2) / 100
    expect(plus?.[0]?.points).toBe(5000);
    const year = await curator.get<NominationsView>(
      `/v1/organisations/${id}/nominations?academicYear=2026/27`,
    );
    expect(year.body.items[2]?.nominees).toEqual(plus);
    const empty = await curator.get<NominationsView>(
      `/v1/organisations/${id}/nominations?academicYear=2025/26`,
    );
    expect(empty.body.items[2]?.nominees).toEqual([]);
    const book = await workbook(curator, `/v1/organisations/${id}/mentor-loads.xlsx?academicYear=2026/27`);
    const [header = [], first = []] = rowsOf(book, 'Нагрузка');
    const cell = (name: string) => first[header.indexOf(name)];
    expect([cell('Код'), cell('Наставляемых'), cell('Завершено'), cell('Месяцев')]).toEqual(['m-1', 2, 2, 8]);
    expect(rowsOf(book, 'Пары')).toHaveLength(4);
  });

  it('[S1-21] publishes nothing before it, and only names of those who consent after it', async () => {
    const { curator, programme } = await newSchool('publishing');
    const first = await madePair(curator, programme, 'm-1', 'e-1');
    const second = await madePair(curator, programme, 'm-1', 'e-2');
    const path = `/v1/programmes/${programme}/publication?asOf=2027-06-01`;
    for (const pair of [first, second]) await move(curator, pair, 'running', run);
    await move(curator, first, 'completed', done);
    expect(await curator.get(path)).toMatchObject({
      status: 409,
      body: { code: 'year-not-over', openPairs: 1 },
    });
    await move(curator, second, 'completed', done);
    const { body } = await curator.get<PublicationView>(path);
    expect(body).toMatchObject({ completedPairs: 2, mentors: 1, mentees: 2 });
    expect(body.pairs).toMatchObject([
      { people: [{ name: 'Мельник Ольга Сергеевна' }, { name: 'Петров Пётр Ильич' }], others: 0 },
      { people: [{ name: 'Мельник Ольга Сергеевна' }], others: 1 },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/e-2|Заяц/);
  });
});

describe('The bank of practices', () => {
  it('[S1-18] [S2-18] shows the region what is published, without people', async () => {
    const { id, curator } = await newSchool('practising');
    const path = `/v1/organisations/${id}/practices`;
    const body = { title: 'Час алгебры', form: 'student-student', summary: 'Раз в неделю.', people: ['m-2'] };
    const draft = await curator.post<PracticeView>(path, body);
    expect(draft).toMatchObject({ status: 201, body: { state: 'draft' } });
    const publish = (practice: string) =>
      curator.put<PracticeView & ProblemDetails>(`/v1/practices/${practice}/state`, { state: 'published' });
    expect((await publish(draft.body.id)).body.errors).toMatchObject([{ code: 'no-publication-consent' }]);
    const change = (fields: object) =>
      curator.put<PracticeView>(`/v1/practices/${draft.body.id}`, { ...body, ...fields });
    await change({ people: ['m-1'], summary: 'Мельник О. С. учила Петрова П. И.' });
    expect((await publish(draft.body.id)).body.errors).toMatchObject([{ code: 'names-people' }]);
    await change({ people: ['m-1'] });
    expect((await publish(draft.body.id)).body.state).toBe('published');
    expect((await change({})).status).toBe(409);
    await curator.post(path, { ...body, title: 'Черновик' });
    const region = await service.region.get<PublishedPracticePage>('/v1/regions/tomsk/practices');
    expect(region.body.items).toMatchObject([{ organisation: id, title: 'Час алгебры' }]);
    expect(JSON.stringify(region.body)).not.toMatch(/m-1|m-2/);
    const drafts = await curator.get<PracticePage>(`${path}?state=draft`);
    expect(drafts.body.items.map(({ title }) => title)).toEqual(['Черновик']);
    const unknown = await curator.post<ProblemDetails>(path, { ...body, form: 'x', people: ['nobody'] });
    expect(unknown.body.errors).toMatchObject([{ code: 'unknown-form' }, { code: 'unknown-person' }]);
  });
});

describe('Papers of another organisation', () => {
  it('do not exist', async () => {
    const { id, curator, programme } = await newSchool('own');
    const pair = await madePair(curator, programme, 'm-1', 'e-1');
    const other = await newOrganisation(service, 'other');
    for (const path of [
      `/v1/organisations/${id}/officers`,
      `/v1/organisations/${id}/people/m-1/name-cases`,
      `/v1/organisations/${id}/templates`,
      `/v1/organisations/${id}/register.xlsx`,
      `/v1/organisations/${id}/statistics`,
      `/v1/organisations/${id}/nominations`,
      `/v1/organisations/${id}/mentor-loads.xlsx`,
      `/v1/organisations/${id}/practices`,
      `/v1/programmes/${programme}/order.docx`,
      `/v1/programmes/${programme}/order-check`,
      `/v1/programmes/${programme}/nominations`,
      `/v1/programmes/${programme}/publication`,
      `/v1/pairs/${pair}/plan.docx`,
    ]) {
      expect([path, (await other.curator.get(path)).status]).toEqual([path, 404]);
    }
  });
});
