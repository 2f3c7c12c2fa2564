import type { FieldCode } from '@app/contracts';

/** The file as a whole cannot be read (further); nothing of it is written. */
export class FileError extends Error {
  constructor(
    readonly code: FieldCode,
    /** Where reading stopped, as far as it is known. */
    readonly place: { row?: number; line?: number; field?: string } = {},
  ) {
    super(code);
    this.name = 'FileError';
  }
}
