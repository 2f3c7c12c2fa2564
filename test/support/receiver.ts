import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A message as it arrived at a webhook. */
export interface Received {
  headers: Record<string, string>;
  body: string;
}

export interface Receiver {
  readonly url: string;
  readonly messages: readonly Received[];
  /** The status of the next answers; 204 at first. */
  answer(status: number): void;
  /** The first message that `wanted` holds for, as soon as there is one. */
  message(wanted: (body: MessageBody) => boolean): Promise<Received>;
}

export interface MessageBody {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

const WAIT_MS = 20_000;

/** Gives a test file a receiver of webhooks on the own machine. */
export function withReceiver(): Receiver {
  const messages: Received[] = [];
  let status = 204;
  let url = '';
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      messages.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(status).end();
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    get url() {
      return url;
    },
    messages,
    answer: (next) => {
      status = next;
    },
    message: async (wanted) => {
      const deadline = Date.now() + WAIT_MS;
      for (;;) {
        const found = messages.find(({ body }) => wanted(JSON.parse(body) as MessageBody));
        if (found) return found;
        if (Date.now() > deadline) throw new Error(`no such message among ${JSON.stringify(messages)}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}
