import { Controller, Get, Param } from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { loadCatalogue } from '@app/catalogue';
import type { Bank, Principal } from '@app/contracts';
import { tablesToXlsx, templateTable, XLSX_MEDIA_TYPE } from '@app/documents';
import { BankPipe } from '../banks/bank.pipe.js';
import { attachment } from '../http/attachment.js';
import { Caller, Roles } from '../http/auth.guard.js';
import { ownTenant } from '../http/tenant.js';
import { csvStream } from './csv-stream.js';
import { BankExportsService } from './bank-exports.service.js';

/** Whole banks as tables that may be sent in again. */
@ApiTags('banks')
@Controller('v1/organisations/:organisation/banks/:bank')
@Roles('school', 'curator', 'psychologist')
export class BankExportsController {
  constructor(private readonly exports: BankExportsService) {}

  @Get('entries.xlsx')
  @ApiProduces(XLSX_MEDIA_TYPE)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async xlsx(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('bank', BankPipe) bank: Bank,
  ): Promise<StreamableFile> {
    const table = await this.exports.table(ownTenant(caller, organisation), bank);
    const name = templateTable(loadCatalogue().data, { kind: 'bank', bank })?.sheet ?? bank;
    return attachment(tablesToXlsx([{ name, ...table }]), XLSX_MEDIA_TYPE, `${bank}.xlsx`);
  }

  @Get('entries.csv')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async csv(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('bank', BankPipe) bank: Bank,
  ): Promise<StreamableFile> {
    const { columns, rows } = await this.exports.table(ownTenant(caller, organisation), bank);
    const header = columns.map((column) => column.header);
    return attachment(csvStream(header, rows), 'text/csv; charset=utf-8', `${bank}.csv`);
  }
}
