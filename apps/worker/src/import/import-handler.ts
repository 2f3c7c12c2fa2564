import type { Bank, FieldError, ImportKind } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** What an import is about, apart from its rows. */
export interface ImportTarget {
  id: string;
  organisation: string;
  region: string;
  kind: ImportKind;
  bank: Bank | null;
  programmeId: string | null;
  /** Id of the key that sent the file. */
  madeBy: string;
}

/** A row that passed every check so far, and where it stood in the file. */
export interface AcceptedRow<Row> {
  row: number;
  line?: number;
  value: Row;
}

/** What writing a batch came to. Every row is counted once: created, updated, unchanged, or named in `errors`. */
export interface WriteOutcome {
  created: number;
  updated: number;
  unchanged: number;
  /** Rows that only the database could refuse; made by `issueOf`. */
  errors: FieldError[];
  warnings: FieldError[];
}

/**
 * Everything that one kind of import knows. The framework reads the file, checks each row against the DTO, refuses
 * repeated keys, and calls `write` in batches, all in the transaction that ends the run; a strict import with an error
 * and a dry run are rolled back by the framework, so `write` need not know of either.
 */
export interface ImportHandler<Row extends object, Context = undefined> {
  readonly kind: ImportKind;
  readonly dto: new () => Row;
  /** Field that a repeated key is reported at. */
  readonly keyField: string;
  /** Loads what the checks need, before the rows are read. */
  prepare(tx: EntityManager, target: ImportTarget): Promise<Context>;
  /** Codes of the catalogue, fields that contradict each other, people of `context`; `row` and `line` are added. */
  check(row: Row, context: Context): FieldError[];
  /** The same key twice in a file: the second row is refused. */
  key(row: Row): string;
  write(
    tx: EntityManager,
    rows: AcceptedRow<Row>[],
    context: Context,
    target: ImportTarget,
  ): Promise<WriteOutcome>;
  /** Called once after the last batch, in the same transaction. */
  finish?(tx: EntityManager, context: Context, target: ImportTarget): Promise<void>;
}

/** An error or a warning of a row. */
export function issueOf(
  row: AcceptedRow<unknown>,
  field: string,
  code: FieldError['code'],
  message = '',
): FieldError {
  return { row: row.row, ...(row.line !== undefined && { line: row.line }), field, code, message };
}
