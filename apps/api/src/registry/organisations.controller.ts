import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CreateKeyDto, CreateOrganisationDto, KeyView, OrganisationView, PageQuery } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { ApiKey, Database, hashKey, Municipality, newId, newKey, Organisation } from '@app/persistence';
import type { Response } from 'express';
import type { EntityManager } from 'typeorm';
import { Caller, Roles } from '../http/auth.guard.js';
import { cursorOf, pageOf } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { ownRegion } from '../http/tenant.js';

interface OrganisationRow {
  id: string;
  name: string;
  kind: OrganisationView['kind'];
  municipality: string;
  region: string;
}

const SELECT = `SELECT o.id, o.name, o.kind, m.name AS municipality, o.region_id AS region
  FROM organisation o JOIN municipality m ON m.id = o.municipality_id`;

/** The region's registry of organisations, and their keys. */
@ApiTags('registry')
@Controller('v1/organisations')
export class OrganisationsController {
  constructor(private readonly database: Database) {}

  @Post()
  @Roles('region')
  @ApiCreatedResponse({ type: OrganisationView })
  async create(
    @Caller() caller: Principal,
    @Body() body: CreateOrganisationDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrganisationView> {
    const region = ownRegion(caller, body.region);
    await this.database.within({ region }, async (tx) => {
      const municipalityId = await municipalityByName(tx, region, body.municipality);
      // Ids are unique per installation; another region's organisation is not visible here, so the insert decides.
      const result = await tx
        .createQueryBuilder()
        .insert()
        .into(Organisation)
        .values({ id: body.id, regionId: region, municipalityId, name: body.name, kind: body.kind })
        .orIgnore()
        .returning('id')
        .execute();
      if ((result.raw as unknown[]).length === 0)
        throw new Problem('already-exists', { params: { what: body.id } });
    });
    response.location(`/v1/organisations/${body.id}`);
    return { id: body.id, name: body.name, kind: body.kind, municipality: body.municipality, region };
  }

  @Get()
  @Roles('region')
  async list(@Caller() caller: Principal, @Query() query: PageQuery) {
    const rows = await this.database.within({ region: ownRegion(caller) }, (tx) =>
      tx.query<OrganisationRow[]>(`${SELECT} WHERE o.id > $1 ORDER BY o.id LIMIT $2`, [
        cursorOf(query) ?? '',
        query.limit + 1,
      ]),
    );
    return pageOf(
      rows,
      query,
      (row) => row.id,
      (row) => row,
    );
  }

  @Get(':organisation')
  @Roles('region')
  @ApiOkResponse({ type: OrganisationView })
  async read(@Caller() caller: Principal, @Param('organisation') id: string): Promise<OrganisationView> {
    const [row] = await this.database.within({ region: ownRegion(caller) }, (tx) =>
      tx.query<OrganisationRow[]>(`${SELECT} WHERE o.id = $1`, [id]),
    );
    if (!row) throw notFound('organisation');
    return row;
  }

  /** Issues a key for one role of the organisation; it is shown this once. */
  @Post(':organisation/keys')
  @Roles('region')
  @ApiCreatedResponse({ type: KeyView })
  async createKey(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() body: CreateKeyDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<KeyView> {
    const region = ownRegion(caller);
    const key = newKey();
    const id = newId();
    await this.database.within({ region }, async (tx) => {
      if (!(await tx.existsBy(Organisation, { id: organisation }))) throw notFound('organisation');
      await tx.insert(ApiKey, {
        id,
        regionId: region,
        organisationId: organisation,
        role: body.role,
        hash: hashKey(key),
        expiresOn: body.expiresOn ?? null,
      });
    });
    response.location(`/v1/organisations/${organisation}/keys/${id}`);
    return { id, role: body.role, key, expiresOn: body.expiresOn ?? null };
  }
}

async function municipalityByName(tx: EntityManager, region: string, name: string): Promise<string> {
  await tx
    .createQueryBuilder()
    .insert()
    .into(Municipality)
    .values({ id: newId(), regionId: region, name })
    .orIgnore()
    .execute();
  const found = await tx.findOneByOrFail(Municipality, { regionId: region, name });
  return found.id;
}
