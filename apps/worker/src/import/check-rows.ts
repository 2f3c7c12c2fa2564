import { fieldErrors } from '@app/contracts';
import type { FieldError } from '@app/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { setImmediate } from 'node:timers/promises';
import type { AcceptedRow, ImportHandler } from './import-handler.js';
import { Issues } from './issues.js';
import type { ReadRow } from './read/index.js';

/** Rows of so many are written at once. They wait as JSON, which takes a fraction of the objects' memory. */
const BATCH = 1_000;

/** After so many rows other work of the process gets its turn, the renewal of the job's lock above all. */
const PAUSE_EVERY = 100;

/** What reading and checking a file came to. */
export interface CheckedFile {
  /** JSON of `AcceptedRow[]`. */
  batches: string[];
  accepted: number;
  rejected: number;
  errors: Issues;
}

/** Checks every row and goes on after a wrong one, so that all errors of the file are told at once. */
export async function checkRows<Context>(
  rows: AsyncIterable<ReadRow>,
  handler: ImportHandler<object, Context>,
  context: Context,
  options: { onRow?: (row: number) => void },
): Promise<CheckedFile> {
  const file: CheckedFile = { batches: [], accepted: 0, rejected: 0, errors: new Issues() };
  const keys = new Set<string>();
  let batch: AcceptedRow<object>[] = [];
  const flush = () => {
    if (batch.length > 0) file.batches.push(JSON.stringify(batch));
    batch = [];
  };
  for await (const row of rows) {
    options.onRow?.(row.row);
    if (row.row % PAUSE_EVERY === 0) await setImmediate();
    const { errors, value } = checkRow(row, handler, context, keys);
    if (!value) {
      file.rejected++;
      file.errors.add(errors.map((error) => ({ ...placeOf(row), ...error })));
      continue;
    }
    file.accepted++;
    batch.push({ ...placeOf(row), value });
    if (batch.length === BATCH) flush();
  }
  flush();
  return file;
}

const placeOf = (row: ReadRow) => ({ row: row.row, ...(row.line !== undefined && { line: row.line }) });

function checkRow<Context>(
  row: ReadRow,
  handler: ImportHandler<object, Context>,
  context: Context,
  keys: Set<string>,
): { errors: FieldError[]; value?: object } {
  if (row.broken) return { errors: [{ field: '', code: row.broken, message: '' }] };
  if (!isRecord(row.value)) return { errors: [{ field: '', code: 'wrong-type', message: '' }] };
  const value = plainToInstance(handler.dto, row.value);
  const shape = fieldErrors(
    validateSync(value, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true }),
  );
  if (shape.length > 0) return { errors: shape };
  const errors = handler.check(value, context);
  if (errors.length > 0) return { errors };
  const key = handler.key(value);
  if (keys.has(key)) return { errors: [{ field: handler.keyField, code: 'duplicate', message: '' }] };
  keys.add(key);
  return { errors: [], value };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
