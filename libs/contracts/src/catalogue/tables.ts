import type { Bank, ImportKind } from '../vocabulary.js';

/** Lists of the catalogue whose codes a cell may hold; `variants` are those of every form. */
export const COLUMN_LISTS = [
  'personKinds',
  'categories',
  'modes',
  'traits',
  'topics',
  'variants',
  'completionReasons',
  'indicators',
  'instruments',
] as const;
export type ColumnList = (typeof COLUMN_LISTS)[number];

/** What a column's cells hold. `codes`, `texts`, `topics`, `consents` and `evidence` are lists. */
export const COLUMN_TYPES = [
  'text',
  'number',
  'grade',
  'day',
  'yes-no',
  'code',
  'codes',
  'texts',
  'topics',
  'consents',
  'evidence',
  'answer',
] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

/** A code that a cell may hold, the word that a template offers for it, and other words for the same. */
export interface ColumnValue {
  code: string;
  title: string;
  synonyms?: string[];
}

/** A column of a school's table. */
export interface ImportColumn {
  /**
   * The English header, and the path of the field that the column fills. A last `*` stands for a code of `codes`: a
   * column for each (`marks.*`, header «Отметка: *»). `evidence.<kind>` and `consents.<purpose>.<part>` fill the lists.
   */
  field: string;
  header: string;
  synonyms?: string[];
  type: ColumnType;
  /** The list of the catalogue that the codes are of, or the codes themselves. */
  codes?: ColumnList;
  values?: ColumnValue[];
  /** A word that is none of the values is taken as it stands. */
  open?: boolean;
  /** Of `topics`: what the number after the topic says. */
  number?: 'level' | 'importance';
  required?: boolean;
  /** Whose template has the column; absent: both. Reading minds no banks. */
  banks?: Bank[];
  /** False: read, but not in the template. */
  template?: boolean;
  /** What to write there, for the one who fills the template in. */
  note?: string;
}

/** Headers and words of the tables that schools send (api.md, "CSV and XLSX"). */
export interface ImportColumns {
  version: string;
  source: string;
  /** Headers of columns that carry nothing, such as «№ п/п». */
  ignored: string[];
  kinds: Record<ImportKind, ImportColumn[]>;
  /** What the roles of a OneRoster package make of people; null: in a bank only where the package says so. */
  rosterRoles: { role: string; personKind: string; bank: Bank | null }[];
}

/** What the templates of tables say, apart from their columns. */
export interface ImportTemplates {
  version: string;
  source: string;
  /** A template for each of these; `bank` only where the kind is `bank`. */
  tables: { kind: ImportKind; bank: Bank | null; sheet: string; purpose: string }[];
  instruction: {
    sheet: string;
    title: string;
    /** `{form}` is filled in. */
    form: string;
    /** `{sheet}` and `{lists}` are filled in. */
    steps: string[];
    columns: { header: string; required: string; note: string };
    yes: string;
  };
  lists: { sheet: string; title: string };
}
