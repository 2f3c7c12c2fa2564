import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Req, Res } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { BankEntryFields, BankEntryPage, BankEntryView, BankEntryQuery, ImportQuery } from '@app/contracts';
import type { Bank, ImportView, Principal } from '@app/contracts';
import type { Request, Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { etagOf, GuardedByVersion } from '../http/etag.js';
import { ownOrganisation, ownTenant } from '../http/tenant.js';
import { accepted, AcceptsImport } from '../imports/accepts-import.js';
import { ImportsService } from '../imports/imports.service.js';
import { BankPipe } from './bank.pipe.js';
import { BanksService } from './banks.service.js';

/** Базы наставников и наставляемых of one organisation. */
@ApiTags('banks')
@Controller('v1/organisations/:organisation/banks/:bank')
export class BanksController {
  constructor(
    private readonly banks: BanksService,
    private readonly imports: ImportsService,
  ) {}

  @Post('imports')
  @Roles('school', 'curator')
  @AcceptsImport()
  async import(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('bank', BankPipe) bank: Bank,
    @Query() query: ImportQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    ownOrganisation(caller, organisation);
    const view = await this.imports.accept(caller, request, { kind: 'bank', bank, ...query });
    return accepted(response, view);
  }

  @Get('entries')
  @Roles('school', 'curator', 'psychologist')
  @ApiOkResponse({ type: BankEntryPage })
  async list(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('bank', BankPipe) bank: Bank,
    @Query() query: BankEntryQuery,
  ): Promise<BankEntryPage> {
    return this.banks.list(ownTenant(caller, organisation), bank, query);
  }

  @Get('entries/:externalId')
  @Roles('school', 'curator', 'psychologist')
  @ApiOkResponse({ type: BankEntryView })
  async read(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('bank', BankPipe) bank: Bank,
    @Param('externalId') externalId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BankEntryView> {
    const entry = await this.banks.read(ownTenant(caller, organisation), bank, externalId);
    response.setHeader('ETag', etagOf(entry.version));
    return entry;
  }

  /** Changes the fields that are named (RFC 7396); `If-Match` guards against a change by somebody else. */
  @Patch('entries/:externalId')
  @GuardedByVersion()
  @Roles('school', 'curator')
  @ApiBody({ type: BankEntryFields })
  @ApiOkResponse({ type: BankEntryView })
  async change(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('bank', BankPipe) bank: Bank,
    @Param('externalId') externalId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() patch: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BankEntryView> {
    const own = ownTenant(caller, organisation);
    const entry = await this.banks.change(own, bank, externalId, patch, ifMatch);
    response.setHeader('ETag', etagOf(entry.version));
    return entry;
  }

  /** Erases the entry, and with a person's last entry their personal fields. */
  @Delete('entries/:externalId')
  @HttpCode(204)
  @GuardedByVersion()
  @Roles('school', 'curator')
  @ApiNoContentResponse()
  async erase(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('bank', BankPipe) bank: Bank,
    @Param('externalId') externalId: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.banks.erase(ownTenant(caller, organisation), bank, externalId, ifMatch);
  }
}
