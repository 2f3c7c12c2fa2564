import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AsOfQuery, NominationsView, OrderCheckView, OrderQuery, PublicationView } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { DOCX_MEDIA_TYPE } from '@app/documents';
import type { Request, Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { localeOf } from '../http/locale.js';
import { docxFile } from './file-answer.js';
import { NominationsService } from './nominations.service.js';
import { OrderService } from './order.service.js';
import { PublicationService } from './publication.service.js';

/** How many pairs may not enter the order; `order-check` names them. */
const LEFT_OUT = 'Nastavnik-Left-Out';

/** Приказ: the order that fixes a programme's pairs, with its annex. */
@ApiTags('papers')
@Controller('v1/programmes/:programme')
@Roles('curator')
export class ProgrammePapersController {
  constructor(
    private readonly orders: OrderService,
    private readonly nominations: NominationsService,
    private readonly publications: PublicationService,
  ) {}

  /** The order as a DOCX, by the school's own template if it has one. */
  @Get('order.docx')
  @ApiProduces(DOCX_MEDIA_TYPE)
  @ApiOkResponse({
    content: { [DOCX_MEDIA_TYPE]: { schema: { type: 'string', format: 'binary' } } },
    headers: { [LEFT_OUT]: { schema: { type: 'integer' }, description: 'Pairs that may not enter it' } },
  })
  async order(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Query() query: OrderQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { bytes, asOf, leftOut } = await this.orders.print(caller, programme, query, localeOf(request));
    response.setHeader(LEFT_OUT, String(leftOut));
    return docxFile(`order-${asOf}`, bytes);
  }

  /** Whom the order would name, who is left out and why, and what it would leave blank. */
  @Get('order-check')
  @ApiOkResponse({ type: OrderCheckView })
  check(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Query() query: OrderQuery,
    @Req() request: Request,
  ): Promise<OrderCheckView> {
    return this.orders.check(caller, programme, query, localeOf(request));
  }

  /** Nominees among the programme's completed pairs, with the numbers that make their rank. */
  @Get('nominations')
  @ApiOkResponse({ type: NominationsView })
  nominees(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
  ): Promise<NominationsView> {
    return this.nominations.ofProgramme(caller, programme);
  }

  /** List and results for publication, once every pair has ended; names only with consent to publication. */
  @Get('publication')
  @ApiOkResponse({ type: PublicationView })
  publication(
    @Caller() caller: Principal,
    @Param('programme', IdPipe) programme: string,
    @Query() { asOf }: AsOfQuery,
  ): Promise<PublicationView> {
    return this.publications.read(caller, programme, asOf);
  }
}
