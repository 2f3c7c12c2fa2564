import type { BankEntryPage, ImportView, ProblemDetails } from '@app/contracts';
import exceljs from 'exceljs';
import { Client as DatabaseClient } from 'pg';
import type { Client } from '../support/index.js';
import {
  bankOf,
  importRows,
  newOrganisation,
  sendFile,
  student,
  teacher,
  withService,
} from '../support/index.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const service = withService();

let school: Awaited<ReturnType<typeof newOrganisation>>;

beforeAll(async () => {
  school = await newOrganisation(service, 'sheets');
}, 60_000);

async function opened(bytes: Buffer): Promise<exceljs.Workbook> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(bytes as unknown as exceljs.Buffer);
  return workbook;
}

const saved = async (workbook: exceljs.Workbook): Promise<Buffer> =>
  Buffer.from(await workbook.xlsx.writeBuffer());

async function download(client: Client, path: string): Promise<exceljs.Workbook> {
  const { status, body, headers } = await client.download(path);
  expect([status, headers.get('content-type')]).toEqual([200, XLSX]);
  return opened(body);
}

/** Fills cells of a row by their headers. */
function fillRow(sheet: exceljs.Worksheet, number: number, cells: Record<string, exceljs.CellValue>): void {
  const headers = sheet.getRow(1).values as string[];
  for (const [header, value] of Object.entries(cells)) {
    expect(headers).toContain(header);
    sheet.getRow(number).getCell(headers.indexOf(header)).value = value;
  }
}

const MENTEE = {
  Идентификатор: 's-1',
  'Вид участника': 'Обучающийся',
  ФИО: 'Петров Пётр',
  Класс: '7 А',
  Запросы: 'Алгебра: 5',
  'Согласие на обработку ПДн (дата)': new Date('2026-09-01T00:00:00Z'),
};

async function filledTemplate(rows: Record<string, exceljs.CellValue>[]): Promise<Buffer> {
  const workbook = await download(
    school.school,
    `${bankOf(school, 'mentees')}/template.xlsx?form=student-student`,
  );
  const sheet = workbook.getWorksheet('Наставляемые');
  rows.forEach((row, at) => sheet && fillRow(sheet, at + 2, row));
  return saved(workbook);
}

const imports = (bank: 'mentors' | 'mentees') => `${bankOf(school, bank)}/imports`;

describe('a template', () => {
  it('has Russian headers, notes, drop-down lists, an instruction, and the words that it knows', async () => {
    const workbook = await download(school.school, `${bankOf(school, 'mentees')}/template.xlsx`);
    expect(workbook.worksheets.map(({ name, state }) => [name, state])).toEqual([
      ['Наставляемые', 'visible'],
      ['Инструкция', 'visible'],
      ['Справочник', 'visible'],
      ['_nastavnik', 'veryHidden'],
    ]);
    const sheet = workbook.getWorksheet('Наставляемые');
    expect(sheet?.getCell('A1').value).toBe('Идентификатор');
    expect(sheet?.getCell('A1').note).toBeDefined();
    expect(sheet?.getCell('B2').dataValidation).toMatchObject({ type: 'list' });
  });

  it('offers the kinds of people of the form that it is for', async () => {
    const workbook = await download(
      school.school,
      `${bankOf(school, 'mentors')}/template.xlsx?form=student-student`,
    );
    const words = workbook.getWorksheet('Справочник')?.getColumn(1).values.slice(3);
    expect(words).toEqual(['Обучающийся (student)']);
  });

  it('is recognised when it comes back filled in', async () => {
    const view = await sendFile(school.school, imports('mentees'), await filledTemplate([MENTEE]), XLSX);
    expect(view).toMatchObject({ status: 'done', created: 1, errors: [], warnings: [], markedUntil: null });
    const { body } = await school.school.get<BankEntryPage>(`${bankOf(school, 'mentees')}/entries`);
    expect(body.items).toMatchObject([
      {
        externalId: 's-1',
        personKind: 'student',
        grade: 7,
        requests: [{ topic: 'subject.mathematics.algebra', importance: 5 }],
        consents: [{ purpose: 'personal-data', givenOn: '2026-09-01', by: 'representative' }],
      },
    ]);
  });

  it('changes nothing when it comes back a second time', async () => {
    const view = await sendFile(school.school, imports('mentees'), await filledTemplate([MENTEE]), XLSX);
    expect(view).toMatchObject({ status: 'done', created: 0, updated: 0, unchanged: 1 });
  });

  it('is refused where it was made for the other bank', async () => {
    const view = await sendFile(school.school, imports('mentors'), await filledTemplate([MENTEE]), XLSX);
    expect(view).toMatchObject({ status: 'failed', errors: [{ code: 'wrong-template' }] });
  });

  it.each(['restrictions', 'compatibilities', 'preferences', 'pairs', 'measurements'])(
    'is there for %s',
    async (kind) => {
      await download(school.curator, `/v1/organisations/${school.id}/imports/template.xlsx?kind=${kind}`);
    },
  );

  it('is not there for a form that nobody knows', async () => {
    const { status, body } = await school.school.get<ProblemDetails>(
      `${bankOf(school, 'mentees')}/template.xlsx?form=dragon-student`,
    );
    expect([status, body.errors?.[0]?.code]).toEqual([400, 'unknown-form']);
  });
});

