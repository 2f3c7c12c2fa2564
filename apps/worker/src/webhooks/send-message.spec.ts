import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { sendMessage } from './send-message.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OLD_SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const LOOPBACK = ['127.0.0.0/8'];

describe('a message to a webhook', () => {
  let server: Server;
  let url: string;
  let received: { headers: IncomingMessage['headers']; body: string; path: string }[];
  let answer: { status: number; location?: string; silent?: boolean };

  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        received.push({ headers: request.headers, body, path: request.url ?? '' });
        if (answer.silent) return;
        response.writeHead(answer.status, answer.location === undefined ? {} : { location: answer.location });
        response.end('x'.repeat(1000));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    received = [];
    answer = { status: 200 };
  });

  const message = (secrets: string[]) => ({
    id: '0192f1c0-0000-7000-8000-000000000001',
    payload: { type: 'matching.done', data: { id: 'x' }, timestamp: '2026-10-01T00:00:00Z' },
    url,
    secrets,
  });
  const verified = (secret: string): unknown => {
    const [one] = received;
    return new Webhook(secret).verify(one?.body ?? '', one?.headers as Record<string, string>);
  };

  it('is verified by the published library of Standard Webhooks', async () => {
    expect(await sendMessage(message([SECRET]), LOOPBACK)).toEqual({ status: 200 });
    expect(verified(SECRET)).toEqual(message([]).payload);
    expect(() => verified(OLD_SECRET)).toThrow();
  });

  it('is signed with both secrets while one takes over from the other', async () => {
    await sendMessage(message([SECRET, OLD_SECRET]), LOOPBACK);
    expect(verified(SECRET)).toEqual(verified(OLD_SECRET));
  });

  it('follows no redirect, which could lead inside', async () => {
    answer = { status: 302, location: `${url}/secret` };
    expect(await sendMessage(message([SECRET]), LOOPBACK)).toEqual({ status: 302 });
    expect(received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('does not wait for a receiver for ever', async () => {
    answer = { status: 200, silent: true };
    expect(await sendMessage(message([SECRET]), LOOPBACK, AbortSignal.timeout(100))).toEqual({
      error: 'timeout',
    });
  });

  it('tells why nobody could be reached', async () => {
    expect(await sendMessage(message([SECRET]), [])).toEqual({ error: 'private-address' });
    const closed = { ...message([SECRET]), url: 'http://127.0.0.1:9/' };
    expect(await sendMessage(closed, LOOPBACK)).toEqual({ error: 'econnrefused' });
    expect(received).toEqual([]);
  });
});
