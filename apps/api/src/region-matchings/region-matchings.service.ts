import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import { QUEUES } from '@app/contracts';
import type {
  CreateRegionMatchingDto,
  FieldError,
  PageQuery,
  Principal,
  RegionMatchingView,
  RegionSuggestionView,
  UnmatchedView,
} from '@app/contracts';
import {
  createRun,
  Database,
  Municipality,
  readParts,
  RegionMatching,
  RegionSuggestion,
  Run,
  todayIn,
} from '@app/persistence';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { idCursorOf, ordinalCursorOf, pageOf } from '../http/paging.js';
import type { Page } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope, ownRegion, scopeOfCaller } from '../http/tenant.js';
import { unmatchedView } from '../matchings/matching-views.js';
import type { UnmatchedRow } from '../matchings/matching-views.js';
import { OutboxSender } from '../runs/outbox-sender.js';
import { certificateText } from './certificate-text.js';
import { checkRegionMatching } from './check-region-matching.js';
import { regionMatchingView, regionSuggestionView } from './region-matching-views.js';

/**
 * Matchings over a region or municipality. The region asks for them and reads what nobody is named in; each
 * organisation reads the rows of its own mentees.
 */
@Injectable()
export class RegionMatchingsService {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxSender,
  ) {}

  /** Stores a matching that the worker will do. @throws Problem `validation-failed` */
  async create(region: string, body: CreateRegionMatchingDto): Promise<RegionMatchingView> {
    const checked = checkRegionMatching(loadCatalogue(), body);
    const view = await this.database.within({ region }, async (tx) => {
      const municipality =
        body.municipality === undefined
          ? null
          : await tx.findOneBy(Municipality, { regionId: region, name: body.municipality });
      const errors: FieldError[] = checked.ok ? [] : [...checked.errors];
      if (body.scope === 'municipality' && body.municipality !== undefined && municipality === null) {
        const message = 'В регионе нет такого муниципалитета.';
        errors.push({ field: 'municipality', code: 'unknown-code', message });
      }
      if (!checked.ok || errors.length > 0) throw new Problem('validation-failed', { errors });
      const id = await createRun(tx, QUEUES.regionMatching, { organisation: null, region });
      await tx.insert(RegionMatching, {
        id,
        regionId: region,
        form: body.form,
        variants: body.variants,
        kinds: body.kinds,
        policy: checked.policy,
        scope: body.scope,
        municipalityId: municipality?.id ?? null,
        asOf: body.asOf ?? (await todayIn(tx, region)),
        seed: checked.policy.seed,
      });
      return load(tx, id);
    });
    this.outbox.nudge();
    return view;
  }

  /** Whether this id is a region's matching that the caller takes part in. */
  isOne(caller: Principal, id: string): Promise<boolean> {
    return this.database.within(scopeOfCaller(caller), (tx) => tx.existsBy(RegionMatching, { id }));
  }

  read(caller: Principal, id: string): Promise<RegionMatchingView> {
    return this.database.within(scopeOfCaller(caller), (tx) => load(tx, id));
  }

  /** The region's matchings that the caller takes part in, oldest first. */
  async list(caller: Principal, region: string, query: PageQuery): Promise<Page<RegionMatchingView>> {
    ownRegion(caller, region);
    const { rows, names } = await this.database.within(scopeOfCaller(caller), async (tx) => {
      const builder = tx
        .createQueryBuilder(RegionMatching, 'm')
        .innerJoinAndMapOne('m.run', Run, 'r', 'r.id = m.id')
        .orderBy('m.id')
        .limit(query.limit + 1);
      const after = idCursorOf(query);
      if (after !== null) builder.where('m.id > :after', { after });
      const found = (await builder.getMany()) as (RegionMatching & { run: Run })[];
      return { rows: found, names: await municipalityNames(tx, found) };
    });
    return pageOf(
      rows,
      query,
      (row) => row.id,
      (row) => regionMatchingView(row, row.run, names.get(row.municipalityId ?? '') ?? null),
    );
  }

  /** Of the caller's own mentees. @throws Problem `not-found`, `not-ready` */
  async suggestions(caller: Principal, id: string, query: PageQuery): Promise<Page<RegionSuggestionView>> {
    const scope = organisationScope(caller);
    const rows = await this.database.within(scope, async (tx) => {
      await findFinished(tx, id);
      return tx
        .createQueryBuilder(RegionSuggestion, 's')
        .where('s.organisationId = :organisation AND s.matchingId = :id AND s.ordinal > :after', {
          ...scope,
          id,
          after: ordinalCursorOf(query),
        })
        .orderBy('s.ordinal')
        .limit(query.limit + 1)
        .getMany();
    });
    return pageOf(rows, query, (row) => String(row.ordinal), regionSuggestionView);
  }

  /** The same for those left out. */
  async unmatched(caller: Principal, id: string, query: PageQuery): Promise<Page<UnmatchedView>> {
    const scope = organisationScope(caller);
    const rows = await this.database.within(scope, async (tx) => {
      await findFinished(tx, id);
      return tx.query<UnmatchedRow[]>(
        `SELECT ordinal, mentee, reason, rules, would_help AS "wouldHelp" FROM region_unmatched
         WHERE organisation_id = $1 AND matching_id = $2 AND ordinal > $3 ORDER BY ordinal LIMIT $4`,
        [scope.organisation, id, ordinalCursorOf(query), query.limit + 1],
      );
    });
    return pageOf(rows, query, (row) => String(row.ordinal), unmatchedView);
  }

  /**
   * Problem and result in the engine's format as JSON text, long ones piece by piece. Nobody is named to the region;
   * an organisation finds its own mentees and their mentors in `ids`, and null for everybody else.
   */
  async certificate(caller: Principal, id: string): Promise<Readable> {
    const scope = scopeOfCaller(caller);
    const { matching, parts } = await this.database.within(scope, async (tx) => ({
      matching: await findFinished(tx, id),
      parts: await readParts(tx, id),
    }));
    return certificateText(this.database, scope, matching, parts);
  }
}

async function load(tx: EntityManager, id: string): Promise<RegionMatchingView> {
  const { matching, run } = await find(tx, id);
  const names = await municipalityNames(tx, [matching]);
  return regionMatchingView(matching, run, names.get(matching.municipalityId ?? '') ?? null);
}

/** The run first: once it says `done`, the matching that is read after it has its result. */
async function find(tx: EntityManager, id: string): Promise<{ matching: RegionMatching; run: Run }> {
  const run = await tx.findOneBy(Run, { id });
  const matching = run && (await tx.findOneBy(RegionMatching, { id }));
  if (!matching) throw notFound('matching');
  return { matching, run };
}

async function findFinished(tx: EntityManager, id: string): Promise<RegionMatching> {
  const { matching, run } = await find(tx, id);
  if (run.status !== 'done') throw new Problem('not-ready', { members: { runStatus: run.status } });
  return matching;
}

async function municipalityNames(
  tx: EntityManager,
  matchings: readonly RegionMatching[],
): Promise<ReadonlyMap<string, string>> {
  const ids = matchings.flatMap(({ municipalityId }) => municipalityId ?? []);
  if (ids.length === 0) return new Map();
  const found = await tx.findBy(Municipality, { id: In(ids) });
  return new Map(found.map(({ id, name }) => [id, name]));
}
