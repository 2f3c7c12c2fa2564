import { Controller, Get, Param, Query } from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  AcademicYearQuery,
  AsOfQuery,
  MentorLoadPage,
  NominationsView,
  RegisterQuery,
  StatisticsView,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import { XLSX_MEDIA_TYPE } from '@app/documents';
import { Caller, Roles } from '../http/auth.guard.js';
import { ownOrganisation } from '../http/tenant.js';
import { xlsxFile } from './file-answer.js';
import { loadSheets } from './load-sheets.js';
import { NominationsService } from './nominations.service.js';
import { RegisterService } from './register.service.js';
import { StatisticsService } from './statistics.service.js';
import { statisticsSheets } from './statistics-sheets.js';

const XLSX_ANSWER = { content: { [XLSX_MEDIA_TYPE]: { schema: { type: 'string', format: 'binary' } } } };

/** What an organisation hands in and keeps: the register, counts, nominations, loads. Nobody without consent is in it. */
@ApiTags('papers')
@Controller('v1/organisations/:organisation')
@Roles('curator')
export class OrganisationPapersController {
  constructor(
    private readonly registers: RegisterService,
    private readonly statistics: StatisticsService,
    private readonly nominations: NominationsService,
  ) {}

  /** Персонифицированный учёт of an academic year: mentors, mentees, pairs, trainings. */
  @Get('register.xlsx')
  @ApiProduces(XLSX_MEDIA_TYPE)
  @ApiOkResponse(XLSX_ANSWER)
  async register(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: RegisterQuery,
  ): Promise<StreamableFile> {
    ownOrganisation(caller, organisation);
    const { academicYear, sheets } = await this.registers.sheets(caller, query);
    return xlsxFile(`register-${fileYear(academicYear)}`, sheets);
  }

  @Get('statistics')
  @ApiOkResponse({ type: StatisticsView })
  counts(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() { asOf }: AsOfQuery,
  ): Promise<StatisticsView> {
    ownOrganisation(caller, organisation);
    return this.statistics.read(caller, asOf);
  }

  @Get('statistics.xlsx')
  @ApiProduces(XLSX_MEDIA_TYPE)
  @ApiOkResponse(XLSX_ANSWER)
  async countsFile(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() { asOf }: AsOfQuery,
  ): Promise<StreamableFile> {
    ownOrganisation(caller, organisation);
    const view = await this.statistics.read(caller, asOf);
    return xlsxFile(`statistics-${view.asOf}`, statisticsSheets(view));
  }

  /** Nominees of an academic year over all programmes; only completed pairs count. */
  @Get('nominations')
  @ApiOkResponse({ type: NominationsView })
  nominees(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() { academicYear }: AcademicYearQuery,
  ): Promise<NominationsView> {
    ownOrganisation(caller, organisation);
    return this.nominations.ofYear(caller, academicYear);
  }

  /** Data for incentives: load, dates and results of each mentor. */
  @Get('mentor-loads')
  @ApiOkResponse({ type: MentorLoadPage })
  async loads(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() { academicYear }: AcademicYearQuery,
  ): Promise<MentorLoadPage> {
    ownOrganisation(caller, organisation);
    const { page } = await this.nominations.loads(caller, academicYear);
    return page;
  }

  @Get('mentor-loads.xlsx')
  @ApiProduces(XLSX_MEDIA_TYPE)
  @ApiOkResponse(XLSX_ANSWER)
  async loadsFile(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() { academicYear }: AcademicYearQuery,
  ): Promise<StreamableFile> {
    ownOrganisation(caller, organisation);
    const { page, recorded } = await this.nominations.loads(caller, academicYear);
    return xlsxFile(`mentor-loads-${fileYear(page.academicYear)}`, loadSheets(page.items, recorded));
  }
}

const fileYear = (academicYear: string): string => academicYear.replace('/', '-');
