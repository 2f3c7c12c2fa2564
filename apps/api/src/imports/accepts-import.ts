import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes } from '@nestjs/swagger';
import { ImportView } from '@app/contracts';
import { XLSX_MEDIA_TYPE } from '@app/documents';
import type { Response } from 'express';

/** A route that takes a file: how it looks in OpenAPI, and its 202. */
export const AcceptsImport = () =>
  applyDecorators(
    HttpCode(202),
    ApiConsumes(
      'application/json',
      'application/x-ndjson',
      'text/csv',
      XLSX_MEDIA_TYPE,
      'application/zip',
      'multipart/form-data',
    ),
    ApiBody({ description: 'The rows', schema: { type: 'string', format: 'binary' } }),
    ApiAcceptedResponse({ type: ImportView }),
  );

/** Says where the import can be watched. */
export function accepted(response: Response, view: ImportView): ImportView {
  response.location(`/v1/imports/${view.id}`).setHeader('Retry-After', '1');
  return view;
}
