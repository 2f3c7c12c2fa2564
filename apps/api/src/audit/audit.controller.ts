import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AuditPage, AuditQuery, AuditVerificationQuery, AuditVerificationView } from '@app/contracts';
import type { AuditEntryView, Principal } from '@app/contracts';
import { Database, readAudit, sealAudit, verifyAudit } from '@app/persistence';
import type { AuditEntry } from '@app/persistence';
import { Caller, Roles } from '../http/auth.guard.js';
import { ordinalCursorOf, pageOf } from '../http/paging.js';
import { ownOrganisation } from '../http/tenant.js';

/** Журнал: who read and changed what, of the own organisation; nobody else sees it. */
@ApiTags('audit')
@Controller('v1/organisations/:organisation/audit')
@Roles('curator')
export class AuditController {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  @Get()
  @ApiOkResponse({ type: AuditPage })
  async list(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: AuditQuery,
  ): Promise<AuditPage> {
    await this.seal(ownOrganisation(caller, organisation));
    const before = ordinalCursorOf(query);
    const rows = await this.database.within({ organisation }, (tx) =>
      readAudit(tx, organisation, {
        before: before === -1 ? null : before,
        limit: query.limit + 1,
        person: query.person,
        keyId: query.key,
        from: query.from,
        until: query.until,
        changes: query.what === undefined ? undefined : query.what === 'changes',
      }),
    );
    return pageOf(rows, query, (row) => String(row.sequence), entryView);
  }

  /** Follows the chain from its first entry; with an earlier `entries` and `head`, also that these are still in it. */
  @Get('verification')
  @ApiOkResponse({ type: AuditVerificationView })
  async verify(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() known: AuditVerificationQuery,
  ): Promise<AuditVerificationView> {
    await this.seal(ownOrganisation(caller, organisation));
    return this.database.snapshot({ organisation }, async (tx) => {
      const state = await verifyAudit(tx, organisation);
      const then = known.entries === undefined ? state : await verifyAudit(tx, organisation, known.entries);
      const isCut = known.entries !== undefined && then.entries < known.entries;
      const isOther = known.head !== undefined && then.head.toString('hex') !== known.head;
      const brokenAt = state.brokenAt ?? (isCut ? then.entries + 1 : isOther ? then.entries : null);
      return {
        valid: brokenAt === null,
        entries: state.entries,
        head: state.head.toString('hex'),
        brokenAt,
      };
    });
  }

  /** What has just happened is part of the answer. */
  private async seal(organisation: string): Promise<void> {
    let sealed = 1;
    while (sealed > 0)
      sealed = await this.database.within({ organisation }, (tx) => sealAudit(tx, organisation));
  }
}

const entryView = (entry: AuditEntry): AuditEntryView => ({
  sequence: entry.sequence,
  id: entry.id,
  at: entry.at.toISOString(),
  key: entry.keyId,
  role: entry.role,
  method: entry.method,
  route: entry.route,
  person: entry.person,
  target: entry.target,
  subjects: entry.subjects,
  outcome: entry.outcome,
  code: entry.code,
  hash: entry.hash.toString('hex'),
});
