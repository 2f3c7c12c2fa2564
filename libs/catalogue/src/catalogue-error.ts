/** What kind of mistake a file of the catalogue has. */
export type CatalogueProblemCode =
  'unreadable' | 'broken-json' | 'schema' | 'duplicate' | 'unknown-reference' | 'bad-rule' | 'bad-value';

/** One mistake: the file, the place in it (`rules[2].covers`), and what is wrong. */
export interface CatalogueProblem {
  file: string;
  path: string;
  code: CatalogueProblemCode;
  reason: string;
}

/**
 * The catalogue cannot be used. Stops the start: a service that works by half-read rules would suggest
 * pairs that the rules forbid. `file`, `path` and `reason` are those of the first problem.
 */
export class CatalogueError extends Error {
  readonly file: string;
  readonly path: string;
  readonly reason: string;

  constructor(readonly problems: readonly [CatalogueProblem, ...CatalogueProblem[]]) {
    const [first] = problems;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    super(`${first.file}: ${first.path === '' ? '' : `${first.path}: `}${first.reason}${more}`);
    this.name = 'CatalogueError';
    this.file = first.file;
    this.path = first.path;
    this.reason = first.reason;
  }
}
