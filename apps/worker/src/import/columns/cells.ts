/**
 * Cells of a spreadsheet as values. What cannot be read as the expected type stays text, so that the DTO refuses it
 * with the field's name; nothing is guessed and nothing is lost. Tolerates what Excel in Russian writes: decimal
 * commas, `dd.mm.yyyy`, да/нет, spaces that do not break.
 */

/** No number, day or word of a list is longer; the expressions below never see more. */
const LONGEST = 200;
const SPACES = /[\s\u00a0\u2007\u2009\u202f]+/g;

const short = (cell: string): string => (cell.length > LONGEST ? '' : cell.trim());

/** `4,5`, `4.5`, `1 250`; anything else as it is. */
export function numberCell(cell: string): number | string {
  const text = short(cell).replace(SPACES, '').replace(',', '.').replace('−', '-');
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : cell.trim();
}

const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/**
 * `01.09.2026`, `1.9.26`, `01/09/2026`, `2026-09-01` and what Excel counts days by, with or without a time of day, as
 * `2026-09-01`; anything else as it is. Days of two-digit years are of this century.
 */
export function dayCell(cell: string): string {
  const text = short(cell).replace(/\s*г\.?$/, '');
  const day = text.replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '');
  const russian = /^(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})$/.exec(day);
  if (russian) {
    const [, date = '', month = '', year = ''] = russian;
    return `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  }
  if (/^[34]\d{4}([.,]0+)?$/.test(day))
    return new Date(EXCEL_EPOCH + Math.trunc(Number(day.slice(0, 5))) * DAY_MS).toISOString().slice(0, 10);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : cell.trim();
}

const YES = new Set(['true', 'да', '1', '+', 'yes', 'есть', 'истина']);
const NO = new Set(['false', 'нет', '0', '-', '–', '—', 'no', 'ложь']);

/** true/false, да/нет, 1/0, +/−; anything else as it is. */
export function booleanCell(cell: string): boolean | string {
  const text = short(cell).toLowerCase();
  if (YES.has(text)) return true;
  if (NO.has(text)) return false;
  return cell.trim();
}

/** «10 А», «10-а», «10 "А"» and «10а класс» as the tenth grade and its letter; undefined when it is no grade. */
export function gradeCell(cell: string): { grade: number; label?: string } | undefined {
  const found = /^(\d{1,2})[\s-]*[«"“„']?([а-яёa-z]{0,2})[»"”'“]?(\s*(класс|кл\.?))?$/i.exec(
    short(cell).replace(SPACES, ' '),
  );
  if (!found) return undefined;
  const [, number, label = ''] = found;
  const isWord = label.toLowerCase() === 'кл';
  return { grade: Number(number), ...(label !== '' && !isWord && { label: label.toUpperCase() }) };
}

/** A name with single spaces: «Иванова  Анна » is «Иванова Анна». */
export const textCell = (cell: string): string => cell.replace(SPACES, ' ').trim();

/** Parts of a list, `a|b`, a line each, or by semicolons; without empty ones. */
export const listCell = (cell: string): string[] => partsOf(cell, /[|;\n]/);

/** Parts of a list whose texts may have semicolons of their own. */
export const textsCell = (cell: string): string[] => partsOf(cell, /[|\n]/);

function partsOf(cell: string, separator: RegExp): string[] {
  const parts: string[] = [];
  for (const part of cell.split(separator)) {
    const text = textCell(part);
    if (text !== '') parts.push(text);
  }
  return parts;
}
