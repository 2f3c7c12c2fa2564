import { XLSX_MEDIA_TYPE, markerCells, tablesToXlsx } from '@app/documents';
import { buffer } from 'node:stream/consumers';
import { FileError, readRows } from './index.js';
import type { ReadRow, TablePurpose } from './index.js';
import { sheetXml, textRow, workbookOf, workbookParts, zipOf } from './testing/raw-workbook.js';

async function read(bytes: Uint8Array, purpose?: TablePurpose): Promise<ReadRow[]> {
  const parts = async function* () {
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
  };
  const rows: ReadRow[] = [];
  for await (const row of readRows(parts, XLSX_MEDIA_TYPE, purpose)) rows.push(row);
  return rows;
}

const cellsOf = async (bytes: Uint8Array) => (await read(bytes)).map(({ cells }) => cells);

const STYLES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy;@"/>
  <numFmt numFmtId="165" formatCode="&quot;дней: &quot;0"/><numFmt numFmtId="166" formatCode="[Red]0.0"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>
  </styleSheet>`;

const one = (cell: string, others: Record<string, string> = {}) =>
  workbookOf(textRow(1, 'A', 'B') + `<row r="2"><c r="A2" t="str"><v>x</v></c>${cell}</row>`, others);

describe('the table of a workbook', () => {
  it('is read as cells under headers, with the sheet and the row as Excel counts them', async () => {
    const bytes = await buffer(
      tablesToXlsx([
        {
          name: 'Наставники',
          columns: [{ header: 'Идентификатор' }, { header: 'Мест' }],
          rows: [
            ['m-1', 2],
            [null, null],
            ['m-2', 1],
          ],
        },
      ]),
    );
    expect(await read(bytes)).toEqual([
      { row: 1, line: 2, sheet: 'Наставники', headers: ['Идентификатор', 'Мест'], cells: ['m-1', '2'] },
      { row: 2, line: 4, sheet: 'Наставники', headers: ['Идентификатор', 'Мест'], cells: ['m-2', '1'] },
    ]);
  });

  it.each([
    ['a number', '<c r="B2"><v>4.5999999999999996</v></c>', '4.6'],
    ['a small number', '<c r="B2"><v>1E-2</v></c>', '0.01'],
    ['a day by its built-in format', '<c r="B2" s="1"><v>46266</v></c>', '2026-09-01'],
    ['a day by its own format', '<c r="B2" s="2"><v>46266</v></c>', '2026-09-01'],
    ['a day with a time', '<c r="B2" s="2"><v>46266.5</v></c>', '2026-09-01T12:00:00'],
    ['a number whose format has words', '<c r="B2" s="3"><v>46266</v></c>', '46266'],
    ['a number whose format has a colour', '<c r="B2" s="4"><v>4.5</v></c>', '4.5'],
    ['a day as text', '<c r="B2" t="d"><v>2026-09-01T00:00:00</v></c>', '2026-09-01'],
    ['a truth', '<c r="B2" t="b"><v>1</v></c>', 'true'],
    ['a text of its own', '<c r="B2" t="inlineStr"><is><t>10 А</t></is></c>', '10 А'],
    ['rich text', '<c r="B2" t="inlineStr"><is><r><t>10</t></r><r><t> А</t></r></is></c>', '10 А'],
    ['an escaped sign', '<c r="B2" t="inlineStr"><is><t>а_x000A_б</t></is></c>', 'а\nб'],
    ['a shared text', '<c r="B2" t="s"><v>1</v></c>', 'Пётр'],
    ['a shared rich text without its reading', '<c r="B2" t="s"><v>2</v></c>', 'Анна'],
    ['a cell without an address', '<c><v>7</v></c>', '7'],
  ])('reads %s', async (_, cell, text) => {
    const strings = `<sst><si><t>Иван</t></si><si><t>Пётр</t></si>
      <si><r><t>Ан</t></r><r><t>на</t></r><rPh><t>анна</t></rPh></si></sst>`;
    const bytes = await one(cell, { 'xl/styles.xml': STYLES, 'xl/sharedStrings.xml': strings });
    expect(await cellsOf(bytes)).toEqual([['x', text]]);
  });

  it('counts the days of an old Macintosh from 1904', async () => {
    const parts = workbookParts(
      [{ name: 'Лист1', xml: sheetXml(textRow(1, 'A') + '<row><c s="1"><v>0</v></c></row>') }],
      { 'xl/styles.xml': STYLES },
    );
    parts['xl/workbook.xml'] = (parts['xl/workbook.xml'] ?? '').replace(
      '<sheets>',
      '<workbookPr date1904="1"/><sheets>',
    );
    expect(await cellsOf(await zipOf(parts))).toEqual([['1904-01-01']]);
  });

  it('understands names with a namespace', async () => {
    const xml = sheetXml('')
      .replaceAll('worksheet', 'x:worksheet')
      .replace('xmlns=', 'xmlns:x=')
      .replace(
        '<sheetData></sheetData>',
        '<x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row><x:row><x:c><x:v>2</x:v></x:c></x:row></x:sheetData>',
      );
    expect(await cellsOf(await zipOf(workbookParts([{ name: 'Лист1', xml }])))).toEqual([['2']]);
  });

  it('begins under a title, where the headers are known', async () => {
    const rows =
      textRow(1, 'База наставников школы № 5') +
      textRow(2, 'на 1 сентября', '2026') +
      textRow(4, 'Идентификатор', 'ФИО') +
      textRow(5, 'm-1', 'Иванова');
    expect(await read(await workbookOf(rows))).toMatchObject([
      { row: 1, line: 5, headers: ['Идентификатор', 'ФИО'] },
    ]);
  });

  it('is on the first visible sheet whose headers are known', async () => {
    const table = sheetXml(textRow(1, 'ФИО', 'Класс') + textRow(2, 'Иванова', '5'));
    const bytes = await zipOf(
      workbookParts([
        { name: 'Скрытый', xml: table, state: 'hidden' },
        { name: 'Инструкция', xml: sheetXml(textRow(1, 'Как заполнять') + textRow(2, 'Просто')) },
        { name: 'Дети', xml: table },
      ]),
    );
    expect(await read(bytes)).toMatchObject([{ sheet: 'Дети', cells: ['Иванова', '5'] }]);
  });

  it('is on the sheet that the template names, and is refused where the template is for something else', async () => {
    const marker = { kind: 'bank', bank: 'mentors', form: null, sheet: 'Мои' } as const;
    const bytes = await zipOf(
      workbookParts([
        { name: 'Другие', xml: sheetXml(textRow(1, 'ФИО', 'Класс') + textRow(2, 'Петров', '7')) },
        { name: 'Мои', xml: sheetXml(textRow(1, 'ФИО', 'Класс') + textRow(2, 'Иванова', '5')) },
        { name: '_nastavnik', xml: sheetXml(textRow(1, ...markerCells(marker))), state: 'veryHidden' },
      ]),
    );
    expect(await read(bytes, { kind: 'bank', bank: 'mentors' })).toMatchObject([{ sheet: 'Мои' }]);
    await expect(read(bytes, { kind: 'bank', bank: 'mentees' })).rejects.toMatchObject({
      code: 'wrong-template',
    });
  });

  it.each([
    ['a formula', '<c r="B2"><f>1+1</f><v>2</v></c>', 'formula-cell', 'B'],
    ['an error of a formula', '<c r="B2" t="e"><v>#REF!</v></c>', 'formula-cell', 'B'],
    ['a value without a header', '<c r="D2"><v>2</v></c>', 'unnamed-column', 'D'],
  ])('has a row broken by %s, and goes on after it', async (_, cell, broken, field) => {
    const rows = textRow(1, 'A', 'B') + `<row r="2">${cell}</row>` + textRow(3, 'x', 'y');
    expect(await read(await workbookOf(rows))).toMatchObject([
      { row: 1, line: 2, broken, field },
      { row: 2, line: 3, cells: ['x', 'y'] },
    ]);
  });

  it.each(['__proto__', 'constructor.prototype', 'toString'])(
    'takes a header %s for a name',
    async (header) => {
      const rows = await read(await workbookOf(textRow(1, header, 'B') + textRow(2, 'polluted', 'y')));
      expect(rows).toMatchObject([{ headers: [header, 'B'], cells: ['polluted', 'y'] }]);
      expect({}).not.toHaveProperty('polluted');
    },
  );

  it('is missing in a workbook without rows', async () => {
    await expect(read(await workbookOf(textRow(1, 'A')))).rejects.toEqual(new FileError('empty-file'));
    await expect(read(await workbookOf(''))).rejects.toEqual(new FileError('empty-file'));
  });
});
