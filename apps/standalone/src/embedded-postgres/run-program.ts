import { spawn } from 'node:child_process';
import { readEnvironment } from '@app/config';

/** The system user that a program runs as; `null` is the user of this process. */
export type RunAs = { uid: number; gid: number } | null;

export interface Outcome {
  /** `null` if a signal ended the program or it could not be started at all. */
  exitCode: number | null;
  /** What it printed on both streams, or why it could not be started. */
  output: string;
}

/**
 * What the programs of PostgreSQL find in their environment: ours, with messages in plain English, so that
 * a person who reads a bug report can search for them, and without settings of another PostgreSQL.
 */
export function programEnvironment(): Record<string, string> {
  const kept = Object.entries(readEnvironment()).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])), LC_ALL: 'C' };
}

/**
 * Runs a program to its end and gives what it printed. Never rejects.
 *
 * It runs in the root folder, because another user may not be able to stand in ours.
 */
export function runProgram(command: string, args: readonly string[], as: RunAs = null): Promise<Outcome> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: '/',
      env: programEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...as,
    });
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ exitCode: null, output: error.message }));
    child.on('close', (exitCode) => resolve({ exitCode, output: output.trim() }));
  });
}
