import type { DeliveryOutcome, DueDelivery } from '@app/persistence';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { addressFor, ForbiddenCall } from './private-networks.js';
import type { Network } from './private-networks.js';

/** How long a receiver may take; less than the lease of a message. */
export const TIMEOUT_MS = 15_000;

/**
 * Sends one message, signed as Standard Webhooks 1.0 says, with every secret that is valid. Follows no redirect and
 * reads nothing of the answer but its status.
 */
export async function sendMessage(
  delivery: Pick<DueDelivery, 'id' | 'payload' | 'url' | 'secrets'>,
  allowed: readonly Network[],
  signal: AbortSignal = AbortSignal.timeout(TIMEOUT_MS),
): Promise<DeliveryOutcome> {
  try {
    const url = new URL(delivery.url);
    const address = await addressFor(url, allowed);
    const body = JSON.stringify(delivery.payload);
    return { status: await post(url, address, body, headersOf(delivery, body, new Date()), signal) };
  } catch (error) {
    return { error: reasonOf(error) };
  }
}

function headersOf(
  { id, secrets }: Pick<DueDelivery, 'id' | 'secrets'>,
  body: string,
  now: Date,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Nastavnik-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  };
}

function post(
  url: URL,
  address: string,
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<number> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers,
        agent: false,
        signal,
        // The name was resolved and checked; asking again could give another answer.
        lookup: (_host, options, answer) => {
          const family = isIP(address);
          if (options.all) answer(null, [{ address, family }]);
          else answer(null, address, family);
        },
      },
      (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A word for why there was no answer; the messages of the network would tell of addresses. */
function reasonOf(error: unknown): string {
  if (error instanceof ForbiddenCall) return error.code;
  const { name, code } = error as { name?: string; code?: unknown };
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR') return 'timeout';
  return typeof code === 'string' ? code.toLowerCase() : 'no-answer';
}
