/**
 * The environment holds values that the service cannot run with.
 *
 * `message` has one line per bad variable: its name, its value (a secret only by its length), and what
 * is allowed. It is meant to be printed as it is, without a stack.
 */
export class ConfigError extends Error {
  readonly code = 'config-invalid';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}
