import exceljs from 'exceljs';
import type { Row, Worksheet } from 'exceljs';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { FONT } from './sheets.js';

/** A value of a cell. Text stays text: what begins like a formula is shown, never computed. */
export type CellValue = string | number | boolean | Date | null;

/** One column of a table sheet. */
export interface Column {
  header: string;
  /** In characters; by default as wide as the header needs. */
  width?: number;
  /** How Excel shows numbers and days, such as `0.00` or `dd.mm.yyyy`. */
  format?: string;
}

/** A sheet that is a table: a styled header that stays in sight, and a row per record. */
export interface TableSheet {
  /** At most 31 characters, without `[ ] : * ? / \`. */
  name: string;
  columns: readonly Column[];
  rows: Iterable<readonly CellValue[]> | AsyncIterable<readonly CellValue[]>;
}

const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export { MEDIA_TYPE as XLSX_MEDIA_TYPE };

/**
 * An XLSX file of tables, written as a stream: memory does not grow with the rows. Strings are written as strings, so
 * that no text of a user becomes a formula.
 */
export function tablesToXlsx(sheets: readonly TableSheet[]): Readable {
  const output = new PassThrough();
  writeTables(output, sheets).catch((error: unknown) => output.destroy(error as Error));
  return output;
}

/** A wide table is printed on landscape pages, no wider than one of them. */
const PRINTED = {
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  paperSize: 9,
} as const;

async function writeTables(output: PassThrough, sheets: readonly TableSheet[]): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true });
  for (const sheet of sheets) {
    const worksheet = workbook.addWorksheet(sheet.name, {
      views: [{ state: 'frozen', ySplit: 1 }],
      pageSetup: PRINTED,
    });
    writeHeader(worksheet, sheet.columns);
    for await (const row of sheet.rows) worksheet.addRow([...row]).commit();
    worksheet.commit();
  }
  await workbook.commit();
}

function writeHeader(worksheet: Worksheet, columns: readonly Column[]): void {
  worksheet.columns = columns.map(({ format, ...column }) => ({
    width: widthOf(column),
    ...(format !== undefined && { style: { numFmt: format } }),
  }));
  const row = worksheet.addRow(columns.map(({ header }) => header));
  styleHeader(row);
  row.height = LINE_HEIGHT * Math.max(1, ...columns.map(linesOf));
  row.commit();
}

const LINE_HEIGHT = 15;
const widthOf = ({ header, width }: Column): number => width ?? Math.min(40, Math.max(10, header.length + 2));

/** Lines of a header in its column: a written file has no heights that anybody has measured. */
function linesOf(column: Column): number {
  const room = Math.max(1, widthOf(column) - 2);
  let [lines, left] = [1, room];
  for (const { length } of column.header.split(' ')) {
    if (length > left && left < room) [lines, left] = [lines + 1, room];
    lines += Math.floor(Math.max(0, length - 1) / room);
    left -= length + 1;
  }
  return lines;
}

/** How the row of headers looks in every table of ours. */
export function styleHeader(row: Row): void {
  row.font = { ...FONT, bold: true };
  row.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7EEF7' } };
  row.alignment = { wrapText: true, vertical: 'top' };
}
