import { ConfigError, readEnvironment } from '@app/config';
import { EmbeddedPostgresError } from './embedded-postgres/index.js';
import { startStandalone } from './start-standalone.js';

const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

// A reader that has gone away (a closed terminal, `npm start | head -1`) must not end the service.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const interrupted = new AbortController();
const starting = startStandalone({
  log,
  signal: interrupted.signal,
  onRegionMadeUp: showKey,
  onLost: () => void leave(1),
});

let leaving = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void leave(0));
}

// npm runs us in a shell, which does not hand on the signal that ends npm. Its death is ours.
const parent = process.ppid;
if (readEnvironment()['npm_lifecycle_event']) {
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    void leave(0);
  }, 500).unref();
}

try {
  const standalone = await starting;
  // The first line on standard output; everything else goes to standard error.
  process.stdout.write(`listening ${standalone.url}\n`);
} catch (error) {
  if (!interrupted.signal.aborted) {
    log(describe(error));
    process.exitCode = 1;
  }
  // Nothing is running any more.
  process.exit();
}

/** The first request to leave stops everything in order, the second one at once. */
async function leave(exitCode: number): Promise<void> {
  interrupted.abort();
  const standalone = await starting.catch(() => null);
  if (leaving) {
    standalone?.hurry();
    return;
  }
  leaving = true;
  log('stopping');
  await standalone?.stop();
  process.exit(exitCode);
}

function showKey(id: string, key: string): void {
  log('');
  log(`  A region was created: ${id}`);
  log(`  Its key, shown this once: ${key}`);
  log('');
}

function describe(error: unknown): string {
  if (error instanceof ConfigError || error instanceof EmbeddedPostgresError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
