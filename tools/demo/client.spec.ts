import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, RunError, StalledError, UnreachableError } from './api-error.js';
import { Client, type Run } from './client.js';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const KEY = 'k'.repeat(32);
const servers: Server[] = [];

async function serving(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => handler(request, response, body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(JSON.stringify(body));
}

const RUN = '/v1/matchings/1';
/** A server on which one run goes through these states, the last of them for ever. */
async function servingRun(states: Record<string, unknown>[], patienceMs = 60_000): Promise<Client> {
  let asked = 0;
  const url = await serving((request, response) => {
    if (request.method === 'POST') return answer(response, 202, {}, { location: RUN });
    answer(response, 200, states[Math.min(asked, states.length - 1)]);
    asked += 1;
  });
  return new Client({ url, key: KEY, pollMs: 1, patienceMs });
}

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => new Promise((resolve) => server.close(() => resolve(undefined)))),
  );
});

describe('the client of the demo', () => {
  it('sends the key and the body as the contract says', async () => {
    const seen: unknown[] = [];
    const url = await serving((request, response, body) => {
      seen.push(request.headers.authorization, request.headers['content-type'], body);
      answer(response, 201, { id: 'one' });
    });
    expect(await new Client({ url: `${url}/`, key: KEY }).post('/v1/organisations', { id: 'one' })).toEqual({
      id: 'one',
    });
    expect(seen).toEqual([`Bearer ${KEY}`, 'application/json', '{"id":"one"}']);
  });

  it('reads a list page after page', async () => {
    const url = await serving((request, response) => {
      const isSecond = request.url?.includes('cursor=a%2Fb') ?? false;
      answer(
        response,
        200,
        isSecond ? { items: [3], nextCursor: null } : { items: [1, 2], nextCursor: 'a/b' },
      );
    });
    expect(await new Client({ url, key: KEY }).all('/v1/catalogue/topics')).toEqual([1, 2, 3]);
  });

  it('follows a run to its end and tells how far it is', async () => {
    const client = await servingRun([
      { id: '1', status: 'queued', progress: 0 },
      { id: '1', status: 'running', progress: 40 },
      { id: '1', status: 'done', progress: 100, summary: { matched: 7 } },
    ]);
    const seen: number[] = [];
    const run = await client.run<Run & { summary: { matched: number } }>('/v1/x', {}, (n) => seen.push(n));
    expect(run.summary.matched).toBe(7);
    expect(seen).toEqual([0, 40, 100]);
  });

  it('says why a run failed, row by row', async () => {
    const errors = [{ row: 3, field: 'grade', code: 'out-of-range', message: 'Класс от 1 до 11' }];
    const client = await servingRun([{ id: '1', status: 'failed', progress: 100, errors }]);
    const error = await client.run('/v1/x', {}).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RunError);
    expect((error as Error).message).toContain('строка 3, grade: Класс от 1 до 11 (out-of-range)');
  });

  it('says aloud that a run stands still, and never returns it as finished', async () => {
    const client = await servingRun([{ id: '1', status: 'running', progress: 10 }], 30);
    await expect(client.run('/v1/x', {})).rejects.toThrow(StalledError);
  });

  it('shows the detail and the fields of a problem', async () => {
    const problem = {
      status: 400,
      code: 'validation-failed',
      detail: 'Данные не приняты',
      errors: Array.from({ length: 7 }, (_, at) => ({
        row: at + 1,
        field: 'capacity',
        code: 'wrong-type',
        message: 'Нужно число',
      })),
    };
    const url = await serving((_request, response) => answer(response, 400, problem));
    const error = await new Client({ url, key: KEY }).post('/v1/x', {}).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).status).toBe(400);
    expect((error as ApiError).message).toContain('POST /v1/x: 400 validation-failed. Данные не приняты');
    expect((error as ApiError).message).toContain('строка 5, capacity: Нужно число (wrong-type)');
    expect((error as ApiError).message).toContain('… и ещё 2');
  });

  it('reads a refusal that is not JSON', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('Bad gateway');
    });
    await expect(new Client({ url, key: KEY }).get('/v1/x')).rejects.toThrow('GET /v1/x: 502. Bad gateway');
  });

  it('waits as long as a busy server asks and tries again', async () => {
    let calls = 0;
    const url = await serving((_request, response) => {
      calls += 1;
      if (calls === 1) return answer(response, 429, {}, { 'retry-after': '0.01' });
      answer(response, 200, { ok: true });
    });
    expect(await new Client({ url, key: KEY }).get('/v1/x')).toEqual({ ok: true });
    expect(calls).toBe(2);
  });

  it('names a server that is not there', async () => {
    const url = await serving(() => undefined);
    await new Promise((resolve) => servers.splice(0)[0]?.close(() => resolve(undefined)));
    const error = await new Client({ url, key: KEY }).get('/v1/x').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UnreachableError);
    expect((error as Error).message).toContain('сервер не отвечает');
  });

  it('stops at once when it is told to', async () => {
    const stop = new AbortController();
    const url = await serving((request, response) => {
      if (request.method === 'POST') return answer(response, 202, {}, { location: RUN });
      answer(response, 200, { id: '1', status: 'running', progress: 1 });
      stop.abort(new Error('остановлено'));
    });
    const client = new Client({ url, key: KEY, pollMs: 10_000, signal: stop.signal });
    await expect(client.run('/v1/x', {})).rejects.toThrow('остановлено');
  });
});
