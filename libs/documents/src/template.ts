import { columnValues, fill } from '@app/catalogue';
import type {
  Bank,
  CatalogueData,
  ColumnValue,
  Form,
  ImportColumn,
  ImportKind,
  ImportTemplates,
} from '@app/contracts';
import exceljs from 'exceljs';
import type { DataValidation, Workbook, Worksheet } from 'exceljs';
import { ACROSS, columnLetters, FONT, wrapped } from './sheets.js';
import { LISTS_SHEET, markerCells } from './template-marker.js';

export interface TemplateRequest {
  kind: ImportKind;
  bank: Bank | null;
  /** Whose lists are offered; of all forms when absent. */
  form: Form | null;
}

type TemplateTable = ImportTemplates['tables'][number];

/** A column of the template, with the words that its cells may hold. */
interface TemplateColumn {
  column: ImportColumn;
  values: readonly ColumnValue[];
}

/** Rows that get drop-down lists and formats. */
const ROWS = 2_000;
const HEAD = 'FF1F4E79';
const OPTIONAL_HEAD = 'FFDCE6F1';
const YES_NO = '"да,нет"';

/** The table of the catalogue that a template is for; nothing where there is none. */
export const templateTable = (
  data: Readonly<CatalogueData>,
  { kind, bank }: Pick<TemplateRequest, 'kind' | 'bank'>,
): TemplateTable | undefined =>
  data.importTemplates.tables.find((table) => table.kind === kind && table.bank === bank);

/**
 * An XLSX file to be filled in: headers with notes, drop-down lists of the catalogue's words, an instruction, the words
 * themselves, and a hidden marker by which the file is recognised when it comes back.
 */
export async function importTemplate(
  data: Readonly<CatalogueData>,
  table: TemplateTable,
  request: TemplateRequest,
): Promise<Buffer> {
  const columns = templateColumns(data, request);
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet(table.sheet, {
    views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }],
    pageSetup: ACROSS,
  });
  addInstruction(workbook, data.importTemplates, table, request, columns);
  addLists(workbook, data.importTemplates, columns);
  const ranges = addHidden(
    workbook,
    columns,
    markerCells({ ...request, form: request.form?.code ?? null, sheet: table.sheet }),
  );
  columns.forEach((column, at) => addColumn(sheet, column, at, ranges.get(column)));
  sheet.getRow(1).height = 48;
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function templateColumns(
  data: Readonly<CatalogueData>,
  { kind, bank, form }: TemplateRequest,
): TemplateColumn[] {
  return data.importColumns.kinds[kind]
    .filter(({ template, banks }) => template !== false && (!banks || bank === null || banks.includes(bank)))
    .map((column) => ({ column, values: offered(columnValues(data, column), column, bank, form) }));
}

/** Of the kinds of people, those who take part in the form on this side; of other lists, everything. */
function offered(
  values: readonly ColumnValue[],
  { codes }: ImportColumn,
  bank: Bank | null,
  form: Form | null,
): readonly ColumnValue[] {
  if (codes === 'variants' && form)
    return values.filter(({ code }) => form.variants.some((variant) => variant.code === code));
  if (codes !== 'personKinds' || !form || bank === null) return values;
  const { personKinds } = bank === 'mentors' ? form.mentor : form.mentee;
  return values.filter(({ code }) => personKinds.includes(code));
}

function addColumn(sheet: Worksheet, { column }: TemplateColumn, at: number, list: string | undefined): void {
  const { header, note, required = false, type } = column;
  const cells = sheet.getColumn(at + 1);
  cells.width = Math.min(34, Math.max(14, header.length + 3));
  if (type === 'day') cells.numFmt = 'dd.mm.yyyy';
  else if (type !== 'number') cells.numFmt = '@';
  const cell = sheet.getCell(1, at + 1);
  cell.value = header;
  cell.font = { ...FONT, bold: true, color: { argb: required ? 'FFFFFFFF' : 'FF1F2937' } };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: required ? HEAD : OPTIONAL_HEAD } };
  cell.alignment = { wrapText: true, vertical: 'middle' };
  cell.border = { right: { style: 'thin', color: { argb: 'FFFFFFFF' } } };
  if (note !== undefined) cell.note = { texts: [{ text: note }], margins: { insetmode: 'auto' } };
  const formula = type === 'yes-no' ? YES_NO : list;
  if (formula === undefined) return;
  const letters = columnLetters(at);
  addValidation(sheet, `${letters}2:${letters}${ROWS + 1}`, {
    type: 'list',
    allowBlank: true,
    formulae: [formula],
    // Several words, or one of the school's own, are typed in by hand.
    showErrorMessage: type !== 'codes' && column.open !== true,
    errorTitle: header,
    error: note ?? header,
  });
}

