import type { CatalogueData, CatalogueEntry, ColumnList, ColumnValue, ImportColumn } from '@app/contracts';

/** Longer texts are no headers and no words of a list. */
const LONGEST = 1_000;

/**
 * What two spellings of one header have in common: case, ё and е, spaces of every kind, line breaks, quotes, asterisks
 * and other signs do not matter, so `External ID`, `external_id` and `externalId` are one. Dots, colons and № do.
 */
export function headerKey(header: string): string {
  return plain(header).replace(/[^\p{L}\p{N}.:№]/gu, '');
}

/** What two spellings of one word of a list have in common: as for headers, but words and their signs stay apart. */
export function wordKey(word: string): string {
  return plain(word)
    .replace(/[«»"“”„'’*\u00ad\u200b\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?[-‐‑–—] ?/g, '-')
    .trim();
}

const plain = (text: string): string =>
  text.slice(0, LONGEST).normalize('NFC').toLowerCase().replaceAll('ё', 'е');

/** The codes that a column's cells may hold, in the catalogue's order; empty where it holds no codes. */
export function columnValues(
  data: Readonly<CatalogueData>,
  column: Pick<ImportColumn, 'codes' | 'values'>,
): readonly ColumnValue[] {
  if (column.values) return column.values;
  return column.codes ? entriesOf(data, column.codes).map(valueOf) : [];
}

function entriesOf(data: Readonly<CatalogueData>, list: ColumnList): readonly CatalogueEntry[] {
  if (list === 'variants')
    return data.forms.flatMap((form) => form.variants.map((variant) => ({ ...form, ...variant })));
  // Of an instrument's versions the newest gives the title; they share their code.
  if (list === 'instruments')
    return [...new Map(data.instruments.map((entry) => [entry.code, entry])).values()];
  return data[list];
}

const valueOf = ({ code, title, aliases }: CatalogueEntry): ColumnValue => ({
  code,
  title: title.ru,
  ...(aliases && { synonyms: aliases }),
});
