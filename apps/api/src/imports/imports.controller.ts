import { Controller, Get, HttpCode, Param, Post, Query, Sse } from '@nestjs/common';
import type { MessageEvent } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ImportIssuePage, ImportIssueQuery, ImportView, QUEUES } from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Observable } from 'rxjs';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { OwnRun } from '../runs/own-run.guard.js';
import { RunsService } from '../runs/runs.service.js';
import { ImportsService } from './imports.service.js';

/** What came of an import, row by row. */
@ApiTags('imports')
@Controller('v1/imports/:import')
@Roles('school', 'curator', 'psychologist')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly runs: RunsService,
  ) {}

  @Get()
  @ApiOkResponse({ type: ImportView })
  read(@Caller() caller: Principal, @Param('import', IdPipe) id: string): Promise<ImportView> {
    return this.imports.read(caller, id);
  }

  @Get('errors')
  @ApiOkResponse({ type: ImportIssuePage })
  errors(
    @Caller() caller: Principal,
    @Param('import', IdPipe) id: string,
    @Query() query: ImportIssueQuery,
  ): Promise<ImportIssuePage> {
    return this.imports.issues(caller, id, query);
  }

  @Post('cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: ImportView })
  async cancel(@Caller() caller: Principal, @Param('import', IdPipe) id: string): Promise<ImportView> {
    await this.imports.read(caller, id);
    await this.runs.cancel(caller, id);
    return this.imports.read(caller, id);
  }

  @Sse('events')
  @OwnRun('import', QUEUES.import)
  events(@Caller() caller: Principal, @Param('import', IdPipe) id: string): Observable<MessageEvent> {
    return this.runs.events(caller, id);
  }
}
