import type { Bank, FieldError, ImportKind } from '@app/contracts';
import type { StagedImport } from '@app/persistence';
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

/** What writing came to. Every row is counted once: created, updated, unchanged, or named in `errors`. */
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
 * repeated keys, and stages what is accepted; then it has it written, in the transaction that ends the run. A strict
 * import with an error and a dry run are rolled back by the framework, so that the handler need not know of either.
 */
interface ImportChecks<Row extends object, Context> {
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
}

/** Rows that are written in batches, as the program has them. */
export interface ImportHandler<Row extends object, Context = undefined> extends ImportChecks<Row, Context> {
  write(
    tx: EntityManager,
    rows: AcceptedRow<Row>[],
    context: Context,
    target: ImportTarget,
  ): Promise<WriteOutcome>;
  /** Called once after the last batch, in the same transaction. */
  finish?(tx: EntityManager, context: Context, target: ImportTarget): Promise<void>;
}

/** Rows that are written by statements about all of them at once, and never come back into the program. */
export interface SetImportHandler<Row extends object, Context = undefined> extends ImportChecks<
  Row,
  Context
> {
  /** What is staged for a row, with its digest. */
  stateOf(row: Row): object;
  /** @param onStep called a few times on the way, with the share that is done */
  writeStaged(
    tx: EntityManager,
    staged: StagedImport,
    context: Context,
    target: ImportTarget,
    onStep: (share: number) => void,
  ): Promise<WriteOutcome>;
}

/** A handler of whichever way to write. */
export type AnyImportHandler = ImportHandler<object, unknown> | SetImportHandler<object, unknown>;

/** An error or a warning of a row. */
export function issueOf(
  row: Pick<AcceptedRow<unknown>, 'row' | 'line'>,
  field: string,
  code: FieldError['code'],
  message = '',
): FieldError {
  return { row: row.row, ...(row.line !== undefined && { line: row.line }), field, code, message };
}
