import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { QUEUES } from '@app/contracts';
import type {
  CreateMatchingDto,
  FieldError,
  MatchingView,
  PageQuery,
  PeopleDto,
  Principal,
  SuggestionView,
  UnmatchedView,
} from '@app/contracts';
import { createRun, Database, Matching, Run, todayIn } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { idCursorOf, ordinalCursorOf, pageOf } from '../http/paging.js';
import type { Page } from '../http/paging.js';
import { peopleErrors } from '../http/people.js';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope, tenantOf } from '../http/tenant.js';
import { findPolicy, findProgramme } from '../programmes/programmes.service.js';
import { OutboxSender } from '../runs/outbox-sender.js';
import { findEarlierMatching, findFinishedMatching, findMatching } from './find-matching.js';
import { matchingView, suggestionView, unmatchedView } from './matching-views.js';
import type { SuggestionRow, UnmatchedRow } from './matching-views.js';

const unzip = promisify(gunzip);

@Injectable()
export class MatchingsService {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxSender,
  ) {}

  /** Stores a matching that the worker will do, under the newest policy. @throws Problem `validation-failed` */
  async create(caller: Principal, programmeId: string, body: CreateMatchingDto): Promise<MatchingView> {
    const tenant = tenantOf(caller);
    const created = await this.database.within({ organisation: tenant.organisation }, async (tx) => {
      const programme = await findProgramme(tx, programmeId);
      const errors = await peopleErrors(tx, tenant.organisation, [
        ...(body.locks ?? []).map((people, i) => ({ ...people, at: `locks[${i}]` })),
        ...(body.excluded ?? []).map((people, i) => ({ ...people, at: `excluded[${i}]` })),
      ]);
      errors.push(...(await wishErrors(tx, programmeId, body)));
      if (errors.length > 0) throw new Problem('validation-failed', { errors });
      const policy = await findPolicy(tx, programmeId, programme.policyVersion);
      const id = await createRun(tx, QUEUES.matching, tenant);
      await tx.insert(Matching, {
        id,
        organisationId: tenant.organisation,
        programmeId,
        asOf: body.asOf ?? (await todayIn(tx, tenant.region)),
        policyVersion: programme.policyVersion,
        seed: policy.seed,
        locks: distinctPeople(body.locks),
        excluded: distinctPeople(body.excluded),
        basedOn: body.basedOn ?? null,
        keepAnnounced: body.keepAnnounced ?? null,
      });
      return findMatching(tx, id);
    });
    this.outbox.nudge();
    return matchingView(created.matching, created.run);
  }

  async read(caller: Principal, id: string): Promise<MatchingView> {
    const { matching, run } = await this.database.within(organisationScope(caller), (tx) =>
      findMatching(tx, id),
    );
    return matchingView(matching, run);
  }

  async list(caller: Principal, programme: string, query: PageQuery): Promise<Page<MatchingView>> {
    const rows = await this.database.within(organisationScope(caller), async (tx) => {
      await findProgramme(tx, programme);
      const builder = tx
        .createQueryBuilder(Matching, 'm')
        .innerJoinAndMapOne('m.run', Run, 'r', 'r.id = m.id')
        .where('m.programmeId = :programme', { programme })
        .orderBy('m.id')
        .limit(query.limit + 1);
      const after = idCursorOf(query);
      if (after !== null) builder.andWhere('m.id > :after', { after });
      return builder.getMany() as Promise<(Matching & { run: Run })[]>;
    });
    return pageOf(
      rows,
      query,
      (row) => row.id,
      (row) => matchingView(row, row.run),
    );
  }

  async suggestions(caller: Principal, id: string, query: PageQuery): Promise<Page<SuggestionView>> {
    const scope = organisationScope(caller);
    const rows = await this.database.within(scope, async (tx) => {
      await findFinishedMatching(tx, id);
      return tx.query<SuggestionRow[]>(
        `SELECT s.id, s.ordinal, s.mentor, s.mentee, s.variant, s.points, s.components, s.reasons, s.locked, s.tie,
                s.alternatives, d.decision
         FROM suggestion s LEFT JOIN LATERAL (
           SELECT decision FROM decision
           WHERE organisation_id = s.organisation_id AND programme_id = s.programme_id
             AND mentor = s.mentor AND mentee = s.mentee ORDER BY id DESC LIMIT 1) d ON true
         WHERE s.organisation_id = $1 AND s.matching_id = $2 AND s.ordinal > $3 ORDER BY s.ordinal LIMIT $4`,
        [scope.organisation, id, ordinalCursorOf(query), query.limit + 1],
      );
    });
    return pageOf(rows, query, (row) => String(row.ordinal), suggestionView);
  }

  async unmatched(caller: Principal, id: string, query: PageQuery): Promise<Page<UnmatchedView>> {
    const scope = organisationScope(caller);
    const rows = await this.database.within(scope, async (tx) => {
      await findFinishedMatching(tx, id);
      return tx.query<UnmatchedRow[]>(
        `SELECT ordinal, mentee, reason, rules, would_help AS "wouldHelp" FROM unmatched
         WHERE organisation_id = $1 AND matching_id = $2 AND ordinal > $3 ORDER BY ordinal LIMIT $4`,
        [scope.organisation, id, ordinalCursorOf(query), query.limit + 1],
      );
    });
    return pageOf(rows, query, (row) => String(row.ordinal), unmatchedView);
  }

  /** Problem, result and ids in the engine's format, as JSON. @throws Problem `not-found`, `not-ready` */
  async certificate(caller: Principal, id: string): Promise<Buffer> {
    const stored = await this.database.within(organisationScope(caller), async (tx) => {
      await findFinishedMatching(tx, id);
      return tx.findOneOrFail(Matching, { where: { id }, select: { id: true, certificate: true } });
    });
    if (stored.certificate === null) throw notFound('certificate');
    return unzip(stored.certificate);
  }
}

/** What is wrong with the matching that a new one is based on. */
async function wishErrors(
  tx: EntityManager,
  programme: string,
  { basedOn, keepAnnounced }: CreateMatchingDto,
): Promise<FieldError[]> {
  if (basedOn === undefined) {
    return keepAnnounced === undefined ? [] : [{ field: 'basedOn', code: 'required', message: '' }];
  }
  const earlier = await findEarlierMatching(tx, programme, basedOn);
  return earlier ? [] : [{ field: 'basedOn', code: 'unknown-matching', message: '' }];
}

function distinctPeople(people: readonly PeopleDto[] = []): { mentor: string; mentee: string }[] {
  const byKey = new Map(people.map(({ mentor, mentee }) => [`${mentor} ${mentee}`, { mentor, mentee }]));
  return [...byKey.values()];
}
