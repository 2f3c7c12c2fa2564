/** One wrong field of a problem+json answer. */
export interface ProblemField {
  row?: number;
  line?: number;
  field: string;
  code: string;
  message: string;
}

/** The part of RFC 9457 that the demo shows. */
export interface Problem {
  status: number;
  code?: string;
  title?: string;
  detail?: string;
  errors?: ProblemField[];
}

const SHOWN_ERRORS = 5;

/** The API refused, or answered what nobody can read. The message is for people and names the request. */
export class ApiError extends Error {
  constructor(
    readonly method: string,
    readonly path: string,
    readonly problem: Problem,
  ) {
    super(describeProblem(method, path, problem));
    this.name = 'ApiError';
  }

  get status(): number {
    return this.problem.status;
  }
}

/** A long piece of work ended `failed` or `cancelled`. */
export class RunError extends Error {
  constructor(
    readonly path: string,
    readonly run: { status: string; errors?: ProblemField[]; error?: unknown },
  ) {
    const why = run.error === undefined || run.error === null ? '' : ` ${JSON.stringify(run.error)}`;
    super(
      [`${path}: работа закончилась со статусом ${run.status}${why}`, ...fieldLines(run.errors)].join('\n'),
    );
    this.name = 'RunError';
  }
}

/** A long piece of work stands still: nothing about it has changed for the whole patience of the client. */
export class StalledError extends Error {
  constructor(path: string, status: string, progress: number, patienceMs: number) {
    const seconds = Math.round(patienceMs / 1000);
    super(`${path}: ${seconds} с без изменений (статус ${status}, ${progress} %). Работает ли worker?`);
    this.name = 'StalledError';
  }
}

/** The server could not be reached at all. */
export class UnreachableError extends Error {
  constructor(method: string, url: string, cause: unknown) {
    super(`${method} ${url}: сервер не отвечает (${rootCause(cause)})`, { cause });
    this.name = 'UnreachableError';
  }
}

function rootCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? rootCause(error.cause) : error.message || error.name;
}

function describeProblem(method: string, path: string, problem: Problem): string {
  const code = problem.code === undefined ? '' : ` ${problem.code}`;
  const detail = problem.detail ?? problem.title ?? '';
  return [
    `${method} ${path}: ${problem.status}${code}. ${detail}`.trim(),
    ...fieldLines(problem.errors),
  ].join('\n');
}

function fieldLines(errors: ProblemField[] = []): string[] {
  const lines = errors.slice(0, SHOWN_ERRORS).map((error) => {
    const place = error.row === undefined ? '' : `строка ${error.row}, `;
    return `  ${place}${error.field}: ${error.message} (${error.code})`;
  });
  const left = errors.length - lines.length;
  return left > 0 ? [...lines, `  … и ещё ${left}`] : lines;
}
