import { StreamableFile } from '@nestjs/common';
import { DOCX_MEDIA_TYPE, tablesToXlsx, XLSX_MEDIA_TYPE } from '@app/documents';
import type { TableSheet } from '@app/documents';

const attachment = (name: string): string => `attachment; filename="${name}"`;

/** A DOCX that a browser saves as `name.docx`; names are of ids and days, never of people. */
export const docxFile = (name: string, bytes: Buffer): StreamableFile =>
  new StreamableFile(bytes, { type: DOCX_MEDIA_TYPE, disposition: attachment(`${name}.docx`) });

/** An XLSX that a browser saves as `name.xlsx`. */
export const xlsxFile = (name: string, sheets: readonly TableSheet[]): StreamableFile =>
  new StreamableFile(tablesToXlsx(sheets), {
    type: XLSX_MEDIA_TYPE,
    disposition: attachment(`${name}.xlsx`),
  });
