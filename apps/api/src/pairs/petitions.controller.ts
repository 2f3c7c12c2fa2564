import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PetitionDecisionDto, PetitionDto, PetitionList, PetitionView } from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { GuardedByVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { PetitionsService } from './petitions.service.js';

/** Ходатайства о замене наставника, заявления о сложении обязанностей. */
@ApiTags('pairs')
@Controller('v1/pairs/:pair/petitions')
export class PetitionsController {
  constructor(private readonly petitions: PetitionsService) {}

  @Get()
  @Roles('curator')
  @ApiOkResponse({ type: PetitionList })
  async list(@Caller() caller: Principal, @Param('pair', IdPipe) pair: string): Promise<PetitionList> {
    return this.petitions.list(caller, pair);
  }

  @Post()
  @GuardedByVersion()
  @Roles('curator')
  @ApiCreatedResponse({ type: PetitionView })
  async create(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PetitionDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PetitionView> {
    const petition = await this.petitions.create(caller, pair, body, ifMatch);
    response.location(`/v1/pairs/${pair}/petitions/${petition.id}`);
    return petition;
  }

  /** Granting it ends the pair at once: the mentee goes into the next matching. */
  @Post(':petition/decisions')
  @HttpCode(200)
  @GuardedByVersion()
  @Roles('curator')
  @ApiOkResponse({ type: PetitionView })
  async decide(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Param('petition', IdPipe) petition: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PetitionDecisionDto,
  ): Promise<PetitionView> {
    return this.petitions.decide(caller, pair, petition, body, ifMatch);
  }
}
