import type { FieldCode } from '@app/contracts';

/** Where something is wrong with a file, as far as it is known. */
export interface FilePlace {
  row?: number;
  line?: number;
  sheet?: string;
  field?: string;
}

/** One thing that makes a file unreadable. */
export interface FileProblem extends FilePlace {
  code: FieldCode;
}

/** The file as a whole cannot be read (further); nothing of it is written. */
export class FileError extends Error {
  constructor(
    readonly code: FieldCode,
    /** Where reading stopped. */
    readonly place: FilePlace = {},
    /** What else is wrong in the same place, such as further headers that mean nothing. */
    readonly others: readonly FileProblem[] = [],
  ) {
    super(code);
    this.name = 'FileError';
  }
}
