import { Controller, Get, Param, Query } from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { PlanQuery } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { DOCX_MEDIA_TYPE } from '@app/documents';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { ActService } from './act.service.js';
import { docxFile } from './file-answer.js';
import { PlanService } from './plan.service.js';

const DOCX_ANSWER = { content: { [DOCX_MEDIA_TYPE]: { schema: { type: 'string', format: 'binary' } } } };

/** Papers of a single pair or act: индивидуальный план, акт об уничтожении. */
@ApiTags('papers')
@Controller('v1')
@Roles('curator')
export class PairPapersController {
  constructor(
    private readonly plans: PlanService,
    private readonly acts: ActService,
  ) {}

  /** The personalised programme of a pair, or of one mentee of a group, as a DOCX to be signed. */
  @Get('pairs/:pair/plan.docx')
  @ApiProduces(DOCX_MEDIA_TYPE)
  @ApiOkResponse(DOCX_ANSWER)
  async plan(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Query() { mentee }: PlanQuery,
  ): Promise<StreamableFile> {
    return docxFile(`plan-${pair}`, await this.plans.print(caller, pair, mentee));
  }

  /** An act of the destruction of personal data as a DOCX to be signed. */
  @Get('destruction-acts/:act.docx')
  @ApiProduces(DOCX_MEDIA_TYPE)
  @ApiOkResponse(DOCX_ANSWER)
  async act(@Caller() caller: Principal, @Param('act', IdPipe) id: string): Promise<StreamableFile> {
    return docxFile(`act-${id}`, await this.acts.print(caller, id));
  }
}
