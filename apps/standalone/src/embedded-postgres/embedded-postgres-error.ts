/**
 * - `no-binaries`: npm brought no PostgreSQL for this platform
 * - `no-user`: root has no user to run PostgreSQL as, and could not create one
 * - `unreachable`: that user cannot enter the folder of the data or the programs, and nowhere else would do
 * - `in-use`: another process has this data folder open
 * - `foreign-data`: the data folder belongs to somebody else, or its password is gone
 * - `start-failed`: initdb or PostgreSQL itself refused; the message carries their words
 */
export type EmbeddedPostgresErrorCode =
  'no-binaries' | 'no-user' | 'unreachable' | 'in-use' | 'foreign-data' | 'start-failed';

/** Why the embedded PostgreSQL is not running, in words for the person at the terminal. */
export class EmbeddedPostgresError extends Error {
  constructor(
    readonly code: EmbeddedPostgresErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'EmbeddedPostgresError';
  }
}
