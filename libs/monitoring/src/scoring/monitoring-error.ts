/** One thing that is wrong, and where. `message` is Russian: people read it. */
export interface Issue {
  field: string;
  code: string;
  message: string;
}

/** Misuse of the library: the input cannot be computed with. `code` is stable, `issues` say what and where. */
export class MonitoringError extends Error {
  override readonly name = 'MonitoringError';

  constructor(
    readonly code: string,
    message: string,
    readonly issues: readonly Issue[] = [],
  ) {
    super(message);
  }
}
