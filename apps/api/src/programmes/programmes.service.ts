import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import type {
  ChangeProgrammeDto,
  CreateProgrammeDto,
  PageQuery,
  Policy,
  PolicyVersionView,
  Principal,
  ProgrammeView,
  SearchStateView,
} from '@app/contracts';
import { Database, newId, Programme, StoredPolicy } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { idCursorOf, pageOf } from '../http/paging.js';
import type { Page } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope } from '../http/tenant.js';
import { checkProgramme, programmePolicyOf } from './check-programme.js';
import { NOTHING_SOUGHT, searchStates } from './search-state.js';

/** A programme of the caller's organisation. @throws Problem `not-found` */
export async function findProgramme(tx: EntityManager, id: string): Promise<Programme> {
  const programme = await tx.findOneBy(Programme, { id });
  if (!programme) throw notFound('programme');
  return programme;
}

/** A version of a programme's policy. @throws Problem `not-found` */
export async function findPolicy(tx: EntityManager, programme: string, version: number): Promise<Policy> {
  const stored = await tx.findOneBy(StoredPolicy, { programmeId: programme, version });
  if (!stored) throw notFound('policy');
  return stored.body as unknown as Policy;
}

@Injectable()
export class ProgrammesService {
  constructor(private readonly database: Database) {}

  /** Stores a programme with version 1 of its policy. @throws Problem `validation-failed` */
  async create(caller: Principal, body: CreateProgrammeDto): Promise<ProgrammeView> {
    const checked = checkProgramme(loadCatalogue(), body);
    if (!checked.ok) throw new Problem('validation-failed', { errors: [...checked.errors] });
    const { organisation } = organisationScope(caller);
    const programme = {
      id: newId(),
      organisationId: organisation,
      name: body.name,
      document: body.document ?? null,
      form: body.form,
      variants: body.variants,
      kinds: body.kinds,
      modes: body.modes,
      startsOn: body.startsOn,
      endsOn: body.endsOn,
      policyVersion: 1,
      momentsStale: true,
      continuedSearch: body.continuedSearch ?? loadCatalogue().data.programmeLife.continuedSearch,
    };
    await this.database.within({ organisation }, async (tx) => {
      await tx.insert(Programme, programme);
      await insertPolicy(tx, organisation, programme.id, 1, checked.policy);
    });
    return viewOf(programme, checked.policy, NOTHING_SOUGHT);
  }

  async list(caller: Principal, query: PageQuery): Promise<Page<ProgrammeView>> {
    const scope = organisationScope(caller);
    const { rows, searches } = await this.database.within(scope, async (tx) => {
      const builder = tx
        .createQueryBuilder(Programme, 'p')
        .innerJoinAndMapOne(
          'p.policy',
          StoredPolicy,
          'v',
          'v.programmeId = p.id AND v.version = p.policyVersion',
        )
        .orderBy('p.id')
        .limit(query.limit + 1);
      const after = idCursorOf(query);
      if (after !== null) builder.where('p.id > :after', { after });
      const rows = (await builder.getMany()) as (Programme & { policy: StoredPolicy })[];
      const ids = rows.map((row) => row.id);
      return { rows, searches: await searchStates(tx, scope.organisation, ids) };
    });
    return pageOf(
      rows,
      query,
      (row) => row.id,
      (row) => viewOf(row, row.policy.body as unknown as Policy, searches.get(row.id) ?? NOTHING_SOUGHT),
    );
  }

  async read(caller: Principal, id: string): Promise<ProgrammeView> {
    return this.database.within(organisationScope(caller), (tx) => readProgramme(tx, id));
  }

  /** What of a programme may change while it runs. @throws Problem `not-found` */
  async change(caller: Principal, id: string, body: ChangeProgrammeDto): Promise<ProgrammeView> {
    return this.database.within(organisationScope(caller), async (tx) => {
      await findProgramme(tx, id);
      const { continuedSearch } = body;
      if (continuedSearch !== undefined) await tx.update(Programme, { id }, { continuedSearch });
      return readProgramme(tx, id);
    });
  }

  /** The newest version of the policy, or the one asked for. */
  async policy(caller: Principal, id: string, version?: number): Promise<PolicyVersionView> {
    return this.database.within(organisationScope(caller), async (tx) => {
      const wanted = version ?? (await findProgramme(tx, id)).policyVersion;
      return { version: wanted, policy: await findPolicy(tx, id, wanted) };
    });
  }

  /** Adds a version; matchings that ran under an earlier one keep it. @throws Problem `validation-failed` */
  async putPolicy(caller: Principal, id: string, overrides: unknown): Promise<PolicyVersionView> {
    const { organisation } = organisationScope(caller);
    return this.database.within({ organisation }, async (tx) => {
      // Two writers at once must not take the same number.
      await tx.query(`SELECT id FROM programme WHERE id = $1 FOR UPDATE`, [id]);
      const programme = await findProgramme(tx, id);
      const catalogue = loadCatalogue();
      const form = catalogue.form(programme.form);
      if (!form) throw new Error(`the catalogue has lost form ${programme.form}`);
      const checked = programmePolicyOf(catalogue, form, overrides, programme);
      if (!checked.ok) throw new Problem('validation-failed', { errors: [...checked.errors] });
      const version = programme.policyVersion + 1;
      await insertPolicy(tx, organisation, id, version, checked.policy);
      await tx.update(Programme, { id }, { policyVersion: version, momentsStale: true });
      return { version, policy: checked.policy };
    });
  }
}

async function readProgramme(tx: EntityManager, id: string): Promise<ProgrammeView> {
  const programme = await findProgramme(tx, id);
  const searches = await searchStates(tx, programme.organisationId, [id]);
  const policy = await findPolicy(tx, id, programme.policyVersion);
  return viewOf(programme, policy, searches.get(id) ?? NOTHING_SOUGHT);
}

async function insertPolicy(
  tx: EntityManager,
  organisation: string,
  programme: string,
  version: number,
  policy: Policy,
): Promise<void> {
  await tx.query(
    `INSERT INTO policy (organisation_id, programme_id, version, body) VALUES ($1, $2, $3, $4)`,
    [organisation, programme, version, JSON.stringify(policy)],
  );
}

function viewOf(
  programme: Omit<Programme, 'createdAt'>,
  policy: Policy,
  search: SearchStateView,
): ProgrammeView {
  return {
    id: programme.id,
    organisation: programme.organisationId,
    name: programme.name,
    document: programme.document,
    form: programme.form,
    variants: programme.variants,
    kinds: programme.kinds,
    modes: programme.modes,
    startsOn: programme.startsOn,
    endsOn: programme.endsOn,
    policyVersion: programme.policyVersion,
    continuedSearch: programme.continuedSearch,
    search,
    policy,
  };
}
