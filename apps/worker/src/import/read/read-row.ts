import type { FieldCode } from '@app/contracts';
import type { TableColumns } from '../columns/table-columns.js';

/** One record of a file, as it was read and before any check. */
export interface ReadRow {
  /** Number of the record, from 1. */
  row: number;
  /** Line of a text file, or row of a sheet as Excel counts them, from 1. */
  line?: number;
  /** Title of the sheet, in a workbook. */
  sheet?: string;
  /** The record as JSON has it; of a table, what its cells mean (`columns/`). */
  value?: unknown;
  /** Of a table: the texts of its cells by column; those missing at the end are empty. */
  cells?: readonly string[];
  /** Of a table: its headers by column, empty for a column without one. The same array for every row of a file. */
  headers?: readonly string[];
  /** Of a text file with a table: how it was read. The same object for every row. */
  text?: TextReading;
  /** A record about somebody whom it is not told what they are: it counts only if the bank knows them. */
  onlyKnown?: boolean;
  /** Of a table whose headers are understood: what they mean. */
  columns?: TableColumns;
  /** Instead of a record: who leaves the bank, by external id (OneRoster's `tobedeleted`). */
  leaves?: string;
  /** The record itself cannot be read, but the ones after it can. */
  broken?: FieldCode;
  /** What of a broken record cannot be read, if that is known: a column's header or letter. */
  field?: string;
}

/** How the text of a table was read. */
export interface TextReading {
  encoding: string;
  delimiter: string;
}

/** A single record is no longer than this: 1 MB. */
export const MAX_ROW_LENGTH = 1024 * 1024;

/** A table has no more columns than this; the widest template, with a column for each topic, has fewer than 300. */
export const MAX_COLUMNS = 1_000;

/** The stored parts of a file, in order. May be iterated anew for each pass. */
export type Parts = () => AsyncIterable<Uint8Array>;
