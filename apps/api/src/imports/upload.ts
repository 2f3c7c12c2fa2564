import type { Readable } from 'node:stream';
import { XLSX_MEDIA_TYPE } from '@app/documents';
import type { TableEncoding } from '@app/contracts';
import type { Request } from 'express';
import { Problem } from '../http/problem.js';
import { fileOfForm } from './multipart.js';

/** A file on its way in: what it is, and its bytes. */
export interface Upload {
  mediaType: string;
  stream: Readable;
}

/** Media types of a file, and the names of files whose sender did not say. */
const ALIASES: Readonly<Record<string, string>> = {
  'application/json': 'application/json',
  'application/x-ndjson': 'application/x-ndjson',
  'application/ndjson': 'application/x-ndjson',
  'application/jsonl': 'application/x-ndjson',
  'text/csv': 'text/csv',
  [XLSX_MEDIA_TYPE]: XLSX_MEDIA_TYPE,
  // A OneRoster package.
  'application/zip': 'application/zip',
  'application/x-zip-compressed': 'application/zip',
};
const BY_EXTENSION: Readonly<Record<string, string>> = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  csv: 'text/csv',
  xlsx: XLSX_MEDIA_TYPE,
  zip: 'application/zip',
  // What these are is told by what is in them, better than by their name.
  xlsm: XLSX_MEDIA_TYPE,
  xls: XLSX_MEDIA_TYPE,
};

/**
 * The file of a request: its raw body, or the field `file` of a form.
 * @throws Problem `unsupported-media-type`; `validation-failed` for a form without a file
 */
export async function uploadOf(request: Request): Promise<Upload> {
  const header = request.headers['content-type'] ?? '';
  if (essence(header) !== 'multipart/form-data') return { mediaType: mediaTypeOf(header), stream: request };
  const { mediaType, fileName, stream } = await fileOfForm(request);
  return { mediaType: mediaTypeOf(mediaType, fileName), stream };
}

const essence = (header: string): string => (header.split(';')[0] ?? '').trim().toLowerCase();

function mediaTypeOf(header: string, fileName = ''): string {
  const extension = /\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const mediaType = ALIASES[essence(header)] ?? BY_EXTENSION[extension];
  if (mediaType === undefined)
    throw new Problem('unsupported-media-type', { params: { expected: Object.keys(ALIASES).join(', ') } });
  const charset = /;\s*charset="?([\w.:-]{1,40})"?/i.exec(header)?.[1];
  return mediaType === 'text/csv' && charset !== undefined ? `text/csv; charset=${charset}` : mediaType;
}

/** The media type of a file whose encoding the sender has named; only of CSV is it in question. */
export function inEncoding(mediaType: string, encoding: TableEncoding | undefined): string {
  return encoding !== undefined && essence(mediaType) === 'text/csv'
    ? `text/csv; charset=${encoding}`
    : mediaType;
}

const PART_BYTES = 1024 * 1024;

/**
 * The bytes of a file in parts of about 1 MB. @throws Problem `payload-too-large` past the limit; what was not read is
 * then left to the server, which reads it to its end so that the client can read the answer
 */
export async function* partsOf(stream: Readable, maxBytes: number): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let total = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > maxBytes) throw tooLarge(maxBytes);
    waiting.push(chunk);
    waitingBytes += chunk.length;
    if (waitingBytes >= PART_BYTES) {
      yield Buffer.concat(waiting);
      waiting = [];
      waitingBytes = 0;
    }
  }
  if (waitingBytes > 0) yield Buffer.concat(waiting);
}

export const tooLarge = (maxBytes: number): Problem =>
  new Problem('payload-too-large', { params: { max: `${maxBytes / 1024 / 1024} МБ` } });
