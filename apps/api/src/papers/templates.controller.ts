import { Controller, Delete, Get, HttpCode, Param, Put, Req } from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { PaperTemplatePage, PaperTemplateView } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { DOCX_MEDIA_TYPE } from '@app/documents';
import type { Request } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { ownOrganisation } from '../http/tenant.js';
import { docxFile } from './file-answer.js';
import { paperKindOf, TemplatesService } from './templates.service.js';

/** Forms of the order, the plan and the act: the service's own, or a school's in their place. */
@ApiTags('papers')
@Controller('v1/organisations/:organisation/templates')
@Roles('curator')
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  /** Which templates are the school's own, what tags they use and what tags there are. */
  @Get()
  @ApiOkResponse({ type: PaperTemplatePage })
  async list(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
  ): Promise<PaperTemplatePage> {
    const items = await this.templates.list(ownOrganisation(caller, organisation));
    return { items, nextCursor: null };
  }

  /** The template in use, to be changed and put back. */
  @Get(':kind')
  @ApiProduces(DOCX_MEDIA_TYPE)
  @ApiOkResponse({ content: { [DOCX_MEDIA_TYPE]: { schema: { type: 'string', format: 'binary' } } } })
  async read(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('kind') kind: string,
  ): Promise<StreamableFile> {
    const known = paperKindOf(kind);
    return docxFile(
      `template-${known}`,
      await this.templates.read(ownOrganisation(caller, organisation), known),
    );
  }

  @Put(':kind')
  @ApiConsumes(DOCX_MEDIA_TYPE, 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' }, description: 'A DOCX of at most 2 MB' })
  @ApiOkResponse({ type: PaperTemplateView })
  replace(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('kind') kind: string,
    @Req() request: Request,
  ): Promise<PaperTemplateView> {
    return this.templates.replace(caller, ownOrganisation(caller, organisation), paperKindOf(kind), request);
  }

  /** The template that comes with the service holds again. */
  @Delete(':kind')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('kind') kind: string,
  ): Promise<void> {
    return this.templates.remove(ownOrganisation(caller, organisation), paperKindOf(kind));
  }
}
