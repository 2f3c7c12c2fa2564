import { fieldErrors } from '@app/contracts';
import type { FieldError } from '@app/contracts';
import { digestOf } from '@app/persistence';
import type { StagedRow } from '@app/persistence';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { setImmediate } from 'node:timers/promises';
import { compileCheck } from './compiled-checks.js';
import type { Check } from './compiled-checks.js';
import type { AnyImportHandler } from './import-handler.js';
import { placed, tableOf } from './issue-place.js';
import type { TablePlace } from './issue-place.js';
import { Issues } from './issues.js';
import type { ReadRow } from './read/index.js';
import { unstorableField } from './storable.js';

/** After so many rows other work of the process gets its turn, the renewal of the job's lock above all. */
const PAUSE_EVERY = 100;

/** What reading and checking a file came to; complete when its rows have ended. */
export interface CheckedFile {
  accepted: number;
  rejected: number;
  errors: Issues;
  /** Of a table: where its rows stand. */
  table?: TablePlace | undefined;
}

export interface CheckOptions {
  handler: AnyImportHandler;
  context: unknown;
  signal: AbortSignal;
  onRow?: (row: number) => void;
}

/**
 * Checks every row and goes on after a wrong one, so that all errors of the file are told at once. Gives the accepted
 * rows as they are staged, and counts in `file`.
 */
export async function* acceptedRows(
  rows: AsyncIterable<ReadRow>,
  file: CheckedFile,
  options: CheckOptions,
): AsyncGenerator<StagedRow> {
  const check = new RowCheck(options);
  for await (const row of rows) {
    options.onRow?.(row.row);
    file.table ??= tableOf(row);
    if (row.row % PAUSE_EVERY === 0) {
      await setImmediate();
      options.signal.throwIfAborted();
    }
    const { errors, staged } = check.of(row);
    if (staged) {
      file.accepted++;
      yield staged;
    } else {
      file.rejected++;
      file.errors.add(errors.map((error) => placed(row, error)));
    }
  }
}

/** Errors, or the row as it is staged. */
type Verdict = { errors: FieldError[]; staged?: never } | { errors: []; staged: StagedRow };

const wrong = (field: string, code: FieldError['code']): Verdict => ({
  errors: [{ field, code, message: '' }],
});

class RowCheck {
  private readonly keys = new Set<string>();
  private readonly isSurelyRight: Check;

  constructor(private readonly options: CheckOptions) {
    this.isSurelyRight = compileCheck(options.handler.dto);
  }

  of(row: ReadRow): Verdict {
    const { handler, context } = this.options;
    if (row.broken) return wrong(row.field ?? '', row.broken);
    if (!isRecord(row.value)) return wrong('', 'wrong-type');
    const { value, errors: shape } = this.shaped(row.value);
    if (shape.length > 0) return { errors: shape };
    const errors = handler.check(value, context);
    if (errors.length > 0) return { errors };
    const key = handler.key(value);
    if (this.keys.has(key)) return wrong(handler.keyField, 'duplicate');
    const json = JSON.stringify('stateOf' in handler ? handler.stateOf(value) : value);
    const unstorable = unstorableField(value, json);
    if (unstorable !== null) return wrong(unstorable, 'bad-format');
    this.keys.add(key);
    const digest = 'stateOf' in handler ? digestOf(json) : null;
    return { errors: [], staged: { ordinal: row.row, line: row.line, key, json, digest } };
  }

  private shaped(plain: object): { value: object; errors: FieldError[] } {
    if (this.isSurelyRight(plain)) return { value: plain, errors: [] };
    const value = plainToInstance(this.options.handler.dto, plain);
    const options = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };
    return { value, errors: fieldErrors(validateSync(value, options)) };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
