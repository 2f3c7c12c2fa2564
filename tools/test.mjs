/**
 * `npm test`: builds, starts a PostgreSQL for the tests, runs Jest on it, and ends with one line
 * `Tests: N passed, N failed`. Arguments go to Jest: `npm test -- libs/matching`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';

const root = dirname(import.meta.dirname);
const require = createRequire(import.meta.url);
/** How many `npm test` may run in one checkout at the same time. */
const DATA_FOLDERS = 8;

let running = null;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    interrupted = true;
    running?.kill(signal);
  });
}

function runNode(args, env) {
  return run(process.execPath, args, env);
}

/** Runs a program with our terminal; resolves to its exit code. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    running = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
      shell: process.platform === 'win32' && command === 'npm',
    });
    running.on('error', () => resolve(1));
    running.on('exit', (code) => resolve(code ?? 1));
  });
}

function build() {
  // The npm that runs us; without one (`node tools/test.mjs`), the one on the path.
  const npm = process.env.npm_execpath;
  return npm?.endsWith('.js')
    ? runNode([npm, 'run', '--silent', 'build'])
    : run('npm', ['run', '--silent', 'build']);
}

/** A server on the first data folder that no other run uses, cleared of what a killed run has left. */
async function startServer() {
  const { startEmbeddedPostgres } = await import('../dist/apps/standalone/src/embedded-postgres/index.js');
  for (let number = 1; ; number += 1) {
    const start = () =>
      startEmbeddedPostgres({
        dataDir: join(root, '.test-data', String(number)),
        durable: false,
        log: (line) => console.error(`test database: ${line}`),
      });
    try {
      const server = await start();
      await clear(server.url);
      return server;
    } catch (error) {
      if (error.code !== 'in-use' || number === DATA_FOLDERS) throw error;
    }
  }
}

async function clear(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT datname FROM pg_database WHERE datname LIKE 'nastavnik\\_t%' ORDER BY datname`,
    );
    for (const { datname } of rows) {
      await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(datname)} WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}

/** Runs Jest and counts from its own account. A file that cannot even be loaded is one failure. */
async function runJest(args, databaseUrl) {
  const folder = await mkdtemp(join(tmpdir(), 'nastavnik-jest-'));
  const account = join(folder, 'account.json');
  try {
    const exitCode = await runNode(
      [
        ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
        join(dirname(require.resolve('jest/package.json')), 'bin', 'jest.js'),
        ...['--json', `--outputFile=${account}`, '--passWithNoTests=false'],
        ...args,
      ],
      { TEST_DATABASE_URL: databaseUrl, TEST_RUN: String(process.pid), TZ: 'UTC' },
    );
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      await readFile(account, 'utf8'),
    );
    return { exitCode, passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch (error) {
    console.error(`Jest left no account of its tests: ${error.message}`);
    return { exitCode: 1, passed: 0, failed: 1 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main() {
  const buildCode = await build();
  if (buildCode !== 0 || interrupted) return { exitCode: buildCode || 1, passed: 0, failed: 1 };
  const server = await startServer();
  try {
    if (interrupted) return { exitCode: 1, passed: 0, failed: 1 };
    return await runJest(process.argv.slice(2), server.url);
  } finally {
    await server.stop();
  }
}

let outcome;
try {
  outcome = await main();
} catch (error) {
  console.error(error.message);
  outcome = { exitCode: 1, passed: 0, failed: 1 };
}
const { exitCode, passed, failed } = outcome;
process.exitCode = exitCode !== 0 ? exitCode : failed > 0 || interrupted ? 1 : 0;
console.log(`Tests: ${passed} passed, ${failed} failed`);
