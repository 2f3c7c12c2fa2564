import type { FieldCode } from '@app/contracts';

/** One record of a file, as it was read and before any check. */
export interface ReadRow {
  /** Number of the record, from 1. */
  row: number;
  /** Line of a text file, from 1. */
  line?: number;
  /** For CSV, the cells by header. */
  value?: unknown;
  /** The record itself cannot be read, but the ones after it can. */
  broken?: FieldCode;
}

/** A single record is no longer than this: 1 MB. */
export const MAX_ROW_LENGTH = 1024 * 1024;

/** The stored parts of a file, in order. May be iterated anew for each pass. */
export type Parts = () => AsyncIterable<Uint8Array>;