describe('a table with errors', () => {
  const CSV = [
    'Идентификатор;Вид участника;ФИО;Класс;Согласие на обработку ПДн (дата);Запросы',
    's-10;ученик;Иванов Иван;7;01.09.2026;Алгебра',
    's-11;ученик;Сидоров Сидор;14;01.09.2026;Алгебра',
    's-12;дракон;=1+1;5;01.09.2026;Алгебра',
    's-13;ученик;Без Согласия;5;;Алгебра',
  ].join('\r\n');

  let view: ImportView;

  beforeAll(async () => {
    view = await sendFile(school.school, imports('mentees'), CSV, 'text/csv');
  });

  it('is told about by row, column and value', () => {
    expect(view.errors).toMatchObject([
      { row: 2, column: 'Класс', value: '14', field: 'grade', code: 'out-of-range' },
      { row: 3, column: 'Вид участника', value: 'дракон', code: 'unknown-person-kind' },
    ]);
    expect(view.warnings).toMatchObject([
      { row: 4, code: 'no-consent', column: 'Согласие на обработку ПДн (дата)' },
    ]);
    expect(view.markedUntil).not.toBeNull();
  });

  it('comes back with its wrong cells marked, every row in its place, and no live formula', async () => {
    const workbook = await download(school.school, `/v1/imports/${view.id}/marked.xlsx`);
    const sheet = workbook.worksheets[0];
    expect(sheet?.rowCount).toBe(5);
    expect(sheet?.getCell('A2').value).toBeNull();
    expect(sheet?.getCell('A3').value).toMatch(/^Класс: /);
    expect(sheet?.getCell('E3').fill).toMatchObject({ fgColor: { argb: 'FFF8B4B4' } });
    expect(sheet?.getCell('C4').fill).toMatchObject({ fgColor: { argb: 'FFF8B4B4' } });
    expect(sheet?.getCell('D4').value).toBe('=1+1');
    expect(sheet?.getCell('F5').fill).toMatchObject({ fgColor: { argb: 'FFFFF0B3' } });
    expect(workbook.getWorksheet('Итог')?.getColumn(2).values.slice(1)).toEqual([2, 2, 2, 1]);
  });

  it('can be corrected in what came back and sent again', async () => {
    const workbook = await download(school.school, `/v1/imports/${view.id}/marked.xlsx`);
    const sheet = workbook.worksheets[0];
    if (sheet) {
      sheet.getCell('E3').value = 8;
      sheet.getCell('C4').value = 'ученик';
      sheet.getCell('D4').value = 'Драконов';
      sheet.getCell('F5').value = new Date('2026-09-02T00:00:00Z');
    }
    const again = await sendFile(school.school, imports('mentees'), await saved(workbook), XLSX);
    expect(again).toMatchObject({ rejected: 0, created: 2, updated: 1, unchanged: 1, warnings: [] });
  });

  it('is marked in a workbook by the sheet and row of Excel', async () => {
    const bytes = await filledTemplate([MENTEE, { ...MENTEE, Идентификатор: 's-2', Класс: '99' }]);
    const wrong = await sendFile(school.school, imports('mentees'), bytes, XLSX);
    expect(wrong.errors).toMatchObject([
      { row: 2, line: 3, sheet: 'Наставляемые', column: 'Класс', value: '99' },
    ]);
    const marked = await download(school.school, `/v1/imports/${wrong.id}/marked.xlsx`);
    expect(marked.worksheets[0]?.name).toBe('Наставляемые');
    expect(marked.worksheets[0]?.getCell('A3').value).toMatch(/^Класс: /);
  });

  it('is not shown to a role that may not read its rows, nor to another organisation', async () => {
    const path = `/v1/imports/${view.id}/marked.xlsx`;
    expect((await school.psychologist.get(path)).status).toBe(403);
    const other = await newOrganisation(service, 'sheets-2');
    expect((await other.school.get(path)).status).toBe(404);
  });

  it('is gone when it has been kept long enough', async () => {
    const database = new DatabaseClient(service.databaseUrl);
    await database.connect();
    await database.query(`UPDATE kept_file SET until = now() - interval '1 second'`);
    await database.end();
    const { status, body } = await school.school.get<ProblemDetails>(`/v1/imports/${view.id}/marked.xlsx`);
    expect([status, body.code]).toEqual([410, 'gone']);
    expect((await school.school.get<ImportView>(`/v1/imports/${view.id}`)).body.markedUntil).toBeNull();
  });

  it('is not kept when nothing is wrong with it', async () => {
    const fine = await sendFile(
      school.school,
      imports('mentees'),
      CSV.split('\r\n').slice(0, 2).join('\n'),
      'text/csv',
    );
    expect(fine).toMatchObject({ status: 'done', markedUntil: null });
    expect((await school.school.get(`/v1/imports/${fine.id}/marked.xlsx`)).status).toBe(410);
  });

  it('is not kept when it is no table', async () => {
    const json = await importRows(school.school, imports('mentees'), [{ externalId: 'x' }], {
      refusals: true,
    });
    expect((await school.school.get(`/v1/imports/${json.id}/marked.xlsx`)).status).toBe(410);
  });
});

