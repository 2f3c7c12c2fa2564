import { Redis } from 'ioredis';

/** Redis has as many databases unless it is told otherwise. */
const REDIS_DATABASES = 16;

/**
 * Where the queues of a test file are: on the PostgreSQL of its data, or, when the tests were started with
 * `REDIS_URL`, on an emptied database of that Redis which no other test file uses at the same time.
 */
export function withQueues(): { readonly environment: { REDIS_URL?: string } } {
  const url = redisUrlOfThisFile();
  if (!url) return { environment: {} };
  beforeAll(async () => {
    const redis = new Redis(url, { maxRetriesPerRequest: 1 });
    try {
      await redis.flushdb();
    } finally {
      redis.disconnect();
    }
  });
  return { environment: { REDIS_URL: url } };
}

function redisUrlOfThisFile(): string | null {
  const shared = process.env['REDIS_URL'];
  if (!shared) return null;
  const url = new URL(shared);
  // Jest gives a worker one file at a time.
  url.pathname = `/${Number(process.env['JEST_WORKER_ID'] ?? 1) % REDIS_DATABASES}`;
  return url.href;
}
