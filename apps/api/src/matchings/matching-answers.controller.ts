import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { WhyNotQuery, WhyNotView } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { QuestionsService } from './questions.service.js';

/** Questions about a finished matching. Each is answered by the worker while the request waits. */
@ApiTags('matchings')
@Controller('v1/matchings/:matching')
export class MatchingAnswersController {
  constructor(private readonly questions: QuestionsService) {}

  /** Why a mentee was not given a mentor: by rules, or by what all together would lose and who would move. */
  @Get('why-not')
  @Roles('curator')
  @ApiOkResponse({ type: WhyNotView })
  async whyNot(
    @Caller() caller: Principal,
    @Param('matching', IdPipe) id: string,
    @Query() query: WhyNotQuery,
  ): Promise<WhyNotView> {
    return this.questions.ask(caller, id, { kind: 'why-not', ...query });
  }
}
