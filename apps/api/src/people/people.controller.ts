import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { InterviewDto, InterviewList, InterviewView, PersonView, SelectionSheetList } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { Caller, Roles } from '../http/auth.guard.js';
import { PeopleService } from './people.service.js';

/** One person of the organisation, in one bank or in both. */
@ApiTags('people')
@Controller('v1/organisations/:organisation/people/:externalId')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get()
  @Roles('school', 'curator', 'psychologist')
  @ApiOkResponse({ type: PersonView })
  read(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('externalId') externalId: string,
  ): Promise<PersonView> {
    return this.people.read(caller, organisation, externalId);
  }

  /** Собеседование: who held it (a role), and what came of it. */
  @Post('interviews')
  @Roles('curator', 'psychologist')
  @ApiCreatedResponse({ type: InterviewView })
  interview(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('externalId') externalId: string,
    @Body() body: InterviewDto,
  ): Promise<InterviewView> {
    return this.people.interview(caller, organisation, externalId, body);
  }

  @Get('interviews')
  @Roles('curator', 'psychologist')
  @ApiOkResponse({ type: InterviewList })
  interviews(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('externalId') externalId: string,
  ): Promise<InterviewList> {
    return this.people.interviews(caller, organisation, externalId);
  }

  /** Анкеты отбора, which come in by `responses/imports`. */
  @Get('selection-sheets')
  @Roles('curator', 'psychologist')
  @ApiOkResponse({ type: SelectionSheetList })
  selectionSheets(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('externalId') externalId: string,
  ): Promise<SelectionSheetList> {
    return this.people.selectionSheets(caller, organisation, externalId);
  }
}
