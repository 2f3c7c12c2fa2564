import { columnValues, headerKey, loadCatalogue } from '@app/catalogue';
import type { ImportColumn, ImportKind } from '@app/contracts';
import { FileError } from '../read/file-error.js';
import type { FileProblem } from '../read/file-error.js';
import { Words } from './words.js';

/** A column of one file, and where it stands. */
export interface FoundColumn {
  column: ImportColumn;
  at: number;
  header: string;
  /** The field that it fills; of a family (`marks.*`) with the code in place of the `*`. */
  field: string;
}

/** Keys that are more than keys in JavaScript; a file has no business with them. */
const MAGIC = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * What the headers of a table of this kind mean. Columns without a header, and those that carry nothing such as
 * «№ п/п», are left out.
 * @throws FileError with every header that is unknown, every field that stands twice, every required one that is not
 * there
 */
export function foundColumns(kind: ImportKind, headers: readonly string[]): FoundColumn[] {
  const known = headersOf(kind);
  const problems: FileProblem[] = [];
  const found = new Map<string, FoundColumn>();
  headers.forEach((header, at) => {
    const key = headerKey(header);
    if (header.trim() === '' || known.ignored.has(key)) return;
    const meant = known.single.get(key) ?? memberOf(known.families, header);
    if (!meant) problems.push({ code: 'unknown-field', field: header });
    else if (found.has(meant.field)) problems.push({ code: 'duplicate', field: header });
    else found.set(meant.field, { ...meant, at, header });
  });
  for (const { field, header, required } of known.columns)
    if (required && !found.has(field)) problems.push({ code: 'required', field: header });
  const [first, ...others] = problems;
  if (first) throw new FileError(first.code, { field: first.field }, others);
  return [...found.values()];
}

interface Family {
  column: ImportColumn;
  /** Beginnings of its headers up to the `*`: as they are compared, and whether the rest is a code as it stands. */
  prefixes: { key: string; length: number }[];
  codes: Words | undefined;
}

interface KnownHeaders {
  columns: readonly ImportColumn[];
  ignored: ReadonlySet<string>;
  single: ReadonlyMap<string, { column: ImportColumn; field: string }>;
  families: readonly Family[];
}

const byKind = new Map<ImportKind, KnownHeaders>();

function headersOf(kind: ImportKind): KnownHeaders {
  let known = byKind.get(kind);
  if (!known) {
    known = readHeaders(kind);
    byKind.set(kind, known);
  }
  return known;
}

function readHeaders(kind: ImportKind): KnownHeaders {
  const { data } = loadCatalogue();
  const columns = data.importColumns.kinds[kind];
  const single = new Map<string, { column: ImportColumn; field: string }>();
  const families: Family[] = [];
  for (const column of columns) {
    const headers = [column.field, column.header, ...(column.synonyms ?? [])];
    if (column.field.endsWith('*')) {
      const prefixes = headers.map((header) => ({ key: headerKey(header), length: header.length - 1 }));
      families.push({ column, prefixes, codes: column.codes && new Words(columnValues(data, column)) });
    } else for (const header of headers) single.set(headerKey(header), { column, field: column.field });
  }
  return { columns, ignored: new Set(data.importColumns.ignored.map(headerKey)), single, families };
}

/** «Отметка: Математика» and `marks.subject.mathematics` are one member of one family. */
function memberOf(
  families: readonly Family[],
  header: string,
): { column: ImportColumn; field: string } | undefined {
  const key = headerKey(header);
  for (const { column, prefixes, codes } of families) {
    for (const prefix of prefixes) {
      if (!key.startsWith(prefix.key) || key.length === prefix.key.length) continue;
      // The separator ends the prefix in whatever spelling; what follows is the member.
      const separator = prefix.key.at(-1) ?? '';
      const parts = prefix.key.split(separator).length - 1;
      const rest = afterNth(header, separator, parts).trim();
      const code = codes ? codes.code(rest) : rest;
      if (code !== undefined && code !== '' && !MAGIC.has(code))
        return { column, field: column.field.slice(0, -1) + code };
    }
  }
  return undefined;
}

function afterNth(text: string, separator: string, count: number): string {
  let at = 0;
  for (let nth = 0; nth < count; nth++) at = text.indexOf(separator, at) + separator.length;
  return text.slice(at);
}
