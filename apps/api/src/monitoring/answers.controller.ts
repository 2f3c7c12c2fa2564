import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { BANK_ROLE, BANKS, ImportQuery, ResponsePage, ResponseQuery } from '@app/contracts';
import type { ImportKind, ImportView, Principal, ResponseView } from '@app/contracts';
import { Database, Response as Sheet } from '@app/persistence';
import type { Request, Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { idCursorOf, pageOf } from '../http/paging.js';
import { ownOrganisation } from '../http/tenant.js';
import { accepted, AcceptsImport } from '../imports/accepts-import.js';
import { ImportsService } from '../imports/imports.service.js';

/** Questionnaire sheets and measurements of one organisation. */
@ApiTags('monitoring')
@Controller('v1/organisations/:organisation')
export class AnswersController {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportsService,
  ) {}

  @Post('responses/imports')
  @Roles('school', 'psychologist')
  @AcceptsImport()
  importResponses(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: ImportQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    return this.takeIn('responses', caller, organisation, query, request, response);
  }

  @Post('measurements/imports')
  @Roles('school', 'psychologist')
  @AcceptsImport()
  importMeasurements(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: ImportQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    return this.takeIn('measurements', caller, organisation, query, request, response);
  }

  /** Raw answers: the psychologist's, and nobody else's. */
  @Get('responses')
  @Roles('psychologist')
  @ApiOkResponse({ type: ResponsePage })
  async list(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: ResponseQuery,
  ): Promise<ResponsePage> {
    ownOrganisation(caller, organisation);
    const sheets = await this.database.within({ organisation }, (tx) =>
      tx
        .createQueryBuilder(Sheet, 's')
        .where('(:after::uuid IS NULL OR s.id > :after)', { after: idCursorOf(query) })
        .andWhere('(:programme::uuid IS NULL OR s.programmeId = :programme)', {
          programme: query.programme ?? null,
        })
        .andWhere('(:instrument::text IS NULL OR s.instrument = :instrument)', {
          instrument: query.instrument ?? null,
        })
        .orderBy('s.id')
        .take(query.limit + 1)
        .getMany(),
    );
    return pageOf(sheets, query, (sheet) => sheet.id, responseView);
  }

  private async takeIn(
    kind: ImportKind,
    caller: Principal,
    organisation: string,
    query: ImportQuery,
    request: Request,
    response: Response,
  ): Promise<ImportView> {
    ownOrganisation(caller, organisation);
    return accepted(response, await this.imports.accept(caller, request, { kind, ...query }));
  }
}

function responseView(sheet: Sheet): ResponseView {
  const bankOf = (role: string) => BANKS.find((bank) => BANK_ROLE[bank] === role) ?? 'mentees';
  return {
    id: sheet.id,
    programme: sheet.programmeId,
    respondent:
      sheet.respondentRole === 'curator'
        ? { role: 'curator' }
        : { bank: bankOf(sheet.respondentRole), externalId: sheet.respondent },
    about: sheet.about === '' ? null : { bank: bankOf(sheet.aboutRole), externalId: sheet.about },
    instrument: sheet.instrument,
    version: sheet.instrumentVersion,
    wave: sheet.wave,
    answeredOn: sheet.answeredOn,
    answers: sheet.answers,
  };
}
