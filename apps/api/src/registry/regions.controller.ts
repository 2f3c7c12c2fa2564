import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CreateRegionDto } from '@app/contracts';
import { ApiKey, Database, hashKey, newId, newKey, Region } from '@app/persistence';
import type { Response } from 'express';
import { Roles } from '../http/auth.guard.js';
import { Problem } from '../http/problem.js';

@ApiTags('registry')
@Controller('v1/regions')
export class RegionsController {
  constructor(private readonly database: Database) {}

  /** Creates a region together with its first key, which is shown once. */
  @Post()
  @Roles('operator')
  async create(@Body() body: CreateRegionDto, @Res({ passthrough: true }) response: Response) {
    const key = newKey();
    await this.database.within({ installation: true }, async (tx) => {
      if (await tx.existsBy(Region, { id: body.id }))
        throw new Problem('already-exists', { params: { what: body.id } });
      await tx.insert(Region, { id: body.id, name: body.name, timezone: body.timezone });
      await tx.insert(ApiKey, {
        id: newId(),
        regionId: body.id,
        organisationId: null,
        role: 'region',
        hash: hashKey(key),
        expiresOn: null,
      });
    });
    response.location(`/v1/regions/${body.id}`);
    return { ...body, key };
  }
}
