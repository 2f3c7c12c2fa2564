import { REPORT_FORMATS } from '@app/contracts';
import type { ReportFormat, ReportQuery } from '@app/contracts';
import type { Response } from 'express';
import { Problem } from '../http/problem.js';

/** The format that was asked for. @throws Problem `validation-failed` for one that does not exist (yet). */
export function formatOf({ format = 'json' }: ReportQuery): ReportFormat {
  const known = REPORT_FORMATS.find((candidate) => candidate === format);
  if (known) return known;
  const message = ['xlsx', 'pdf'].includes(format)
    ? `Выгрузки в ${format} пока нет; есть: ${REPORT_FORMATS.join(', ')}.`
    : `Такого формата нет; есть: ${REPORT_FORMATS.join(', ')}.`;
  throw new Problem('validation-failed', { errors: [{ field: 'format', code: 'not-allowed', message }] });
}

/** Makes the answer a file that a browser saves under `name`. */
export function asCsvFile(response: Response, name: string): void {
  response
    .type('text/csv; charset=utf-8')
    .setHeader('Content-Disposition', `attachment; filename="${name}.csv"`);
}
