import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { withDatabase } from './database.js';
import { withQueues } from './queues.js';

const DIST = join(import.meta.dirname, '../../dist');
const STARTED_WITHIN_MS = 60_000;

export const REGION_KEY = 'region-key-'.padEnd(40, 'r');
export const OPERATOR_KEY = 'operator-key-'.padEnd(40, 'o');

export interface Service {
  /** Where the API listens. */
  readonly url: string;
  readonly databaseUrl: string;
  /** A client that speaks with this key. */
  as(key: string): Client;
  /** The client of the bootstrapped region `tomsk`. */
  readonly region: Client;
  readonly worker: {
    readonly pid: number;
    kill(signal?: NodeJS.Signals): Promise<void>;
    start(): Promise<void>;
  };
  /** What the processes wrote to stderr so far. */
  log(): string;
}

export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

/** Speaks JSON with the API; answers as they came, whatever their status. */
export class Client {
  constructor(
    private readonly base: () => string,
    private readonly key: string | null,
    /** What the service said, for the message of a wait that was in vain. */
    private readonly log: () => string = () => '',
  ) {}

  get<T = never>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('GET', path, undefined, headers);
  }

  post<T = never>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, body, headers);
  }

  put<T = never>(path: string, body: unknown): Promise<Answer<T>> {
    return this.send<T>('PUT', path, body);
  }

  patch<T = never>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('PATCH', path, body, headers);
  }

  delete<T = never>(path: string): Promise<Answer<T>> {
    return this.send<T>('DELETE', path);
  }

  /** A string or bytes go out as they are, with the Content-Type of `headers`; anything else as JSON. */
  async send<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const raw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
    const response = await fetch(`${this.base()}${path}`, {
      method,
      headers: {
        ...(this.key !== null && { authorization: `Bearer ${this.key}` }),
        ...(body !== undefined && !raw && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (json && text !== '' ? JSON.parse(text) : text) as T,
    };
  }

  /** A file as it comes: bytes, whatever it is. */
  async download(path: string): Promise<Answer<Buffer>> {
    const response = await fetch(`${this.base()}${path}`, {
      headers: this.key === null ? {} : { authorization: `Bearer ${this.key}` },
    });
    const body = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body };
  }

  /** Starts long work and waits for its end; answers the resource as it then is. Fails the test after `withinMs`. */
  async run<T = never>(
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    withinMs = 30_000,
  ): Promise<T> {
    const accepted = await this.post<unknown>(path, body, headers);
    if (accepted.status !== 202)
      throw new Error(`${path}: ${accepted.status} ${JSON.stringify(accepted.body)}`);
    return this.ended<T>(accepted.headers.get('location') ?? '', withinMs);
  }

  /** Waits until the run at `location` has ended. */
  async ended<T = never>(location: string, withinMs = 30_000): Promise<T> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const { body } = await this.get<{ status: string }>(location);
      if (['done', 'failed', 'cancelled'].includes(body.status)) return body as T;
      if (Date.now() > deadline) {
        const said = this.log().slice(-4000);
        throw new Error(`${location} is still ${JSON.stringify(body)} after ${withinMs} ms\n${said}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/**
 * Gives a test file the built service: API and worker as processes of their own, on a database (and, with
 * `REDIS_URL`, queues) that no other file uses. Needs `npm run build`; `npm test` sees to that.
 */
export function withService(environment: Record<string, string> = {}): Service {
  let api: ChildProcess | undefined;
  let worker: ChildProcess | undefined;
  // Before the database's own hook: the processes end first, then what they are connected to.
  afterAll(async () => {
    await Promise.all([end(api), end(worker)]);
  }, STARTED_WITHIN_MS);
  const database = withDatabase();
  const queues = withQueues();
  const lines: string[] = [];
  let url = '';

  const start = async (app: 'api' | 'worker', announces: RegExp) => {
    const child = spawn(process.execPath, [join(DIST, `apps/${app}/src/main.js`)], {
      env: {
        PATH: process.env['PATH'] ?? '',
        DATABASE_URL: database.url,
        HOST: '127.0.0.1',
        PORT: '0',
        BOOTSTRAP_REGION: 'tomsk=Томская область',
        BOOTSTRAP_REGION_KEY: REGION_KEY,
        OPERATOR_KEY,
        LOG_LEVEL: 'warn',
        ...queues.environment,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    const said = await firstLine(child, announces);
    if (said === null) throw new Error(`${app} did not start:\n${lines.join('')}`);
    return { child, said };
  };
  const startWorker = async () => {
    worker = (await start('worker', /ready/)).child;
  };

  beforeAll(async () => {
    const started = await start('api', /^listening (http\S+)/);
    api = started.child;
    url = started.said.slice('listening '.length).trim();
    await startWorker();
  }, STARTED_WITHIN_MS);

  const as = (key: string | null) =>
    new Client(
      () => url,
      key,
      () => lines.join(''),
    );
  return {
    get url() {
      return url;
    },
    get databaseUrl() {
      return database.url;
    },
    as,
    region: as(REGION_KEY),
    worker: {
      get pid() {
        return worker?.pid ?? 0;
      },
      kill: (signal = 'SIGKILL') => end(worker, signal),
      start: startWorker,
    },
    log: () => lines.join(''),
  };
}

/** Registers an organisation and gives a client for each of its roles. */
export async function newOrganisation(service: Service, id: string, municipality = 'Томский район') {
  const created = await service.region.post('/v1/organisations', {
    id,
    name: `Организация ${id}`,
    kind: 'school',
    municipality,
  });
  if (created.status !== 201) throw new Error(JSON.stringify(created.body));
  const key = async (role: string) => {
    const answer = await service.region.post<{ key: string }>(`/v1/organisations/${id}/keys`, { role });
    return service.as(answer.body.key);
  };
  return {
    id,
    school: await key('school'),
    curator: await key('curator'),
    psychologist: await key('psychologist'),
  };
}

async function firstLine(child: ChildProcess, pattern: RegExp): Promise<string | null> {
  if (!child.stdout) return null;
  for await (const line of createInterface({ input: child.stdout })) {
    if (pattern.test(line)) return line;
  }
  return null;
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}
