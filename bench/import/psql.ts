import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { copyLines, newId, STAGED_COLUMNS } from '@app/persistence';
import type { CopyFigures } from './figures.js';
import { bankStates, stagedBank } from './staged-bank.js';

export const hasPsql = (): boolean => spawnSync('psql', ['--version']).status === 0;

/** Writes the rows that an import stages as a file for `\copy`. */
export async function writeCopyFile(path: string, count: number): Promise<void> {
  const lines = copyLines({ id: newId(), attempt: 1 }, stagedBank(bankStates(count)));
  await pipeline(lines, createWriteStream(path));
}

/** The file into an empty table of the same columns, keys and defaults, by psql's own clock. */
export function copyByPsql(databaseUrl: string, organisation: string, path: string): CopyFigures {
  const commands = [
    `DROP TABLE IF EXISTS peer_staging`,
    `CREATE UNLOGGED TABLE peer_staging (LIKE import_staging INCLUDING ALL)`,
    `SELECT set_config('app.organisation', '${organisation}', false)`,
    `\\timing on`,
    `\\copy peer_staging (${STAGED_COLUMNS}) FROM '${path}'`,
  ];
  const args = [databaseUrl, '-X', '-q', '-v', 'ON_ERROR_STOP=1', ...commands.flatMap((one) => ['-c', one])];
  const { status, stdout, stderr } = spawnSync('psql', args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const milliseconds = /Time: ([\d.]+) ms/.exec(stdout)?.[1];
  if (status !== 0 || milliseconds === undefined) throw new Error(`psql: ${stderr || stdout}`);
  return { seconds: Number(milliseconds) / 1000 };
}
