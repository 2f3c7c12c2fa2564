import { StreamableFile } from '@nestjs/common';
import { REPORT_FORMATS } from '@app/contracts';
import type { ReportFormat, ReportQuery } from '@app/contracts';
import { XLSX_MEDIA_TYPE } from '@app/documents';
import { Problem } from '../http/problem.js';

/** The format that was asked for. @throws Problem `validation-failed` for one that does not exist. */
export function formatOf({ format = 'json' }: ReportQuery): ReportFormat {
  const known = REPORT_FORMATS.find((candidate) => candidate === format);
  if (known) return known;
  const message = `Такого формата нет; есть: ${REPORT_FORMATS.join(', ')}.`;
  throw new Problem('validation-failed', { errors: [{ field: 'format', code: 'not-allowed', message }] });
}

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: XLSX_MEDIA_TYPE,
  pdf: 'application/pdf',
} as const;

/** Media types of a report, for OpenAPI. */
export const REPORT_MEDIA_TYPES = [
  'application/json',
  'text/csv',
  XLSX_MEDIA_TYPE,
  'application/pdf',
] as const;

/** An answer that a browser saves under `name`. */
export function fileAnswer(
  name: string,
  format: Exclude<ReportFormat, 'json'>,
  bytes: Uint8Array,
): StreamableFile {
  return new StreamableFile(bytes, {
    type: MEDIA_TYPES[format],
    disposition: `attachment; filename="${name}.${format}"`,
    length: bytes.byteLength,
  });
}
