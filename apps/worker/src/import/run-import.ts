import type { RunJob } from '@app/contracts';
import { actAs, holdRun, Import, keepFile, scopeOf, stagedBatches, stageRows } from '@app/persistence';
import type { Database, StagedImport } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { RunFailure } from '../run/execute-run.js';
import type { RunContext, StoreResult } from '../run/execute-run.js';
import { acceptedRows } from './check-rows.js';
import type { CheckedFile } from './check-rows.js';
import { handlersByKind } from './handlers/index.js';
import type { AnyImportHandler, ImportTarget, WriteOutcome } from './import-handler.js';
import type { TablePlace } from './issue-place.js';
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
  table?: TablePlace | undefined;
}

/** Reading is the first half of an import's progress, writing the second. */
const READ_SHARE = 50;
/** How many rows a file of unknown length is taken for, so that its progress moves. */
const USUAL_ROWS = 2_000;
/** How many staged rows come back at once, for handlers that write them in batches. */
const BATCH = 1_000;

/**
 * Reads and checks a stored file, stages its rows, and returns how to write them. Everything is written in the
 * transaction that ends the run, so that a worker which dies leaves nothing half-written and the next start does the
 * same again.
 * @throws RunFailure `unreadable-file`; `rows-rejected` for a strict import with an error
 */
export async function runImport(
  database: Database,
  job: RunJob,
  context: RunContext,
  attempt: number,
  handlers = handlersByKind(),
): Promise<StoreResult> {
  const imported = await database.within(scopeOf(job), (tx) => tx.findOneByOrFail(Import, { id: job.run }));
  const handler = handlers.get(imported.kind);
  if (!handler) throw new Error(`no handler for imports of ${imported.kind}`);
  const target: ImportTarget = { ...imported, organisation: imported.organisationId, region: job.region };
  const known = await database.within(scopeOf(job), (tx) => handler.prepare(tx, target));
  const records = recordsOf(database, job, imported, context.signal);
  const work = { imported, handler, known, target, context, records, staged: { id: job.run, attempt } };
  const file = await stageFile(database, job, work);
  return (tx) => write(tx, work, file);
}

interface Work {
  imported: Import;
  handler: AnyImportHandler;
  known: unknown;
  target: ImportTarget;
  context: RunContext;
  records: Records;
  staged: StagedImport;
}

/** Checks all rows; those that are right are in the staging table afterwards. */
async function stageFile(database: Database, job: RunJob, work: Work): Promise<CheckedFile> {
  const { imported, handler, known, target, context, records, staged } = work;
  const file: CheckedFile = { accepted: 0, rejected: 0, errors: new Issues() };
  const rows = acceptedRows(records.rows, file, {
    handler,
    context: known,
    signal: context.signal,
    onRow: (row) => context.progress((READ_SHARE * row) / (row + USUAL_ROWS)),
  });
  try {
    await database.within(scopeOf(job), async (tx) => {
      await stageRows(tx, staged, rows);
      if (imported.mode === 'strict' && file.rejected > 0) throw rejected(target, accountOf(file));
      await holdRun(tx, job, staged.attempt);
    });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new RunFailure('unreadable-file', undefined, unreadable(target, error));
  }
  return file;
}

async function write(tx: EntityManager, work: Work, file: CheckedFile): Promise<void> {
  const { target, imported } = work;
  // Two imports of one organisation would lock each other's rows in different orders.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('import ' || $1, 0))`, [target.organisation]);
  await actAs(tx, target.madeBy);
  await tx.query('SAVEPOINT before_import');
  const account = await writeRows(tx, work, file);
  await writeLeavers(tx, work, account);
  if (imported.mode === 'strict' && account.errors.count > 0) throw rejected(target, account);
  if (imported.dryRun) await tx.query('ROLLBACK TO SAVEPOINT before_import');
  await storeAccount(tx, target, account);
}

async function writeRows(tx: EntityManager, work: Work, file: CheckedFile): Promise<Account> {
  const { handler, known, target, staged, context } = work;
  const account = accountOf(file);
  const report = (share: number) => {
    context.signal.throwIfAborted();
    context.progress(READ_SHARE + (100 - READ_SHARE) * share);
  };
  if ('writeStaged' in handler) {
    add(account, await handler.writeStaged(tx, staged, known, target, report));
    return account;
  }
  let written = 0;
  for await (const rows of stagedBatches<object>(tx, staged, BATCH)) {
    add(account, await handler.write(tx, rows, known, target));
    written += rows.length;
    report(written / file.accepted);
  }
  await handler.finish?.(tx, known, target);
  return account;
}

async function writeLeavers(tx: EntityManager, { records, target }: Work, account: Account): Promise<void> {
  const { updated, unchanged } = await letLeave(tx, target, records.leavers);
  account.accepted += records.leavers.length;
  account.updated += updated;
  account.unchanged += unchanged;
}

function add(account: Account, outcome: WriteOutcome): void {
  account.created += outcome.created;
  account.updated += outcome.updated;
  account.unchanged += outcome.unchanged;
  account.errors.add(outcome.errors);
  account.warnings.add(outcome.warnings);
  const refused = Issues.rowsOf(outcome.errors);
  account.accepted -= refused;
  account.rejected += refused;
}

function accountOf(file: CheckedFile): Account {
  const { accepted, rejected, errors, table } = file;
  return { accepted, rejected, created: 0, updated: 0, unchanged: 0, errors, warnings: new Issues(), table };
}

async function storeAccount(tx: EntityManager, target: ImportTarget, account: Account): Promise<void> {
  await storeIssues(tx, target, 'error', account.errors.kept, account.table);
  await storeIssues(tx, target, 'warning', account.warnings.kept, account.table);
  // To be given back with the wrong cells marked.
  if (account.table && account.errors.count + account.warnings.count > 0)
    await keepFile(tx, target.organisation, target.id);
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
