import { columnValues, wordKey } from '@app/catalogue';
import type { BankEntryView, CatalogueData, ColumnValue, ConsentDto, ImportColumn } from '@app/contracts';
import type { CellValue, Column } from './workbook.js';

/** Fields with a column for each code that somebody has. */
export interface PresentCodes {
  marks: readonly string[];
  traits: readonly string[];
}

/** A column of a bank's table, and how an entry fills it. */
export interface BankColumn extends Column {
  cell(entry: BankEntryView): CellValue;
}

const DAY_FORMAT = 'dd.mm.yyyy';

/**
 * The columns of a bank as a table: the headers and words of the templates, so that a school may change the table and
 * send it in again; what it does not change stays as it is.
 */
export function bankColumns(data: Readonly<CatalogueData>, present: PresentCodes): BankColumn[] {
  return data.importColumns.kinds.bank.flatMap((column) => {
    if (column.field.endsWith('.*')) return familyColumns(data, column, present);
    const isPart = /^(evidence|consents)\./.test(column.field);
    return isPart ? [] : [singleColumn(data, column)];
  });
}

function familyColumns(
  data: Readonly<CatalogueData>,
  column: ImportColumn,
  present: PresentCodes,
): BankColumn[] {
  const parent = column.field.slice(0, -2);
  const codes = parent === 'marks' ? present.marks : present.traits;
  const words = new Titles(columnValues(data, column));
  return codes.map((code) => ({
    header: column.header.replace('*', words.of(code)),
    cell: (entry) => (valueAt(entry, parent) as Record<string, number> | undefined)?.[code] ?? null,
  }));
}

function singleColumn(data: Readonly<CatalogueData>, column: ImportColumn): BankColumn {
  const { header, field, type } = column;
  const words = new Titles(columnValues(data, column));
  const write = WRITERS[type] ?? String;
  return {
    header,
    ...(type === 'day' && { format: DAY_FORMAT }),
    cell: (entry) => {
      const value = valueAt(entry, field);
      return value === null || value === undefined ? null : write(value, words);
    },
  };
}

type Writer = (value: unknown, words: Titles) => CellValue;

const WRITERS: Partial<Record<ImportColumn['type'], Writer>> = {
  number: (value) => value as number,
  grade: (value) => value as number,
  day: (value) => new Date(`${String(value)}T00:00:00Z`),
  'yes-no': (value) => (value === true ? 'да' : 'нет'),
  code: (value, words) => words.of(String(value)),
  codes: (value, words) => (value as string[]).map((code) => words.of(code)).join('; '),
  texts: (value) => (value as string[]).join('; '),
  topics: (value, words) => (value as TopicItem[]).map((item) => topicText(item, words)).join('; '),
  evidence: (value) =>
    (value as BankEntryView['evidence'])
      .map(({ kind, title, year }) => [kind, title, ...(year ? [year] : [])].join(':'))
      .join(' | '),
  consents: (value) => (value as ConsentDto[]).map(consentText).join(' | '),
};

interface TopicItem {
  topic: string;
  level?: number;
  importance?: number;
}

function topicText({ topic, level, importance }: TopicItem, words: Titles): string {
  const number = level ?? importance;
  return number === undefined ? words.of(topic) : `${words.of(topic)}: ${number}`;
}

/** `purpose:givenOn:by:document:validUntil:withdrawnOn`, all of it, so that a number with colons is told apart. */
function consentText({ purpose, givenOn, by, document, validUntil, withdrawnOn }: ConsentDto): string {
  return [purpose, givenOn, by, document ?? '', validUntil ?? '', withdrawnOn ?? ''].join(':');
}

const valueAt = (entry: BankEntryView, field: string): unknown =>
  field
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], entry);

/** A code's title where it means that code only and needs no sign of the table itself, else the code. */
class Titles {
  private readonly titles = new Map<string, string>();

  constructor(values: readonly ColumnValue[]) {
    const meanings = new Map<string, Set<string>>();
    for (const { code, title, synonyms = [] } of values)
      for (const word of [title, code, ...synonyms]) {
        const key = wordKey(word);
        meanings.set(key, (meanings.get(key) ?? new Set()).add(code));
      }
    for (const { code, title } of values)
      if (meanings.get(wordKey(title))?.size === 1 && !/[;|:,\n]/.test(title)) this.titles.set(code, title);
  }

  of(code: string): string {
    return this.titles.get(code) ?? code;
  }
}
