import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { XLSX_MEDIA_TYPE } from '@app/documents';
import { migrate } from '@app/persistence';
import { startEmbeddedPostgres } from '../../apps/standalone/src/embedded-postgres/index.js';
import { isWanted, type BenchContext, type Benchmark } from '../harness/benchmark.js';
import { COMPILED_FOLDER } from '../harness/paths.js';
import type { Findings } from '../harness/results.js';
import { figureRow, rounded, type Row } from '../harness/rows.js';
import { median } from '../harness/statistics.js';
import { writeCsv, writeXlsx } from './bank-file.js';
import type { CopyFigures, ImportFigures } from './figures.js';
import { copyByPsql, hasPsql, writeCopyFile } from './psql.js';
import { acceptFile, newSchool } from './school.js';

const AIMS = { copyRatio: 0.8, xlsxRows: 10_000, memoryMb: 256 };

/** What the works of one run of the benchmark share. */
interface Setting extends BenchContext {
  databaseUrl: string;
  count: number;
}

/** Runs one of our programs in a process of its own; what it prints. */
async function program<Figures>(name: string, args: readonly string[]): Promise<Figures> {
  const script = join(COMPILED_FOLDER, 'import', name);
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args]);
  return JSON.parse(stdout) as Figures;
}

/** Our COPY and psql's of the same rows, in turns, in rows per second. */
async function compareCopies({ databaseUrl, count, folder, options, say }: Setting): Promise<Row[]> {
  if (!hasPsql()) {
    say('psql is missing: `apt-get install postgresql-client`. Its row is left out.');
    return [];
  }
  await newSchool(databaseUrl, 'copies');
  const file = join(folder, 'staged.txt');
  await writeCopyFile(file, count);
  const ours: CopyFigures[] = [];
  const theirs: CopyFigures[] = [];
  for (let run = 0; run < options.runs; run++) {
    theirs.push(copyByPsql(databaseUrl, 'copies', file));
    ours.push(await program<CopyFigures>('copy-staged.js', [databaseUrl, 'copies', String(count)]));
    say(`  ours ${ours.at(-1)?.seconds.toFixed(2)} s, psql ${theirs.at(-1)?.seconds.toFixed(2)} s`);
  }
  const rate = (all: readonly CopyFigures[]): number => median(all.map(({ seconds }) => count / seconds));
  const ratio = rounded(rate(ours) / rate(theirs));
  return [
    {
      work: `staging ${count} rows by COPY, rows/s`,
      peer: 'psql \\copy',
      ratio,
      aim: AIMS.copyRatio,
      met: ratio >= AIMS.copyRatio,
      ours: { variant: 'rows to JSON, digests, COPY', figures: { rowsPerSecond: rounded(rate(ours)) } },
      theirs: { variant: 'the finished file', figures: { rowsPerSecond: rounded(rate(theirs)) } },
      runs: options.runs,
    },
  ];
}

interface FileKind {
  name: string;
  mediaType: string;
  write: (path: string, count: number) => Promise<void>;
}

const CSV: FileKind = { name: 'CSV', mediaType: 'text/csv', write: writeCsv };
const XLSX: FileKind = { name: 'XLSX', mediaType: XLSX_MEDIA_TYPE, write: writeXlsx };

/** Imports of one file: into an empty school, and the same again. */
async function importFile(setting: Setting, kind: FileKind): Promise<Findings> {
  const { databaseUrl, count, folder, options, say } = setting;
  const file = { path: join(folder, `bank.${kind.name}`), mediaType: kind.mediaType };
  await kind.write(file.path, count);
  const first: ImportFigures[] = [];
  const again: ImportFigures[] = [];
  for (let run = 0; run < options.runs; run++) {
    const school = `school-${kind.name.toLowerCase()}-${run}`;
    await newSchool(databaseUrl, school);
    for (const figures of [first, again]) {
      const job = await acceptFile(databaseUrl, school, file);
      figures.push(await program<ImportFigures>('one-import.js', [databaseUrl, JSON.stringify(job)]));
    }
    say(`  ${first.at(-1)?.seconds.toFixed(1)} s, again ${again.at(-1)?.seconds.toFixed(1)} s`);
  }
  return { rows: rowsOf(setting, kind, first, again), faults: faultsOf(kind, count, first, again) };
}

function rowsOf(
  { count, options }: Setting,
  kind: FileKind,
  first: readonly ImportFigures[],
  again: readonly ImportFigures[],
): Row[] {
  const of = (all: readonly ImportFigures[], figure: (one: ImportFigures) => number) =>
    median(all.map(figure));
  const detail = {
    ours: {
      cpuSeconds: rounded(of(first, (one) => one.cpuSeconds)),
      rssMb: Math.round(of(first, (one) => one.peakMb)),
    },
    runs: options.runs,
  };
  const name = `${count} rows of ${kind.name}`;
  const checking = kind === XLSX ? { aim: AIMS.xlsxRows, atLeast: true } : null;
  const rate = (work: string, value: number, aim: typeof checking = null) =>
    figureRow(`${name}, ${work}`, value, 'rows/s', aim, detail);
  return [
    rate(
      'read, checked and staged, by processor time',
      of(first, (one) => count / one.stagingCpuSeconds),
      checking,
    ),
    rate(
      'read, checked and staged, by the clock',
      of(first, (one) => count / one.stagingSeconds),
    ),
    rate(
      'imported, by the clock',
      of(first, (one) => count / one.seconds),
    ),
    rate(
      'the same again, by the clock',
      of(again, (one) => count / one.seconds),
    ),
    figureRow(
      `${name}, growth of memory`,
      of(first, (one) => one.peakMb - one.idleMb),
      'MB',
      { aim: AIMS.memoryMb },
      detail,
    ),
  ];
}

function faultsOf(
  kind: FileKind,
  count: number,
  first: readonly ImportFigures[],
  again: readonly ImportFigures[],
): string[] {
  const wrong = [
    ...first.filter(({ counts }) => counts.created !== count),
    ...again.filter(({ counts }) => counts.unchanged !== count),
  ];
  return wrong.map(({ counts }) => `${kind.name}: ${JSON.stringify(counts)} of ${count} rows`);
}

/** Imports of a bank by the worker's code on an embedded PostgreSQL. */
export const imports: Benchmark = {
  title: "imports of a bank: COPY beside psql's, CSV and XLSX, the same file again, memory",
  async run(context) {
    const folder = await mkdtemp(join(tmpdir(), 'nastavnik-import-'));
    await chmod(folder, 0o755);
    const server = await startEmbeddedPostgres({ dataDir: folder, durable: false, log: () => undefined });
    const findings: Findings = { rows: [], faults: [] };
    try {
      await migrate({ databaseUrl: server.url, queuesOnPostgres: true });
      const count = context.options.quick ? 10_000 : 100_000;
      const setting = { ...context, databaseUrl: server.url, count };
      if (isWanted(context.options, 'copy')) {
        context.say('copy');
        findings.rows.push(...(await compareCopies(setting)));
      }
      for (const kind of [CSV, XLSX]) {
        if (!isWanted(context.options, kind.name)) continue;
        context.say(kind.name);
        const { rows, faults } = await importFile(setting, kind);
        findings.rows.push(...rows);
        findings.faults.push(...faults);
      }
      return findings;
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