describe('a bank as a table', () => {
  const FULL = teacher('m-1', {
    displayName: "О'Нил Анна",
    sex: 'f',
    birthYear: 1980,
    experienceYears: 2.5,
    categories: ['young-specialist'],
    activity: 'active',
    competences: [
      { topic: 'subject.mathematics', level: 5 },
      { topic: 'subject', level: 3 },
    ],
    requests: [{ topic: 'ict', importance: 2 }],
    profile: {
      interests: ['шахматы', 'робототехника'],
      languages: ['ru'],
      shift: 'first',
      modes: ['in-person'],
      traits: { leadership: 0.8 },
    },
    capacity: 2,
    trained: true,
    refreshedOn: '2026-09-01',
    marks: { 'subject.mathematics': 4.6 },
    evidence: [
      { kind: 'contest', title: 'Учитель года', year: 2025 },
      { kind: 'webinar', title: 'Как учить' },
    ],
    consents: [
      {
        purpose: 'personal-data',
        givenOn: '2026-09-01',
        by: 'self',
        document: '1:2/26',
        validUntil: '2030-09-01',
      },
      { purpose: 'testing', givenOn: '2026-09-02', by: 'self' },
    ],
    proposedBy: 'curator',
  });
  const rows = [
    FULL,
    teacher('m-2', { displayName: '=HYPERLINK("http://x")', capacity: 0 }),
    student('007', { displayName: '+7 900', grade: 9, waitingSince: '2026-09-03' }),
  ];

  beforeAll(() => importRows(school.school, imports('mentors'), rows));

  it.each([
    ['xlsx', XLSX],
    ['csv', 'text/csv'],
  ])('comes in again as %s without changing anybody', async (extension, mediaType) => {
    const { body } = await school.school.download(`${bankOf(school, 'mentors')}/entries.${extension}`);
    const view = await sendFile(school.school, imports('mentors'), body, mediaType);
    expect(view).toMatchObject({ errors: [], created: 0, updated: 0, unchanged: 3 });
  });

  it('shows what begins like a formula as text', async () => {
    const workbook = await download(school.school, `${bankOf(school, 'mentors')}/entries.xlsx`);
    const cells = workbook.worksheets[0]?.getColumn(3).values;
    expect(cells).toContain('=HYPERLINK("http://x")');
    const { body } = await school.school.download(`${bankOf(school, 'mentors')}/entries.csv`);
    expect(body.toString()).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(body.toString()).toContain(`'+7 900`);
  });

  it('is for its own organisation only', async () => {
    const other = await newOrganisation(service, 'sheets-3');
    expect((await other.curator.get(`${bankOf(school, 'mentors')}/entries.xlsx`)).status).toBe(404);
    expect((await service.region.get(`${bankOf(school, 'mentors')}/entries.csv`)).status).toBe(403);
  });
});
