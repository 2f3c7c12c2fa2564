import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import { Problem } from '../http/problem.js';

interface FormFile {
  mediaType: string;
  fileName: string;
  stream: Readable;
}

const FIELD = 'file';

/** The field `file` of a form, as soon as its bytes begin. @throws Problem when the form is broken or has no file */
export function fileOfForm(request: Request): Promise<FormFile> {
  return new Promise((resolve, reject) => {
    const form = parserOf(request);
    let file: Readable | undefined;
    form.on('file', (name, stream, { filename, mimeType }) => {
      if (name !== FIELD || file) {
        stream.resume();
        return;
      }
      file = stream;
      resolve({ mediaType: mimeType, fileName: filename ?? '', stream });
    });
    pipeline(request, form, (error) => {
      if (error) {
        const problem = new Problem('malformed-body');
        file?.destroy(problem);
        reject(problem);
      } else if (!file) {
        const errors = [{ field: FIELD, code: 'required' as const, message: '' }];
        reject(new Problem('validation-failed', { errors }));
      }
    });
  });
}

function parserOf(request: Request): busboy.Busboy {
  try {
    return busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { files: 10, fields: 100 } });
  } catch {
    // A form without a boundary.
    throw new Problem('malformed-body');
  }
}
