import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SupervisionOptions {
  /** What the log calls it. */
  name: string;
  /** The file that Node runs, and its arguments. */
  file: string;
  args?: readonly string[];
  /** The whole environment of the process, asked for again at each start. */
  env: () => Record<string, string>;
  /** The line on its standard output that says it is ready; what it captures is handed on. */
  readyLine: RegExp;
  /** Takes what it prints besides, and what happens to it. */
  log: (line: string) => void;
  /** How long the first start may take. */
  readyWithinMs?: number;
  /** After SIGTERM, before SIGKILL. */
  graceMs?: number;
  /** The first pause before a restart; it doubles up to 30 s and starts anew after a minute of good health. */
  pauseMs?: number;
}

export interface SupervisedProcess {
  /** What the ready line of the first start captured. */
  ready: string;
  /** `undefined` between an end and the restart. */
  pid(): number | undefined;
  /** SIGTERM, and SIGKILL after the grace period. Resolves when it has ended and will not be started again. */
  stop(): Promise<void>;
  /** Ends the grace period of a `stop` under way. */
  hurry(): void;
}

const LONGEST_PAUSE_MS = 30_000;
const HEALTHY_AFTER_MS = 60_000;
const KEPT_LINES = 50;

/**
 * Runs a file in a process of its own and keeps it running: whatever ends it, it is started again.
 *
 * The process gets an IPC channel, on whose `disconnect` it has to end itself: so it does not outlive us. It
 * is in a group of its own, so that Ctrl-C at the terminal reaches only us, and we stop things in order.
 * @throws {Error} with its last words if it ends before it is ready for the first time, or `signal` is aborted
 */
export async function superviseProcess(
  options: SupervisionOptions,
  signal?: AbortSignal,
): Promise<SupervisedProcess> {
  const { readyWithinMs = 120_000, graceMs = 15_000, log, name } = options;
  const stopping = new AbortController();
  const hurrying = new AbortController();
  let current = startOnce(options);

  const stop = async (): Promise<void> => {
    stopping.abort();
    current.child.kill('SIGTERM');
    const inTime = new AbortController();
    const grace = sleep(graceMs, undefined, { signal: AbortSignal.any([inTime.signal, hurrying.signal]) });
    void grace.catch(() => undefined).then(() => current.child.kill('SIGKILL'));
    await current.ended;
    inTime.abort();
  };

  const whenAborted = (): void => void stop();
  signal?.addEventListener('abort', whenAborted, { once: true });
  const tooLate = setTimeout(() => void stop(), readyWithinMs);
  const ready = await current.ready;
  clearTimeout(tooLate);
  signal?.removeEventListener('abort', whenAborted);
  if (signal?.aborted || ready === null) {
    await stop();
    throw new Error(
      signal?.aborted ? `${name}: start interrupted` : `${name} does not start: ${current.lastWords()}`,
    );
  }

  void (async () => {
    for (let failures = 0; ; failures += 1) {
      const startedAt = Date.now();
      const how = await current.ended;
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) failures = 0;
      const pause = Math.min(LONGEST_PAUSE_MS, (options.pauseMs ?? 500) * 2 ** failures);
      log(`${name} has ended (${how}); it is started again in ${pause} ms`);
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      current = startOnce(options);
    }
  })();

  return { ready, pid: () => runningPid(current.child), stop, hurry: () => hurrying.abort() };
}

interface Run {
  child: ChildProcess;
  /** `null` if it ended before. */
  ready: Promise<string | null>;
  /** How it ended, in words. */
  ended: Promise<string>;
  lastWords(): string;
}

function startOnce({ file, args = [], env, readyLine, log }: SupervisionOptions): Run {
  const child = spawn(process.execPath, ['--enable-source-maps', file, ...args], {
    env: env(),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const lines: string[] = [];
  const take = (line: string): void => {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
    log(line);
  };
  const ended = new Promise<string>((resolve) => {
    // Not `exit`: what it printed last must have been read.
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => {
      take(error.message);
      if (child.pid === undefined) resolve('it could not be started');
    });
  });
  const ready = new Promise<string | null>((resolve) => {
    eachLine(child.stdout, (line) => {
      const match = readyLine.exec(line);
      if (match) resolve(match[1] ?? '');
      else take(line);
    });
    void ended.then(() => resolve(null));
  });
  eachLine(child.stderr, take);
  return { child, ready, ended, lastWords: () => lastWordsOf(lines) };
}

/** Of an exception the line that names it, and not the stack below. */
function lastWordsOf(lines: readonly string[]): string {
  const exception = lines.findLast((line) => /^(Uncaught )?\w*(Error|Exception)\b.*:/.test(line));
  return exception ?? (lines.slice(-5).join(' | ') || 'it ended without a word');
}

function eachLine(stream: NodeJS.ReadableStream | null, take: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', take);
}

function runningPid(child: ChildProcess): number | undefined {
  return child.exitCode === null && child.signalCode === null ? child.pid : undefined;
}
