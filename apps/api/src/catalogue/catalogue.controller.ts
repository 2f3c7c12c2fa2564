import { Controller, Get, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { loadCatalogue } from '@app/catalogue';
import { Roles } from '../http/auth.guard.js';
import { notFound } from '../http/problem.js';

const PARTS = ['forms', 'topics', 'instruments', 'indicators', 'targets'] as const;
type Part = (typeof PARTS)[number];

/** Policy as data: what the installation knows, with versions. */
@ApiTags('catalogue')
@Controller('v1/catalogue')
export class CatalogueController {
  @Get(':part')
  @Roles('operator', 'region', 'school', 'curator', 'psychologist')
  @ApiParam({ name: 'part', enum: PARTS })
  read(@Param('part') part: string) {
    if (!isPart(part)) throw notFound('catalogue');
    const catalogue = loadCatalogue();
    return { version: catalogue.version, items: catalogue.data[part], nextCursor: null };
  }
}

const isPart = (part: string): part is Part => (PARTS as readonly string[]).includes(part);
