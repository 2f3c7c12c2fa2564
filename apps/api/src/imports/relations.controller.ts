import { Controller, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ImportQuery } from '@app/contracts';
import type { ImportView, Principal } from '@app/contracts';
import { Programme } from '@app/persistence';
import type { Request, Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { notFound } from '../http/problem.js';
import { ownOrganisation } from '../http/tenant.js';
import { accepted, AcceptsImport } from './accepts-import.js';
import { ImportsService } from './imports.service.js';

/** What is known of a mentor and a mentee together, before they are a pair. */
@ApiTags('imports')
@Controller('v1')
export class RelationsController {
  constructor(private readonly imports: ImportsService) {}

  @Post('organisations/:organisation/restrictions/imports')
  @Roles('psychologist', 'curator')
  @AcceptsImport()
  async restrictions(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: ImportQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    ownOrganisation(caller, organisation);
    const purpose = { kind: 'restrictions', ...query } as const;
    return accepted(response, await this.imports.accept(caller, request, purpose));
  }

  @Post('organisations/:organisation/compatibilities/imports')
  @Roles('psychologist')
  @AcceptsImport()
  async compatibilities(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: ImportQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    ownOrganisation(caller, organisation);
    const purpose = { kind: 'compatibilities', ...query } as const;
    return accepted(response, await this.imports.accept(caller, request, purpose));
  }

  @Post('programmes/:programme/preferences/imports')
  @Roles('curator')
  @AcceptsImport()
  async preferences(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programmeId: string,
    @Query() query: ImportQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    const purpose = { kind: 'preferences', programmeId, ...query } as const;
    const view = await this.imports.accept(caller, request, purpose, async (tx) => {
      if (!(await tx.existsBy(Programme, { id: programmeId }))) throw notFound('programme');
    });
    return accepted(response, view);
  }
}