/** Validations of whole ranges, which the types of the library leave out. */
function addValidation(sheet: Worksheet, range: string, validation: DataValidation): void {
  const { dataValidations } = sheet as Worksheet & {
    dataValidations: { add(range: string, validation: DataValidation): void };
  };
  dataValidations.add(range, validation);
}

/** The marker, and a column of words for each list; answers where the words stand. */
function addHidden(
  workbook: Workbook,
  columns: readonly TemplateColumn[],
  marker: readonly string[],
): Map<TemplateColumn, string> {
  const hidden = workbook.addWorksheet(LISTS_SHEET, { state: 'veryHidden' });
  hidden.addRow([...marker]);
  const ranges = new Map<TemplateColumn, string>();
  for (const column of columns) {
    // A topic comes with a number, so a bare word of a list would be wrong.
    if (column.values.length === 0 || column.column.type === 'topics') continue;
    const at = ranges.size;
    column.values.forEach(({ title }, row) => {
      hidden.getCell(row + 2, at + 1).value = title;
    });
    const letters = columnLetters(at);
    ranges.set(column, `${LISTS_SHEET}!$${letters}$2:$${letters}$${column.values.length + 1}`);
  }
  return ranges;
}

function addInstruction(
  workbook: Workbook,
  { instruction, lists }: ImportTemplates,
  table: TemplateTable,
  { form }: TemplateRequest,
  columns: readonly TemplateColumn[],
): void {
  const sheet = workbook.addWorksheet(instruction.sheet, {
    views: [{ showGridLines: false }],
    pageSetup: ACROSS,
  });
  sheet.columns = [{ width: 44 }, { width: 14 }, { width: 90 }];
  const title = sheet.addRow([instruction.title]);
  title.font = { ...FONT, bold: true, size: 16 };
  const paragraphs = [
    table.purpose,
    ...(form ? [fill(instruction.form, { form: form.title.ru })] : []),
    ...instruction.steps.map(
      (step, at) => `${at + 1}. ${fill(step, { sheet: table.sheet, lists: lists.sheet })}`,
    ),
  ];
  for (const text of paragraphs) addParagraph(sheet, text);
  sheet.addRow([]);
  const head = sheet.addRow([
    instruction.columns.header,
    instruction.columns.required,
    instruction.columns.note,
  ]);
  head.font = { ...FONT, bold: true };
  head.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: OPTIONAL_HEAD } };
  for (const { column } of columns) {
    const row = sheet.addRow([
      column.header,
      column.required === true ? instruction.yes : '',
      column.note ?? '',
    ]);
    row.alignment = { wrapText: true, vertical: 'top' };
    row.height = wrapped(column.note ?? '', 90);
  }
}

function addParagraph(sheet: Worksheet, text: string): void {
  const row = sheet.addRow([text]);
  sheet.mergeCells(row.number, 1, row.number, 3);
  row.getCell(1).alignment = { wrapText: true, vertical: 'top' };
  row.height = wrapped(text, 140);
}

/** Every word that the columns know, with its code, for columns that take several. */
function addLists(workbook: Workbook, { lists }: ImportTemplates, columns: readonly TemplateColumn[]): void {
  const sheet = workbook.addWorksheet(lists.sheet, {
    views: [{ state: 'frozen', ySplit: 2 }],
    pageSetup: ACROSS,
  });
  sheet.getCell(1, 1).value = lists.title;
  sheet.getCell(1, 1).font = { ...FONT, italic: true };
  const listed = columns.filter(({ values }) => values.length > 0);
  listed.forEach(({ column, values }, at) => {
    const head = sheet.getCell(2, at + 1);
    head.value = column.header;
    head.font = { ...FONT, bold: true };
    head.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: OPTIONAL_HEAD } };
    head.alignment = { wrapText: true, vertical: 'middle' };
    sheet.getColumn(at + 1).width = 46;
    values.forEach(({ code, title }, row) => {
      const cell = sheet.getCell(row + 3, at + 1);
      cell.value = `${title} (${code})`;
      cell.alignment = { wrapText: true, vertical: 'top' };
    });
  });
}
