import { Controller, Get, HttpCode, Param, Post, Query, Sse } from '@nestjs/common';
import type { MessageEvent, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ImportIssuePage, ImportIssueQuery, ImportView, QUEUES } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { XLSX_MEDIA_TYPE } from '@app/documents';
import type { Observable } from 'rxjs';
import { attachment } from '../http/attachment.js';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { OwnRun } from '../runs/own-run.guard.js';
import { RunsService } from '../runs/runs.service.js';
import { ImportsService } from './imports.service.js';
import { MarkedFilesService } from './marked-files.service.js';

/** What came of an import, row by row. */
@ApiTags('imports')
@Controller('v1/imports/:import')
@Roles('school', 'curator', 'psychologist')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly marked: MarkedFilesService,
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

  /** The table that was sent, with its wrong cells marked and told about; for a day after the import. */
  @Get('marked.xlsx')
  @ApiProduces(XLSX_MEDIA_TYPE)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async markedFile(
    @Caller() caller: Principal,
    @Param('import', IdPipe) id: string,
  ): Promise<StreamableFile> {
    return attachment(await this.marked.read(caller, id), XLSX_MEDIA_TYPE, `import-${id}.xlsx`);
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
