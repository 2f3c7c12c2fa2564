import { FileError } from './file-error.js';
import { MAX_COLUMNS } from './read-row.js';
import { columnOf, dayOfSerial, numberText, unescaped } from './xlsx-cells.js';
import type { Sheet, Workbook } from './xlsx-workbook.js';
import { readXml } from './xlsx-xml.js';
import type { XmlListener } from './xlsx-xml.js';
import type { ZipArchive } from './zip-archive.js';

/** A row of a sheet. */
export interface SheetRow {
  /** As Excel counts, from 1. */
  number: number;
  /** Texts by column; empty cells are `''` or missing at the end. */
  cells: string[];
  /** The first column that has a formula, or an error of one, instead of a value. */
  formula?: number;
}

/** Rows of a sheet that are not empty. A row is given when it is read; memory does not grow with them. */
export async function* sheetRows(
  zip: ZipArchive,
  workbook: Workbook,
  sheet: Sheet,
): AsyncGenerator<SheetRow> {
  const reader = new SheetReader(workbook);
  for await (const _ of readXml(zip.read(sheet.part), reader)) yield* reader.taken();
}

class SheetReader implements XmlListener {
  private rows: SheetRow[] = [];
  private row: SheetRow = { number: 0, cells: [] };
  private column = -1;
  private type = '';
  private style = 0;
  private value = '';
  private inValue = false;
  private inData = false;
  private phonetic = false;

  constructor(private readonly workbook: Workbook) {}

  taken(): SheetRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || name === 't') this.inValue = this.inData && !this.phonetic;
    else if (name === 'row') this.openRow(attributes);
    else if (name === 'f' && this.inData) this.row.formula ??= this.column;
    else if (name === 'rPh') this.phonetic = true;
    else if (name === 'sheetData') this.inData = true;
  }

  text(text: string): void {
    if (this.inValue) this.value += text;
  }

  close(name: string): void {
    if (name === 'c') this.closeCell();
    else if (name === 'v' || name === 't') this.inValue = false;
    else if (name === 'row') this.closeRow();
    else if (name === 'rPh') this.phonetic = false;
    else if (name === 'sheetData') this.inData = false;
  }

  private openRow({ r }: Readonly<Record<string, string>>): void {
    const number = r === undefined ? this.row.number + 1 : Number(r);
    if (!Number.isSafeInteger(number)) throw new FileError('broken-workbook');
    this.row = { number, cells: [] };
    this.column = -1;
  }

  private openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    this.column = r === undefined ? this.column + 1 : (columnOf(r) ?? this.column + 1);
    this.type = t;
    this.style = Number(s);
    this.value = '';
  }

  private closeCell(): void {
    if (this.type === 'e') this.row.formula ??= this.column;
    if (this.value === '') return;
    const text = this.cellText();
    if (text.trim() === '') return;
    if (this.column >= MAX_COLUMNS) throw new FileError('too-many-columns', { line: this.row.number });
    const { cells } = this.row;
    while (cells.length < this.column) cells.push('');
    cells[this.column] = text;
  }

  private cellText(): string {
    const { type, value, workbook } = this;
    if (type === 's') return workbook.strings.at(Number(value));
    if (type === 'n') {
      const day = workbook.dayStyles[this.style] === true && Number.isFinite(Number(value));
      return day ? dayOfSerial(Number(value), workbook.from1904) : numberText(value);
    }
    if (type === 'b') return value === '1' ? 'true' : 'false';
    if (type === 'd') return value.replace(/T00:00:00(\.0+)?Z?$/, '');
    return unescaped(value);
  }

  private closeRow(): void {
    if (this.row.cells.length > 0 || this.row.formula !== undefined) this.rows.push(this.row);
  }
}
