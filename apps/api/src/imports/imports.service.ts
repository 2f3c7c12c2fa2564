import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@app/config';
import { MAX_INLINE_ISSUES, QUEUES } from '@app/contracts';
import type {
  Bank,
  ImportIssuePage,
  ImportIssueQuery,
  ImportKind,
  ImportMode,
  ImportView,
  IssueSeverity,
  Principal,
  TableEncoding,
} from '@app/contracts';
import { createRun, Database, Import, keptUntil, Run } from '@app/persistence';
import type { Request } from 'express';
import type { EntityManager } from 'typeorm';
import { CONFIG } from '../config.token.js';
import { cursorOf, pageOf } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope, tenantOf } from '../http/tenant.js';
import { OutboxSender } from '../runs/outbox-sender.js';
import { mayReadRows } from './file-access.js';
import { importView, issueView } from './import-view.js';
import type { IssueRow } from './import-view.js';
import { inEncoding, partsOf, tooLarge, uploadOf } from './upload.js';

/** What a controller says about the file that it lets in. */
export interface ImportPurpose {
  kind: ImportKind;
  bank?: Bank;
  programmeId?: string;
  mode: ImportMode;
  dryRun: boolean;
  /** Of a CSV file, where its sender knows better. */
  encoding?: TableEncoding;
}

/** Takes files in, whatever they are about, and tells what came of them. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxSender,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Stores the request's file and the run that will read it, in one transaction: nothing is kept of a file that is too
   * large or breaks off. The caller has checked that the tenant may send it.
   * @param allowed runs in the same transaction before anything is stored, e.g. to see that a programme is own
   * @throws Problem `payload-too-large`, `unsupported-media-type`, `malformed-body`
   */
  async accept(
    caller: Principal,
    request: Request,
    purpose: ImportPurpose,
    allowed?: (tx: EntityManager) => Promise<void>,
  ): Promise<ImportView> {
    const limit = this.config.maxImportBytes;
    if (Number(request.headers['content-length'] ?? 0) > limit + FORM_BYTES) throw tooLarge(limit);
    const { mediaType, stream } = await uploadOf(request);
    const parts = partsOf(stream, limit);
    // Small files have arrived as a whole before a connection to the database is taken.
    const first = await firstOf(parts);
    const tenant = tenantOf(caller);
    const view = await this.database.within(organisationScope(caller), async (tx) => {
      await allowed?.(tx);
      const id = await createRun(tx, QUEUES.import, tenant);
      await tx.insert(Import, {
        id,
        organisationId: tenant.organisation,
        kind: purpose.kind,
        bank: purpose.bank ?? null,
        programmeId: purpose.programmeId ?? null,
        mode: purpose.mode,
        dryRun: purpose.dryRun,
        mediaType: inEncoding(mediaType, purpose.encoding),
        madeBy: caller.keyId,
      });
      let part = 0;
      for await (const bytes of joined(first, parts)) {
        await tx.query(
          `INSERT INTO import_payload (organisation_id, import_id, part, bytes) VALUES ($1, $2, $3, $4)`,
          [tenant.organisation, id, ++part, bytes],
        );
      }
      return this.load(tx, caller, id);
    });
    this.outbox.nudge();
    return view;
  }

  /** @throws Problem `not-found` for an import of somebody else */
  read(caller: Principal, id: string): Promise<ImportView> {
    return this.database.within(organisationScope(caller), (tx) => this.load(tx, caller, id));
  }

  /** Errors, or warnings, in the order of the rows. */
  async issues(caller: Principal, id: string, query: ImportIssueQuery): Promise<ImportIssuePage> {
    const after = Number(cursorOf(query) ?? 0);
    if (!Number.isSafeInteger(after)) throw new Problem('malformed-cursor');
    return this.database.within(organisationScope(caller), async (tx) => {
      const found = await this.find(tx, id);
      const rows = await issueRows(tx, id, query.severity, {
        after,
        limit: query.limit + 1,
        values: mayReadRows(caller, found),
      });
      const total = query.severity === 'error' ? found.errorCount : found.warningCount;
      const [kept] = await tx.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM import_issue WHERE import_id = $1 AND severity = $2`,
        [id, query.severity],
      );
      const page = pageOf(rows, query, (row) => String(row.ordinal), issueView);
      return { ...page, total, cut: total - (kept?.count ?? 0) };
    });
  }

  private async find(tx: EntityManager, id: string): Promise<Import> {
    const found = await tx.findOneBy(Import, { id });
    if (!found) throw notFound('import');
    return found;
  }

  private async load(tx: EntityManager, caller: Principal, id: string): Promise<ImportView> {
    // The run first: once it is seen to have ended, the account that was stored with its end is seen too.
    const run = await tx.findOneBy(Run, { id, queue: QUEUES.import });
    if (!run) throw notFound('import');
    const found = await this.find(tx, id);
    const inline = { after: 0, limit: MAX_INLINE_ISSUES, values: mayReadRows(caller, found) };
    const issues = {
      errors: await issueRows(tx, id, 'error', inline),
      warnings: await issueRows(tx, id, 'warning', inline),
    };
    return importView(run, found, issues, await keptUntil(tx, found.organisationId, id));
  }
}

/** What the envelope of a form may add to the file in it. */
const FORM_BYTES = 64 * 1024;

async function firstOf(parts: AsyncGenerator<Buffer>): Promise<Buffer | undefined> {
  const next: IteratorResult<Buffer, unknown> = await parts.next();
  return next.done === true ? undefined : next.value;
}

async function* joined(first: Buffer | undefined, others: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first === undefined) return;
  yield first;
  yield* others;
}

function issueRows(
  tx: EntityManager,
  id: string,
  severity: IssueSeverity,
  { after, limit, values }: { after: number; limit: number; values: boolean },
): Promise<IssueRow[]> {
  return tx.query<IssueRow[]>(
    `SELECT ordinal, row_number AS "row", line, sheet, column_name AS "column",
            CASE WHEN $5 THEN cell END AS value, field, code, message
     FROM import_issue
     WHERE import_id = $1 AND severity = $2 AND ordinal > $3 ORDER BY ordinal LIMIT $4`,
    [id, severity, after, limit, values],
  );
}
