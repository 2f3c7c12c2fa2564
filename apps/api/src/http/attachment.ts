import { StreamableFile } from '@nestjs/common';
import type { Readable } from 'node:stream';

/** A file to be saved under a name of plain letters. */
export function attachment(content: Buffer | Readable | string, type: string, name: string): StreamableFile {
  const disposition = `attachment; filename="${name}"`;
  if (typeof content === 'string') return new StreamableFile(Buffer.from(content), { type, disposition });
  return Buffer.isBuffer(content)
    ? new StreamableFile(content, { type, disposition })
    : new StreamableFile(content, { type, disposition });
}
