import { headerKey, loadCatalogue } from '@app/catalogue';
import type { Bank, ImportKind } from '@app/contracts';
import { columnLetters, LISTS_SHEET, markerOf } from '@app/documents';
import type { TemplateMarker } from '@app/documents';
import { FileError } from './file-error.js';
import type { ReadRow } from './read-row.js';
import { sheetRows } from './xlsx-sheet.js';
import type { SheetRow } from './xlsx-sheet.js';
import { openWorkbook } from './xlsx-workbook.js';
import type { Sheet, Workbook } from './xlsx-workbook.js';
import { ZipArchive } from './zip-archive.js';

/** What the file is sent for; a template of ours that is for something else is refused. */
export interface TablePurpose {
  kind: ImportKind;
  bank: Bank | null;
}

/** A table inside a workbook. */
export interface FoundTable {
  sheet: Sheet;
  /** Number of the row of headers. */
  headerRow: number;
  /** By column; `''` where a column has none. */
  headers: readonly string[];
}

/** Titles, addresses and dates may stand above a table, so many rows at most. */
const ROWS_ABOVE = 30;

/**
 * Records of the table in a workbook, as cells under headers: of the sheet that our template names, else of the first
 * visible sheet whose headers are known, else of the first one that is not empty. Lines are rows as Excel counts them.
 * @throws FileError when it is no workbook, hides something unsafe, or has no table
 */
export async function* xlsxRows(
  parts: AsyncIterable<Uint8Array>,
  purpose?: TablePurpose,
): AsyncGenerator<ReadRow> {
  const zip = await ZipArchive.open(await workbookBytes(parts));
  try {
    const workbook = await openWorkbook(zip);
    const table = await findTable(zip, workbook, purpose);
    let row = 0;
    for await (const record of sheetRows(zip, workbook, table.sheet)) {
      if (record.number <= table.headerRow) continue;
      yield rowOf(table, record, ++row);
    }
    if (row === 0) throw new FileError('empty-file');
  } finally {
    await zip.close();
  }
}

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ZIP = Buffer.from('PK\x03\x04', 'latin1');

export const beginsAsZip = (bytes: Uint8Array): boolean => ZIP.equals(bytes.subarray(0, ZIP.length));
export const beginsAsOle = (bytes: Uint8Array): boolean => OLE.equals(bytes.subarray(0, OLE.length));

/** The same bytes, once their beginning is seen to be a workbook's. */
async function workbookBytes(parts: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const iterator = parts[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) throw new FileError('empty-file');
  if (beginsAsOle(first.value)) throw await oleError(first.value, iterator);
  if (!beginsAsZip(first.value)) throw new FileError('not-a-workbook');
  return (async function* () {
    yield first.value;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  })();
}

const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** An old workbook and a new one with a password both come in Microsoft's older container. */
async function oleError(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Promise<FileError> {
  let tail = Buffer.from(first);
  for (;;) {
    if (tail.includes(ENCRYPTED)) return new FileError('encrypted-file');
    const next = await rest.next();
    if (next.done) return new FileError('old-workbook');
    tail = Buffer.concat([tail.subarray(-ENCRYPTED.length), next.value]);
  }
}

/** @throws FileError `wrong-template`, `empty-file` */
async function findTable(zip: ZipArchive, workbook: Workbook, purpose?: TablePurpose): Promise<FoundTable> {
  const marker = await readMarker(zip, workbook);
  if (marker && purpose && (marker.kind !== purpose.kind || marker.bank !== purpose.bank))
    throw new FileError('wrong-template');
  const named = workbook.sheets.filter(({ name }) => name === marker?.sheet);
  const visible = workbook.sheets.filter(({ hidden }) => !hidden);
  let fallback: FoundTable | undefined;
  for (const sheet of named.length > 0 ? named : visible) {
    const { table, known } = await tableOf(zip, workbook, sheet);
    if (table && known) return table;
    fallback ??= table;
  }
  if (!fallback) throw new FileError('empty-file');
  return fallback;
}

async function readMarker(zip: ZipArchive, workbook: Workbook): Promise<TemplateMarker | undefined> {
  const sheet = workbook.sheets.find(({ name }) => name === LISTS_SHEET);
  if (!sheet) return undefined;
  for await (const { cells } of sheetRows(zip, workbook, sheet)) return markerOf(cells);
  return undefined;
}

/** The first rows of a sheet: the one with headers that are known, else simply the first. */
async function tableOf(
  zip: ZipArchive,
  workbook: Workbook,
  sheet: Sheet,
): Promise<{ table?: FoundTable; known: boolean }> {
  const headers = knownHeaders();
  let first: FoundTable | undefined;
  let seen = 0;
  for await (const { number, cells } of sheetRows(zip, workbook, sheet)) {
    const table = { sheet, headerRow: number, headers: cells.map((cell) => cell.trim()) };
    const filled = cells.filter((cell) => cell !== '');
    const known = filled.filter((cell) => headers.has(headerKey(cell))).length;
    if (known > 0 && known >= Math.min(2, filled.length)) return { table, known: true };
    first ??= table;
    if (++seen === ROWS_ABOVE) break;
  }
  return { ...(first && { table: first }), known: false };
}

let known: ReadonlySet<string> | undefined;

/** Every header that some kind of import has. */
function knownHeaders(): ReadonlySet<string> {
  known ??= new Set(
    Object.values(loadCatalogue().data.importColumns.kinds)
      .flat()
      .flatMap(({ field, header, synonyms = [] }) => [field, header, ...synonyms].map(headerKey)),
  );
  return known;
}

function rowOf({ sheet, headers }: FoundTable, { number, cells, formula }: SheetRow, row: number): ReadRow {
  const place = { row, line: number, sheet: sheet.name };
  if (formula !== undefined) return { ...place, broken: 'formula-cell', field: nameOf(headers, formula) };
  const beyond = cells.findIndex((cell, at) => cell !== '' && !headers[at]);
  if (beyond >= 0) return { ...place, broken: 'unnamed-column', field: nameOf(headers, beyond) };
  return { ...place, headers, cells };
}

const nameOf = (headers: readonly string[], column: number): string =>
  headers[column] || columnLetters(column);
