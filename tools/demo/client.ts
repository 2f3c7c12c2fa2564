import {
  ApiError,
  RunError,
  StalledError,
  UnreachableError,
  type Problem,
  type ProblemField,
} from './api-error.js';

export interface ClientOptions {
  /** Root of the API, without `/v1`. */
  url: string;
  key: string;
  signal?: AbortSignal;
  /** How long a run may stand still before the client gives up, aloud. Default 5 minutes. */
  patienceMs?: number;
  /** First pause between two looks at a run; grows to ten times as much. Default 40 ms. */
  pollMs?: number;
  /** For tests. */
  fetch?: typeof fetch;
}

/** Every resource of long work has at least this. */
export interface Run {
  id: string;
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  progress: number;
  errors?: ProblemField[];
  error?: unknown;
}

export interface Body {
  content: string;
  mediaType: string;
}

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

const MAX_BUSY_RETRIES = 20;
const LONGEST_BUSY_MS = 60_000;

/**
 * A school's information system in small: one key, one server. Long work is waited for by asking its
 * resource until the status is final; a refusal is an `ApiError` with what the server said.
 */
export class Client {
  private readonly root: string;
  private readonly fetch: typeof fetch;
  private readonly pollMs: number;
  private readonly patienceMs: number;

  constructor(private readonly options: ClientOptions) {
    this.root = options.url.replace(/\/+$/, '');
    this.fetch = options.fetch ?? fetch;
    this.pollMs = options.pollMs ?? 40;
    this.patienceMs = options.patienceMs ?? 300_000;
  }

  /** The same server, seen with another key. */
  withKey(key: string): Client {
    return new Client({ ...this.options, key });
  }

  async get<T>(path: string): Promise<T> {
    return (await this.request('GET', path)).body as T;
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return (await this.request('POST', path, json(body))).body as T;
  }

  async put<T>(path: string, body: unknown): Promise<T> {
    return (await this.request('PUT', path, json(body))).body as T;
  }

  /** Every item of a list, page after page. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    const join = path.includes('?') ? '&' : '?';
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page<T> = await this.get<Page<T>>(`${path}${join}limit=1000${after}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }

  /**
   * Starts long work (202 with `Location`) and waits until it is `done`; gives the finished resource.
   * Throws `RunError` where it failed or was cancelled, `StalledError` where nothing moves any more.
   */
  async run<T extends Run>(path: string, body: unknown, onProgress?: (percent: number) => void): Promise<T> {
    const { status, location } = await this.request('POST', path, isBody(body) ? body : json(body));
    if (location === null)
      throw new ApiError('POST', path, {
        status,
        detail: 'В ответе нет Location: за ходом работы не проследить',
      });
    return this.finished<T>(location, onProgress);
  }

  private async finished<T extends Run>(path: string, onProgress?: (percent: number) => void): Promise<T> {
    let pause = this.pollMs;
    let last = '';
    let lastChange = performance.now();
    for (;;) {
      const run = await this.get<T>(path);
      const state = `${run.status} ${run.progress}`;
      if (state !== last) {
        last = state;
        lastChange = performance.now();
        onProgress?.(run.progress);
      }
      if (run.status === 'done') return run;
      if (run.status === 'failed' || run.status === 'cancelled') throw new RunError(path, run);
      if (performance.now() - lastChange > this.patienceMs)
        throw new StalledError(path, run.status, run.progress, this.patienceMs);
      await wait(pause, this.options.signal);
      pause = Math.min(pause * 1.3, this.pollMs * 10);
    }
  }

  private async request(method: string, path: string, body?: Body): Promise<Answer> {
    const url = /^https?:/.test(path) ? path : `${this.root}${path}`;
    for (let busy = 0; ; busy += 1) {
      const response = await this.send(method, url, body);
      if (response.status === 429 && busy < MAX_BUSY_RETRIES) {
        await response.arrayBuffer();
        await wait(retryAfterMs(response), this.options.signal);
        continue;
      }
      const answer = await read(response);
      if (response.ok) return answer;
      throw new ApiError(method, path, toProblem(response.status, answer.body));
    }
  }

  private async send(method: string, url: string, body?: Body): Promise<Response> {
    const headers: Record<string, string> = {
      Authorization: `Bearer ${this.options.key}`,
      Accept: 'application/json, application/problem+json',
      'Accept-Language': 'ru',
    };
    if (body !== undefined) headers['Content-Type'] = body.mediaType;
    try {
      return await this.fetch(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body: body.content }),
        ...(this.options.signal === undefined ? {} : { signal: this.options.signal }),
      });
    } catch (error) {
      if (this.options.signal?.aborted) throw error;
      throw new UnreachableError(method, url, error);
    }
  }
}

interface Answer {
  status: number;
  location: string | null;
  body: unknown;
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const location = response.headers.get('location');
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, location, body: isJson ? parsed(text) : text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function toProblem(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null) return { ...(body as Partial<Problem>), status };
  const text = String(body).trim().slice(0, 200);
  return { status, detail: text === '' ? 'Сервер не объяснил отказ' : text };
}

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_BUSY_MS) : 1000;
}

function json(body: unknown): Body {
  return { content: JSON.stringify(body), mediaType: 'application/json' };
}

function isBody(body: unknown): body is Body {
  return typeof body === 'object' && body !== null && 'mediaType' in body && 'content' in body;
}

function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
