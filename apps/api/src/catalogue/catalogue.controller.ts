import { Controller, Get, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { loadCatalogue } from '@app/catalogue';
import { Roles } from '../http/auth.guard.js';
import { notFound } from '../http/problem.js';

/** Lists of the catalogue by their names in the address. */
const PARTS = {
  forms: 'forms',
  topics: 'topics',
  instruments: 'instruments',
  indicators: 'indicators',
  targets: 'targets',
  kinds: 'kinds',
  categories: 'categories',
  'person-kinds': 'personKinds',
  modes: 'modes',
  'consent-purposes': 'consentPurposes',
  'completion-reasons': 'completionReasons',
  'meeting-kinds': 'meetingKinds',
  'petition-kinds': 'petitionKinds',
} as const;
type Part = keyof typeof PARTS;

/** Policy as data: what the installation knows, with versions. */
@ApiTags('catalogue')
@Controller('v1/catalogue')
export class CatalogueController {
  @Get(':part')
  @Roles('operator', 'region', 'school', 'curator', 'psychologist')
  @ApiParam({ name: 'part', enum: Object.keys(PARTS) })
  read(@Param('part') part: string) {
    if (!isPart(part)) throw notFound('catalogue');
    const catalogue = loadCatalogue();
    return { version: catalogue.version, items: catalogue.data[PARTS[part]], nextCursor: null };
  }
}

const isPart = (part: string): part is Part => Object.hasOwn(PARTS, part);
