import { resolve } from 'node:path';
import { ConfigError } from './config-error.js';
import { settings, type LogLevel, type Setting } from './settings.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the queues live: on a Redis if one is named, else on the PostgreSQL that holds the data. */
export type QueueConfig = { backend: 'postgres' } | { backend: 'redis'; url: string };

/** The same once the database is known. */
export type ServerQueueConfig =
  { backend: 'postgres'; databaseUrl: string } | { backend: 'redis'; url: string };

export interface Bootstrap {
  region: { id: string; name: string };
  key: string;
}

export interface Config {
  host: string;
  /** 0: any free one. */
  port: number;
  /** `null`: nobody named one, so the embedded PostgreSQL serves. */
  databaseUrl: string | null;
  databasePoolSize: number;
  /** Absolute. */
  dataDir: string;
  queues: QueueConfig;
  bootstrap: Bootstrap | null;
  operatorKey: string | null;
  maxImportBytes: number;
  rateLimitPerMinute: number;
  /** Private networks that webhooks may call, in CIDR notation. */
  webhookNetworks: readonly string[];
  logLevel: LogLevel;
  workers: number;
  workerConcurrency: number;
  matchingThreads: number;
}

/** The configuration of a process that cannot run without a database. */
export interface ServerConfig extends Config {
  databaseUrl: string;
  queues: ServerQueueConfig;
}

/** The process's environment. Nothing else in the service touches `process.env`. */
export function readEnvironment(): Environment {
  return { ...process.env };
}

/**
 * Reads and checks the whole configuration once.
 *
 * An empty value counts as unset (that is what `NAME=${NAME:-}` of a compose file gives).
 * @throws {ConfigError} naming every variable that has a value it may not have
 */
export function loadConfig(env: Environment = readEnvironment()): Config {
  const problems: string[] = [];
  const optional = <T>(setting: Setting<T>): T | null => read(setting, env, problems);
  const required = <T>(setting: Setting<T>, whileBroken: T): T => optional(setting) ?? whileBroken;

  const redisUrl = optional(settings.redisUrl);
  const config: Config = {
    host: required(settings.host, ''),
    port: required(settings.port, 0),
    databaseUrl: optional(settings.databaseUrl),
    databasePoolSize: required(settings.databasePoolSize, 0),
    dataDir: resolve(required(settings.dataDir, '')),
    queues: redisUrl ? { backend: 'redis', url: redisUrl } : { backend: 'postgres' },
    bootstrap: bootstrapOf(env, problems),
    operatorKey: optional(settings.operatorKey),
    maxImportBytes: required(settings.maxImportMb, 0) * 1024 * 1024,
    rateLimitPerMinute: required(settings.rateLimitPerMinute, 0),
    webhookNetworks: optional(settings.webhookNetworks) ?? [],
    logLevel: required(settings.logLevel, 'info'),
    workers: required(settings.workers, 0),
    workerConcurrency: required(settings.workerConcurrency, 0),
    matchingThreads: required(settings.matchingThreads, 0),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/**
 * The same for a process that needs a database from the start: the API and the worker.
 * @throws {ConfigError} also when `DATABASE_URL` is not set
 */
export function loadServerConfig(env: Environment = readEnvironment()): ServerConfig {
  const config = loadConfig(env);
  const { databaseUrl, queues } = config;
  if (databaseUrl === null) {
    throw new ConfigError([
      `DATABASE_URL is not set: use ${settings.databaseUrl.allowed}, or \`npm start\`, which brings a PostgreSQL of its own`,
    ]);
  }
  return {
    ...config,
    databaseUrl,
    queues: queues.backend === 'redis' ? queues : { backend: 'postgres', databaseUrl },
  };
}

function read<T>(setting: Setting<T>, env: Environment, problems: string[]): T | null {
  const written = env[setting.name];
  const value = written === undefined || written === '' ? setting.default : written;
  if (value === null) return null;
  const parsed = setting.parse(value);
  if (parsed !== undefined) return parsed;
  problems.push(`${setting.name}=${shown(setting, value)} is not allowed: use ${setting.allowed}`);
  return null;
}

/** A secret is shown by its length only, other values shortened and on one line. */
function shown(setting: Setting<unknown>, value: string): string {
  if (setting.secret) return `(${value.length} characters)`;
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}

function bootstrapOf(env: Environment, problems: string[]): Bootstrap | null {
  const before = problems.length;
  const region = read(settings.bootstrapRegion, env, problems);
  const key = read(settings.bootstrapRegionKey, env, problems);
  if (region && key) return { region, key };
  if (problems.length > before) return null;
  if (region) problems.push(missingPartner(settings.bootstrapRegionKey, settings.bootstrapRegion));
  if (key) problems.push(missingPartner(settings.bootstrapRegion, settings.bootstrapRegionKey));
  return null;
}

function missingPartner(missing: Setting<unknown>, present: Setting<unknown>): string {
  return `${missing.name} is not set although ${present.name} is: use ${missing.allowed}`;
}
