import { Body, Controller, Get, Headers, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { SupportDto, SupportList, SupportView } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { Caller, Roles } from '../http/auth.guard.js';
import { GuardedByVersion } from '../http/etag.js';
import { IdPipe } from '../http/id.pipe.js';
import { SupportService } from './support.service.js';

/** Сопровождение пары педагогом-психологом. */
@ApiTags('pairs')
@Controller('v1/pairs/:pair/support')
export class SupportController {
  constructor(private readonly support: SupportService) {}

  @Get()
  @Roles('curator', 'psychologist')
  @ApiOkResponse({ type: SupportList })
  async list(@Caller() caller: Principal, @Param('pair', IdPipe) pair: string): Promise<SupportList> {
    return this.support.list(caller, pair);
  }

  @Post()
  @GuardedByVersion()
  @Roles('curator', 'psychologist')
  @ApiCreatedResponse({ type: SupportView })
  async create(
    @Caller() caller: Principal,
    @Param('pair', IdPipe) pair: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: SupportDto,
  ): Promise<SupportView> {
    return this.support.create(caller, pair, body, ifMatch);
  }
}
