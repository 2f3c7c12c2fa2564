/**
 * Cells of a spreadsheet as values. What cannot be read as the expected type stays text, so that the DTO refuses it
 * with the field's name; nothing is guessed and nothing is lost. Tolerates what Excel in Russian writes: decimal
 * commas, `dd.mm.yyyy`, да/нет.
 */

/** `4,5` and `4.5`; anything else as it is. */
export function numberCell(cell: string): number | string {
  const text = cell.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : cell;
}

/** `01.09.2026` as `2026-09-01`; anything else as it is. */
export function dayCell(cell: string): string {
  const match = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell.trim());
  if (!match) return cell.trim();
  const [, day = '', month = '', year = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** true/false, да/нет, 1/0; anything else as it is. */
export function booleanCell(cell: string): boolean | string {
  const text = cell.trim().toLowerCase();
  if (['true', 'да', '1'].includes(text)) return true;
  if (['false', 'нет', '0'].includes(text)) return false;
  return cell;
}

/** A number or true/false where it reads like one, else text: for values whose type the file does not say. */
export function scalarCell(cell: string): number | boolean | string {
  const text = cell.trim();
  if (text === 'true' || text === 'да') return true;
  if (text === 'false' || text === 'нет') return false;
  return numberCell(text);
}

/** `a|b|c`, without empty parts. */
export function listCell(cell: string): string[] {
  return cell
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** How the columns of a kind of import are read, by header; a column that is nowhere named is text. */
export interface Columns {
  /** Single values. An empty cell is an absent field. */
  cells?: Readonly<Record<string, (cell: string) => unknown>>;
  /** Lists; what becomes of each part. An empty cell is an empty list: none, and not "not said". */
  lists?: Readonly<Record<string, (part: string) => unknown>>;
  /** Headers whose rest is one key, dots and all: of `marks`, `marks.subject.music` is the mark of that topic. */
  maps?: Readonly<Record<string, (cell: string) => unknown>>;
}

/** A record as a nested object: `document.number` becomes `{ document: { number } }`. */
export function nestRecord(record: Record<string, string>, columns: Columns = {}): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [header, cell] of Object.entries(record)) {
    const list = columns.lists?.[header];
    if (list) place(root, header.split('.'), listCell(cell).map(list));
    else if (cell.trim() !== '') placeCell(root, header, cell, columns);
  }
  return root;
}

function placeCell(root: Record<string, unknown>, header: string, cell: string, columns: Columns): void {
  const [map, read] =
    Object.entries(columns.maps ?? {}).find(([name]) => header.startsWith(`${name}.`)) ?? [];
  if (map !== undefined && read) place(root, [...map.split('.'), header.slice(map.length + 1)], read(cell));
  else place(root, header.split('.'), (columns.cells?.[header] ?? trimmed)(cell));
}

const trimmed = (cell: string): string => cell.trim();

/** Keys that are more than keys in JavaScript; a file has no business with them. */
const MAGIC = ['__proto__', 'constructor', 'prototype'];

/** Sets a value deep inside. A path through a plain value becomes a field of its own, which the DTO does not know. */
function place(root: Record<string, unknown>, path: string[], value: unknown): void {
  const name = path.join('.');
  if (path.some((key) => MAGIC.includes(key))) {
    root[`(${name})`] = value;
    return;
  }
  let node = root;
  for (const key of path.slice(0, -1)) {
    const next = (node[key] ??= {});
    if (typeof next !== 'object' || next === null) {
      root[name] = value;
      return;
    }
    node = next as Record<string, unknown>;
  }
  node[path.at(-1) ?? ''] = value;
}
