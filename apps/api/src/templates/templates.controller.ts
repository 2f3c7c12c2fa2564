import { Controller, Get, Param, Query } from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { loadCatalogue } from '@app/catalogue';
import { TableTemplateQuery, TemplateQuery } from '@app/contracts';
import type { Bank, Form, Principal } from '@app/contracts';
import { importTemplate, templateTable, XLSX_MEDIA_TYPE } from '@app/documents';
import type { TemplateRequest } from '@app/documents';
import { BankPipe } from '../banks/bank.pipe.js';
import { attachment } from '../http/attachment.js';
import { Caller, Roles } from '../http/auth.guard.js';
import { notFound, Problem } from '../http/problem.js';
import { ownOrganisation } from '../http/tenant.js';

/** Tables to be filled in and sent back. */
@ApiTags('imports')
@Controller('v1/organisations/:organisation')
export class TemplatesController {
  @Get('banks/:bank/template.xlsx')
  @Roles('school', 'curator')
  @ApiProduces(XLSX_MEDIA_TYPE)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async bank(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Param('bank', BankPipe) bank: Bank,
    @Query() { form }: TemplateQuery,
  ): Promise<StreamableFile> {
    ownOrganisation(caller, organisation);
    return templateFile({ kind: 'bank', bank, form: formOf(form) }, bank);
  }

  @Get('imports/template.xlsx')
  @Roles('school', 'curator', 'psychologist')
  @ApiProduces(XLSX_MEDIA_TYPE)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async table(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() { kind, form }: TableTemplateQuery,
  ): Promise<StreamableFile> {
    ownOrganisation(caller, organisation);
    return templateFile({ kind, bank: null, form: formOf(form) }, kind);
  }
}

async function templateFile(request: TemplateRequest, name: string): Promise<StreamableFile> {
  const { data } = loadCatalogue();
  const table = templateTable(data, request);
  if (!table) throw notFound('path');
  return attachment(await importTemplate(data, table, request), XLSX_MEDIA_TYPE, `template-${name}.xlsx`);
}

/** @throws Problem `validation-failed` for a form that the catalogue does not have */
function formOf(code: string | undefined): Form | null {
  if (code === undefined) return null;
  const form = loadCatalogue().form(code);
  if (!form)
    throw new Problem('validation-failed', {
      errors: [{ field: 'form', code: 'unknown-form', message: '' }],
    });
  return form;
}
