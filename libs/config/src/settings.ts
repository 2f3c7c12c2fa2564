import {
  hostName,
  keyOfLength,
  namedRegion,
  networks,
  oneOf,
  path,
  urlWith,
  wholeNumber,
  type Parser,
} from './parsers.js';

/** The shortest key that the service accepts, in characters. */
export const SHORTEST_KEY = 32;

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One variable of the environment: what operators read about it, and how the service reads it. */
export interface Setting<T> {
  name: string;
  /** As one would write it in the environment; `null` if there is none. */
  default: string | null;
  /** What may stand there, in words that finish "… is not allowed: use ". */
  allowed: string;
  description: string;
  /** A secret's value is never printed. */
  secret: boolean;
  parse: Parser<T>;
}

function number(
  name: string,
  [from, to]: [number, number],
  standard: number,
  description: string,
): Setting<number> {
  return {
    name,
    default: String(standard),
    allowed: `a whole number from ${from} to ${to}`,
    description,
    secret: false,
    parse: wholeNumber(from, to),
  };
}

const host: Setting<string> = {
  name: 'HOST',
  default: '127.0.0.1',
  allowed: 'an IP address or a host name, such as 127.0.0.1 or 0.0.0.0',
  description: 'The address that the API listens on.',
  secret: false,
  parse: hostName,
};

const databaseUrl: Setting<string> = {
  name: 'DATABASE_URL',
  default: null,
  allowed: 'a URL such as postgres://user:password@host:5432/database',
  description:
    'The PostgreSQL (14 or newer) that holds everything. Unset: `npm start` runs an embedded PostgreSQL 18.',
  secret: true,
  parse: urlWith('postgres', 'postgresql'),
};

const redisUrl: Setting<string> = {
  name: 'REDIS_URL',
  default: null,
  allowed: 'a URL such as redis://host:6379 or rediss://user:password@host:6380/0',
  description:
    'Queues on this Redis (append-only file on, `maxmemory-policy noeviction`). Unset: queues on the same PostgreSQL.',
  secret: true,
  parse: urlWith('redis', 'rediss'),
};

const dataDir: Setting<string> = {
  name: 'DATA_DIR',
  default: '.data',
  allowed: 'a path',
  description: 'The folder of the embedded PostgreSQL. Not used when `DATABASE_URL` is set.',
  secret: false,
  parse: path,
};

const bootstrapRegion: Setting<{ id: string; name: string }> = {
  name: 'BOOTSTRAP_REGION',
  default: null,
  allowed: 'id=Name, the id of 1 to 63 characters a-z, 0-9 and "-", such as tomsk=Томская область',
  description: 'At the first start: the region to create. Goes together with `BOOTSTRAP_REGION_KEY`.',
  secret: false,
  parse: namedRegion,
};

const bootstrapRegionKey: Setting<string> = {
  name: 'BOOTSTRAP_REGION_KEY',
  default: null,
  allowed: `at least ${SHORTEST_KEY} printable ASCII characters without spaces`,
  description: "At the first start: the region's key. Goes together with `BOOTSTRAP_REGION`.",
  secret: true,
  parse: keyOfLength(SHORTEST_KEY),
};

const operatorKey: Setting<string> = {
  name: 'OPERATOR_KEY',
  default: null,
  allowed: `at least ${SHORTEST_KEY} printable ASCII characters without spaces`,
  description: 'The key that may create regions and read `/metrics`. Unset: nobody may.',
  secret: true,
  parse: keyOfLength(SHORTEST_KEY),
};

const webhookNetworks: Setting<readonly string[]> = {
  name: 'WEBHOOK_NETWORKS',
  default: null,
  allowed: 'networks such as 10.1.0.0/16,fd00::/8, separated by commas',
  description:
    'Private networks that webhooks may call, also by plain http. Unset: only https to public addresses.',
  secret: false,
  parse: networks,
};

const logLevel: Setting<LogLevel> = {
  name: 'LOG_LEVEL',
  default: 'info',
  allowed: `one of ${LOG_LEVELS.join(', ')}`,
  description: 'The least important messages that are still logged.',
  secret: false,
  parse: oneOf(LOG_LEVELS),
};

/** Every variable that the service reads, by the name that the code has for it. */
export const settings = {
  port: number('PORT', [0, 65_535], 3000, 'The port that the API listens on; 0 picks a free one.'),
  host,
  databaseUrl,
  databasePoolSize: number(
    'DATABASE_POOL_SIZE',
    [2, 200],
    10,
    'Connections to PostgreSQL per process, those of the queues not counted.',
  ),
  redisUrl,
  dataDir,
  bootstrapRegion,
  bootstrapRegionKey,
  operatorKey,
  maxImportMb: number('MAX_IMPORT_MB', [1, 2048], 128, 'The largest import body, in MB of 1,048,576 bytes.'),
  rateLimitPerMinute: number(
    'RATE_LIMIT_PER_MINUTE',
    [1, 1_000_000],
    6000,
    'Requests that one key may make in a minute; further ones are answered 429.',
  ),
  webhookNetworks,
  logLevel,
  workers: number('WORKERS', [1, 64], 1, 'Worker processes that `npm start` runs.'),
  workerConcurrency: number(
    'WORKER_CONCURRENCY',
    [1, 64],
    2,
    'Jobs of one queue that a worker process does at a time.',
  ),
  matchingThreads: number(
    'MATCHING_THREADS',
    [1, 64],
    1,
    'Matchings that a worker process computes at a time, each in a thread of its own.',
  ),
} as const;

/** The same as a table, in the order in which people read it. */
export const SETTINGS: readonly Setting<unknown>[] = Object.values(settings);
