import { columnValues, loadCatalogue } from '@app/catalogue';
import { CONSENT_PURPOSES } from '@app/contracts';
import type { ImportColumn } from '@app/contracts';
import { booleanCell, dayCell, gradeCell, listCell, numberCell, textCell, textsCell } from './cells.js';
import type { FoundColumn } from './headers.js';
import { consentPart, evidencePart, topicPart } from './parts.js';
import { Words } from './words.js';

/** A record in the making: the plain object that a DTO is checked against. */
export type Draft = Record<string, unknown>;

/** Puts what one column, or a few that belong together, say into a record. */
export type Write = (cells: readonly string[], draft: Draft) => void;

const isBlank = (cell: string | undefined): cell is undefined | '' =>
  cell === undefined || cell.trim() === '';

/** How a column is read that stands for itself. An empty cell is an absent field, and of a list an empty list. */
export function writerOf({ column, at, field }: FoundColumn): Write {
  const path = pathOf(column, field);
  if (column.type === 'grade') return gradeWriter(at);
  const list = listReader(column, field);
  if (list) {
    return (cells, draft) => {
      append(draft, path, list(cells[at] ?? ''));
    };
  }
  const read = cellReader(column);
  return (cells, draft) => {
    const cell = cells[at];
    if (!isBlank(cell)) put(draft, path, read(cell));
  };
}

/** Of `marks.subject.music` the code is one key, dots and all; `evidence.contest` fills the list `evidence`. */
function pathOf(column: ImportColumn, field: string): string[] {
  if (column.type === 'evidence') return ['evidence'];
  if (!column.field.endsWith('.*')) return field.split('.');
  const parent = column.field.slice(0, -2);
  return [...parent.split('.'), field.slice(parent.length + 1)];
}

/** The class's letter belongs to the profile; a column of its own says it better. */
function gradeWriter(at: number): Write {
  return (cells, draft) => {
    const cell = cells[at];
    if (isBlank(cell)) return;
    const found = gradeCell(cell);
    draft['grade'] = found?.grade ?? cell.trim();
    if (found?.label !== undefined) put(draft, ['profile', 'classLabel'], found.label, true);
  };
}

function cellReader(column: ImportColumn): (cell: string) => unknown {
  if (column.type === 'number') return numberCell;
  if (column.type === 'day') return dayCell;
  if (column.type === 'yes-no') return booleanCell;
  if (column.type !== 'code') return textCell;
  const words = wordsOf(column);
  return (cell) => words.code(cell) ?? cell.trim();
}

function listReader(column: ImportColumn, field: string): ((cell: string) => unknown[]) | undefined {
  const { type, number } = column;
  if (type === 'texts') return listCell;
  if (type === 'evidence') {
    const [, kind] = field.split('.');
    const kinds = wordsOf(column);
    return (cell) => textsCell(cell).map((part) => evidencePart(part, kind, kinds));
  }
  if (type === 'consents') {
    const words = { purposes: purposeWords(), signers: signerWords() };
    return (cell) => listCell(cell).map((part) => consentPart(part, words));
  }
  if (type !== 'codes' && type !== 'topics') return undefined;
  const words = wordsOf(column);
  if (type === 'codes') return (cell) => words.codesOf(listCell(cell));
  return (cell) => listCell(cell).map((part) => topicPart(part, number ?? 'level', words));
}

/** Purpose of `consents.personal-data.givenOn`; undefined for another column. */
export const purposeOf = (field: string): string | undefined => /^consents\.([^.]+)\./.exec(field)?.[1];

/** Columns of one purpose, «… (дата)», «… (кто подписал)» and so on, are one consent; all empty, none. */
export function consentWriter(purpose: string, columns: readonly FoundColumn[]): Write {
  const parts = columns.map(({ column, at, field }) => ({
    at,
    name: field.slice(field.lastIndexOf('.') + 1),
    read: cellReader(column),
  }));
  return (cells, draft) => {
    const consent: Draft = { purpose };
    for (const { at, name, read } of parts) {
      const cell = cells[at];
      if (!isBlank(cell)) consent[name] = read(cell);
    }
    append(draft, ['consents'], Object.keys(consent).length > 1 ? [consent] : []);
  };
}

/** Who signs where the table does not say: for a pupil whoever the law names, for others they themselves. */
export function nameSigners(draft: Draft): void {
  const { consents, personKind } = draft;
  if (!Array.isArray(consents)) return;
  const catalogue = loadCatalogue();
  const pupil = typeof personKind === 'string' && catalogue.personKind(personKind)?.group === 'student';
  for (const consent of consents as Draft[]) {
    const purpose = catalogue.consentPurpose(String(consent['purpose']));
    consent['by'] ??= pupil && purpose?.representativeForMinors ? 'representative' : 'self';
  }
}

const wordsOf = (column: ImportColumn): Words => new Words(columnValues(loadCatalogue().data, column));

function purposeWords(): Words {
  const entries = loadCatalogue().data.consentPurposes.filter(({ code }) =>
    CONSENT_PURPOSES.some((known) => known === code),
  );
  return new Words(entries.map(({ code, title }) => ({ code, title: title.ru })));
}

/** The words of the columns for single purposes serve the column for all of them too. */
function signerWords(): Words {
  const columns = loadCatalogue().data.importColumns.kinds.bank;
  return new Words(columns.find(({ field }) => /^consents\..*\.by$/.test(field))?.values ?? []);
}

function put(draft: Draft, path: readonly string[], value: unknown, unlessThere = false): void {
  let node = draft;
  for (let depth = 0; depth < path.length - 1; depth++) node = (node[path[depth] ?? ''] ??= {}) as Draft;
  const name = path.at(-1) ?? '';
  if (!unlessThere || node[name] === undefined) node[name] = value;
}

function append(draft: Draft, path: readonly string[], items: readonly unknown[]): void {
  let node = draft;
  for (let depth = 0; depth < path.length - 1; depth++) node = (node[path[depth] ?? ''] ??= {}) as Draft;
  const list = (node[path.at(-1) ?? ''] ??= []) as unknown[];
  list.push(...items);
}
