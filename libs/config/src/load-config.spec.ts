import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, loadConfig, loadServerConfig, readEnvironment, SETTINGS } from './index.js';

const KEY = 'k'.repeat(32);

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('runs on an empty environment, with the embedded PostgreSQL and the queues on it', () => {
    expect(loadConfig({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      databasePoolSize: 10,
      dataDir: resolve('.data'),
      queues: { backend: 'postgres' },
      bootstrap: null,
      operatorKey: null,
      maxImportBytes: 128 * 1024 * 1024,
      rateLimitPerMinute: 6000,
      webhookNetworks: [],
      logLevel: 'info',
      workers: 1,
      workerConcurrency: 2,
      matchingThreads: 1,
    });
  });

  it('takes every value from the environment', () => {
    const config = loadConfig({
      PORT: '0',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgres://u:p@db:5432/n',
      REDIS_URL: 'redis://redis:6379',
      DATA_DIR: '/srv/nastavnik',
      BOOTSTRAP_REGION: 'tomsk=Томская область',
      BOOTSTRAP_REGION_KEY: KEY,
      OPERATOR_KEY: KEY,
      MAX_IMPORT_MB: '1',
      WEBHOOK_NETWORKS: '10.1.0.0/16, fd00::/8',
      LOG_LEVEL: 'debug',
    });
    expect(config).toMatchObject({
      port: 0,
      host: '0.0.0.0',
      databaseUrl: 'postgres://u:p@db:5432/n',
      queues: { backend: 'redis', url: 'redis://redis:6379' },
      dataDir: resolve('/srv/nastavnik'),
      bootstrap: { region: { id: 'tomsk', name: 'Томская область' }, key: KEY },
      operatorKey: KEY,
      maxImportBytes: 1024 * 1024,
      webhookNetworks: ['10.1.0.0/16', 'fd00::/8'],
      logLevel: 'debug',
    });
  });

  it('takes an empty value for an unset one', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '', REDIS_URL: '', BOOTSTRAP_REGION: '' })).toEqual(
      loadConfig({}),
    );
  });

  it.each([
    ['PORT', '80a', 'PORT="80a" is not allowed: use a whole number from 0 to 65535'],
    ['PORT', '65536', 'PORT="65536" is not allowed: use a whole number from 0 to 65535'],
    ['PORT', '-1', 'PORT="-1" is not allowed: use a whole number from 0 to 65535'],
    ['PORT', '1e3', 'PORT="1e3" is not allowed: use a whole number from 0 to 65535'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL="loud" is not allowed: use one of error, warn, info, debug'],
    ['MATCHING_THREADS', '0', 'MATCHING_THREADS="0" is not allowed: use a whole number from 1 to 64'],
  ])('stops the start on %s=%s with one line that says what is allowed', (name, value, line) => {
    expect(problemsOf({ [name]: value })).toEqual([line]);
  });

  it.each([
    ['HOST', 'not a host'],
    ['HOST', 'http://localhost'],
    ['DATABASE_URL', 'mysql://u@h/d'],
    ['DATABASE_URL', 'localhost:5432'],
    ['REDIS_URL', 'http://redis:6379'],
    ['BOOTSTRAP_REGION', 'Tomsk=Томск'],
    ['BOOTSTRAP_REGION', 'tomsk'],
    ['BOOTSTRAP_REGION', 'tomsk=  '],
    ['BOOTSTRAP_REGION_KEY', 'short'],
    ['OPERATOR_KEY', `${'k'.repeat(20)} ${'k'.repeat(20)}`],
    ['MAX_IMPORT_MB', '0'],
    ['WEBHOOK_NETWORKS', '10.0.0.1'],
    ['WEBHOOK_NETWORKS', '10.0.0.0/33'],
    ['WEBHOOK_NETWORKS', 'localhost/8'],
  ])('does not accept %s=%s', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}=.* is not allowed: use `));
    expect(problems[0]).not.toContain('\n');
  });

  it('never prints a secret, right or wrong', () => {
    const message = problemsOf({ OPERATOR_KEY: 'hunter2', DATABASE_URL: 'http://u:hunter2@h/d' }).join('\n');
    expect(message).not.toContain('hunter2');
    expect(message).toContain('OPERATOR_KEY=(7 characters)');
  });

  it('names all bad variables at once', () => {
    expect(problemsOf({ PORT: 'x', HOST: ' ', MAX_IMPORT_MB: 'x' })).toHaveLength(3);
  });

  it('wants a bootstrap region and its key together', () => {
    expect(problemsOf({ BOOTSTRAP_REGION: 'tomsk=Томск' })).toEqual([
      expect.stringMatching(/^BOOTSTRAP_REGION_KEY is not set although BOOTSTRAP_REGION is/),
    ]);
    expect(problemsOf({ BOOTSTRAP_REGION_KEY: KEY })).toEqual([
      expect.stringMatching(/^BOOTSTRAP_REGION is not set although BOOTSTRAP_REGION_KEY is/),
    ]);
  });

  it('reads the environment as a copy, so that nothing can be written back', () => {
    const environment = readEnvironment();
    expect(environment).toEqual({ ...process.env });
    expect(environment).not.toBe(process.env);
  });
});

describe('loadServerConfig', () => {
  it('stops the API and the worker when no database is named', () => {
    expect(() => loadServerConfig({})).toThrow(/^DATABASE_URL is not set: use a URL such as .* `npm start`/);
  });

  it('gives them the same configuration otherwise', () => {
    const env = { DATABASE_URL: 'postgresql://u@h/d' };
    expect(loadServerConfig(env)).toEqual({
      ...loadConfig(env),
      queues: { backend: 'postgres', databaseUrl: 'postgresql://u@h/d' },
    });
    const onRedis = { ...env, REDIS_URL: 'redis://h' };
    expect(loadServerConfig(onRedis)).toEqual(loadConfig(onRedis));
  });
});

describe('the table of settings', () => {
  it('accepts each of its own defaults', () => {
    for (const { name, default: standard, parse } of SETTINGS) {
      if (standard !== null) expect([name, parse(standard)]).not.toEqual([name, undefined]);
    }
  });

  it('has every variable once', () => {
    const names = SETTINGS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is what docs/configuration.md shows, row by row', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/configuration.md'), 'utf8');
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const cells = rows.map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    expect(cells).toEqual(
      SETTINGS.map(({ name, default: standard, allowed, description }) => [
        `\`${name}\``,
        standard === null ? '–' : `\`${standard}\``,
        allowed,
        description,
      ]),
    );
  });
});
