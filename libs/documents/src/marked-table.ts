import exceljs from 'exceljs';
import type { Fill, Worksheet } from 'exceljs';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { ACROSS, FONT, wrapped } from './sheets.js';
import { styleHeader } from './workbook.js';

/** Something about a row, in words for people. */
export interface Mark {
  severity: 'error' | 'warning';
  /** The cell it is about; of the whole row when absent. */
  column?: number;
  text: string;
}

/** A row as it was sent, and what is wrong with it. */
export interface MarkedRow {
  cells: readonly string[];
  marks: readonly Mark[];
}

export interface MarkedTable {
  /** Title of the sheet. */
  name: string;
  headers: readonly string[];
  rows: AsyncIterable<MarkedRow>;
  /** Lines of the sheet «Итог»: what was counted, and what is wrong with the file as a whole. */
  summary: readonly (readonly [label: string, value: string | number])[];
}

/** Header of the column with the texts; a table that comes back may have it, nobody reads it then. */
export const MARKS_HEADER = 'Ошибки';

const FILLS: Readonly<Record<Mark['severity'], Fill>> = {
  error: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF8B4B4' } },
  warning: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF0B3' } },
};
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MARKS_WIDTH = 60;
const MAX_SHEET_NAME = 31;

/**
 * The table of an import as a workbook: every row as it was, wrong cells red, doubtful ones yellow, with the texts in
 * the first column. Written as a stream, so that memory does not grow with the rows; texts stay texts, never formulas.
 */
export function markedTable(table: MarkedTable): Readable {
  const output = new PassThrough();
  write(output, table).catch((error: unknown) => output.destroy(error as Error));
  return output;
}

async function write(output: PassThrough, table: MarkedTable): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true });
  const sheet = workbook.addWorksheet(sheetName(table.name), {
    views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }],
    pageSetup: ACROSS,
  });
  writeHeader(sheet, table.headers);
  for await (const row of table.rows) writeRow(sheet, row);
  sheet.commit();
  const summary = workbook.addWorksheet('Итог', { pageSetup: ACROSS });
  summary.columns = [{ width: 36 }, { width: 80 }];
  for (const [label, value] of table.summary) {
    const row = summary.addRow([label, value]);
    row.getCell(1).font = { ...FONT, bold: true };
    row.getCell(2).alignment = { wrapText: true, horizontal: 'left', vertical: 'top' };
    row.commit();
  }
  summary.commit();
  await workbook.commit();
}

function writeHeader(sheet: Worksheet, headers: readonly string[]): void {
  sheet.columns = [MARKS_HEADER, ...headers].map((header, at) => ({
    width: at === 0 ? MARKS_WIDTH : Math.min(40, Math.max(18, header.length + 3)),
  }));
  const row = sheet.addRow([MARKS_HEADER, ...headers]);
  styleHeader(row);
  row.commit();
}

function writeRow(sheet: Worksheet, { cells, marks }: MarkedRow): void {
  const texts = marks.map(({ text }) => text).join('\n');
  const row = sheet.addRow([texts === '' ? null : texts, ...cells.map(valueOf)]);
  cells.forEach((cell, at) => {
    if (DAY.test(cell)) row.getCell(at + 2).numFmt = 'dd.mm.yyyy';
  });
  if (marks.length > 0) {
    const worst = marks.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
    row.getCell(1).fill = FILLS[worst];
    row.getCell(1).alignment = { wrapText: true, vertical: 'top' };
    row.height = marks.reduce((height, { text }) => height + wrapped(text, MARKS_WIDTH), 0);
  }
  // Errors last: a cell with both is red.
  for (const severity of ['warning', 'error'] as const)
    for (const mark of marks)
      if (mark.severity === severity && mark.column !== undefined)
        row.getCell(mark.column + 2).fill = FILLS[severity];
  row.commit();
}

/** Days and numbers as such, where nothing is lost by it; all else is text. */
function valueOf(cell: string): string | number | Date | null {
  if (cell === '') return null;
  if (DAY.test(cell)) {
    const day = new Date(`${cell}T00:00:00Z`);
    return Number.isNaN(day.getTime()) ? cell : day;
  }
  return cell.length < 16 && String(Number(cell)) === cell && Number.isFinite(Number(cell))
    ? Number(cell)
    : cell;
}

/** As Excel allows it. */
function sheetName(name: string): string {
  const allowed = name.replace(/[[\]:*?/\\]/g, ' ').trim();
  return allowed.slice(0, MAX_SHEET_NAME) || 'Таблица';
}
