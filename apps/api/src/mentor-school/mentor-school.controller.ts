import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import {
  AttendanceDto,
  AttendanceView,
  CalendarQuery,
  ChangeMentorSchoolSessionDto,
  MentorSchoolCalendarDto,
  MentorSchoolCalendarView,
  MentorSchoolSessionDto,
  MentorSchoolSessionPage,
  MentorSchoolSessionQuery,
  MentorSchoolSessionView,
  MentorSchoolView,
  PageQuery,
  TrainingRequirementDto,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import { CALENDAR_MEDIA_TYPE } from '@app/documents';
import type { Response } from 'express';
import { attachment } from '../http/attachment.js';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { ownOrganisation } from '../http/tenant.js';
import { MentorSchoolService } from './mentor-school.service.js';

/** Школа наставников: sessions, attendance, and who is trained. */
@ApiTags('mentor-school')
@Controller('v1/organisations/:organisation')
export class MentorSchoolController {
  constructor(private readonly school: MentorSchoolService) {}

  /** What makes a mentor trained, and how far each has got. */
  @Get('mentor-school')
  @Roles('curator', 'school')
  @ApiOkResponse({ type: MentorSchoolView })
  async read(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: PageQuery,
  ): Promise<MentorSchoolView> {
    return this.school.read(ownOrganisation(caller, organisation), query);
  }

  /** Sets hours and sessions that make a mentor trained here. */
  @Put('mentor-school')
  @Roles('curator')
  @ApiOkResponse({ type: MentorSchoolView })
  async require(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() body: TrainingRequirementDto,
  ): Promise<MentorSchoolView> {
    return this.school.require(ownOrganisation(caller, organisation), body);
  }

  @Get('mentor-school/sessions')
  @Roles('curator', 'school')
  @ApiOkResponse({ type: MentorSchoolSessionPage })
  async list(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: MentorSchoolSessionQuery,
  ): Promise<MentorSchoolSessionPage> {
    return this.school.list(ownOrganisation(caller, organisation), query);
  }

  @Post('mentor-school/sessions')
  @Roles('curator')
  @ApiCreatedResponse({ type: MentorSchoolSessionView })
  async create(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() body: MentorSchoolSessionDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MentorSchoolSessionView> {
    const created = await this.school.create(ownOrganisation(caller, organisation), body);
    response.location(`/v1/organisations/${organisation}/mentor-school/sessions/${created.id}`);
    return created;
  }

  @Get('mentor-school/sessions/:session')
  @Roles('curator', 'school')
  @ApiOkResponse({ type: MentorSchoolSessionView })
  async session(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('session', IdPipe) id: string,
  ): Promise<MentorSchoolSessionView> {
    return this.school.session(ownOrganisation(caller, organisation), id);
  }

  @Patch('mentor-school/sessions/:session')
  @Roles('curator')
  @ApiOkResponse({ type: MentorSchoolSessionView })
  async change(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('session', IdPipe) id: string,
    @Body() body: ChangeMentorSchoolSessionDto,
  ): Promise<MentorSchoolSessionView> {
    return this.school.change(ownOrganisation(caller, organisation), id, body);
  }

  @Delete('mentor-school/sessions/:session')
  @HttpCode(204)
  @Roles('curator')
  @ApiNoContentResponse()
  async remove(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('session', IdPipe) id: string,
  ): Promise<void> {
    await this.school.remove(ownOrganisation(caller, organisation), id);
  }

  /** Mentors who are not named keep what was recorded of them. */
  @Put('mentor-school/sessions/:session/attendance')
  @Roles('curator')
  @ApiOkResponse({ type: AttendanceView })
  async attend(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('session', IdPipe) id: string,
    @Body() body: AttendanceDto,
  ): Promise<AttendanceView> {
    return this.school.attend(caller, ownOrganisation(caller, organisation), id, body);
  }

  /** Takes the catalogue's calendar over for an academic year; a second time it adds only what is missing. */
  @Post('mentor-school/calendars')
  @HttpCode(200)
  @Roles('curator')
  @ApiOkResponse({ type: MentorSchoolCalendarView })
  async takeCalendar(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() body: MentorSchoolCalendarDto,
  ): Promise<MentorSchoolCalendarView> {
    return this.school.takeCalendar(ownOrganisation(caller, organisation), body.academicYear);
  }

  @Get('mentor-school.ics')
  @Roles('curator', 'school')
  @ApiProduces('text/calendar')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'RFC 5545' })
  async calendar(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: CalendarQuery,
  ): Promise<StreamableFile> {
    const text = await this.school.calendar(ownOrganisation(caller, organisation), query.academicYear);
    return attachment(text, CALENDAR_MEDIA_TYPE, 'mentor-school.ics');
  }
}
