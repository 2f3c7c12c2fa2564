import type { RunJob } from '@app/contracts';
import { Import, scopeOf } from '@app/persistence';
import type { Database } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { RunFailure } from '../run/execute-run.js';
import type { RunContext, StoreResult } from '../run/execute-run.js';
import { checkRows } from './check-rows.js';
import type { CheckedFile } from './check-rows.js';
import { handlersByKind } from './handlers/index.js';
import type { AcceptedRow, ImportHandler, ImportTarget } from './import-handler.js';
import { Issues, storeIssues } from './issues.js';
import { FileError } from './read/index.js';
import { letLeave, recordsOf } from './records.js';
import type { Records } from './records.js';

/** What came of an import; the columns of its row. */
interface Account {
  accepted: number;
  rejected: number;
  created: number;
  updated: number;
  unchanged: number;
  errors: Issues;
  warnings: Issues;
}

/** Reading is the first half of an import's progress, writing the second. */
const READ_SHARE = 50;
/** How many rows a file of unknown length is taken for, so that its progress moves. */
const USUAL_ROWS = 2_000;

/**
 * Reads and checks a stored file, and returns how to write it. Everything is written in the transaction that ends the
 * run, so that a worker which dies leaves nothing half-written and the next start does the same again.
 * @throws RunFailure `unreadable-file`; `rows-rejected` for a strict import with an error
 */
export async function runImport(
  database: Database,
  job: RunJob,
  context: RunContext,
  handlers = handlersByKind(),
): Promise<StoreResult> {
  const imported = await database.within(scopeOf(job), (tx) => tx.findOneByOrFail(Import, { id: job.run }));
  const handler = handlers.get(imported.kind);
  if (!handler) throw new Error(`no handler for imports of ${imported.kind}`);
  const target: ImportTarget = { ...imported, organisation: imported.organisationId, region: job.region };
  const known = await database.within(scopeOf(job), (tx) => handler.prepare(tx, target));
  const records = recordsOf(database, job, imported, context.signal);
  const file = await readFile(context, { imported, handler, known, target, records });
  if (imported.mode === 'strict' && file.rejected > 0) throw rejected(target, accountOf(file));
  return (tx) => write(tx, { file, handler, known, target, imported, context, records });
}

interface Reading {
  imported: Import;
  handler: ImportHandler<object, unknown>;
  known: unknown;
  target: ImportTarget;
  records: Records;
}

async function readFile(
  context: RunContext,
  { handler, known, target, records }: Reading,
): Promise<CheckedFile> {
  try {
    return await checkRows(records.rows, handler, known, {
      onRow: (row) => context.progress((READ_SHARE * row) / (row + USUAL_ROWS)),
    });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new RunFailure('unreadable-file', undefined, unreadable(target, error));
  }
}

interface Writing extends Reading {
  file: CheckedFile;
  context: RunContext;
}

async function write(tx: EntityManager, writing: Writing): Promise<void> {
  const { target, imported } = writing;
  // Two imports of one organisation would lock each other's rows in different orders.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('import ' || $1, 0))`, [target.organisation]);
  await tx.query('SAVEPOINT before_import');
  const account = await writeBatches(tx, writing);
  await writeLeavers(tx, writing, account);
  if (imported.mode === 'strict' && account.errors.count > 0) throw rejected(target, account);
  if (imported.dryRun) await tx.query('ROLLBACK TO SAVEPOINT before_import');
  await storeAccount(tx, target, account);
}

async function writeBatches(tx: EntityManager, writing: Writing): Promise<Account> {
  const { file, handler, known, target, context } = writing;
  const account = accountOf(file);
  for (const [at, json] of file.batches.entries()) {
    context.signal.throwIfAborted();
    const rows = JSON.parse(json) as AcceptedRow<object>[];
    const outcome = await handler.write(tx, rows, known, target);
    account.created += outcome.created;
    account.updated += outcome.updated;
    account.unchanged += outcome.unchanged;
    account.errors.add(outcome.errors);
    account.warnings.add(outcome.warnings);
    const refused = Issues.rowsOf(outcome.errors);
    account.accepted -= refused;
    account.rejected += refused;
    context.progress(READ_SHARE + ((100 - READ_SHARE) * (at + 1)) / file.batches.length);
  }
  await handler.finish?.(tx, known, target);
  return account;
}

async function writeLeavers(
  tx: EntityManager,
  { records, target }: Reading,
  account: Account,
): Promise<void> {
  const { updated, unchanged } = await letLeave(tx, target, records.leavers);
  account.accepted += records.leavers.length;
  account.updated += updated;
  account.unchanged += unchanged;
}

function accountOf(file: CheckedFile): Account {
  const { accepted, rejected, errors } = file;
  return { accepted, rejected, created: 0, updated: 0, unchanged: 0, errors, warnings: new Issues() };
}

async function storeAccount(tx: EntityManager, target: ImportTarget, account: Account): Promise<void> {
  await storeIssues(tx, target, 'error', account.errors.kept);
  await storeIssues(tx, target, 'warning', account.warnings.kept);
  await tx.update(Import, target.id, {
    accepted: account.accepted,
    rejected: account.rejected,
    created: account.created,
    updated: account.updated,
    unchanged: account.unchanged,
    errorCount: account.errors.count,
    warningCount: account.warnings.count,
  });
}

/** A strict import with an error: nothing is written but the account. */
function rejected(target: ImportTarget, account: Account): RunFailure {
  const nothing = { accepted: 0, created: 0, updated: 0, unchanged: 0 };
  return new RunFailure('rows-rejected', undefined, (tx) =>
    storeAccount(tx, target, { ...account, ...nothing }),
  );
}

function unreadable(target: ImportTarget, error: FileError): StoreResult {
  const errors = new Issues();
  const { code, place, others } = error;
  errors.add([{ ...place, code }, ...others].map((problem) => ({ field: '', ...problem, message: '' })));
  const nothing = { accepted: 0, rejected: 0, created: 0, updated: 0, unchanged: 0 };
  return (tx) => storeAccount(tx, target, { ...nothing, errors, warnings: new Issues() });
}
