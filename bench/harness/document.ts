import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import type { Growth } from './growth.js';
import { BENCH_FOLDER } from './paths.js';
import type { StoredResults } from './results.js';
import { aimOf, figureOf, secondsOf, verdictOf, type Row } from './rows.js';

const DOCUMENT = join(BENCH_FOLDER, '..', 'docs', 'performance.md');

const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

function markdownTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function comparisons(rows: readonly Row[]): string {
  return markdownTable(
    ['work', 'peer', 'ours, s', 'theirs, s', 'ratio', 'aim', 'met', 'MB ours / theirs'],
    rows.map((row) => [
      row.work,
      row.peer === null ? '' : `${row.peer}${row.theirs?.variant ? `, ${row.theirs.variant}` : ''}`,
      secondsOf(row.ours),
      secondsOf(row.theirs),
      figureOf(row),
      aimOf(row),
      verdictOf(row),
      `${row.ours.rssMb ?? ''} / ${row.theirs?.rssMb ?? ''}`,
    ]),
  );
}

function figures(rows: readonly Row[]): string {
  return markdownTable(
    ['work', 'figure', 'aim', 'met', 'MB'],
    rows.map((row) => [row.work, figureOf(row), aimOf(row), verdictOf(row), row.ours.rssMb ?? '']),
  );
}

function growthSection({ family, points, exponents }: Growth): string {
  const { timeByN, timeByPairs, memoryByN } = exponents;
  const table = markdownTable(
    [`${family}, n`, 'pairs', 'processor s', 'MB'],
    points.map(({ n, pairs, cpuSeconds, rssMb }) => [n, pairs, cpuSeconds.toPrecision(3), Math.round(rssMb)]),
  );
  return `${table}\n\nTime ~ n^${timeByN} ~ pairs^${timeByPairs}; memory beyond an empty process ~ n^${memoryByN}.`;
}

/** The stored results as a section of `docs/performance.md`. */
export function section({ machine, date, rows, growth = [] }: StoredResults): string {
  const { cpu, cores, memoryGb, node, os, loadAverage } = machine;
  const against = rows.filter((row) => row.peer !== null);
  const own = rows.filter((row) => row.peer === null);
  return [
    `Measured on ${date}: ${cpu}, ${cores} cores, ${memoryGb} GB, ${os}, Node ${node}; load average ${loadAverage}.`,
    ...(against.length > 0 ? [comparisons(against)] : []),
    ...(own.length > 0 ? [figures(own)] : []),
    ...growth.map(growthSection),
  ].join('\n\n');
}

/** Puts a section between the marks `<!-- NAME:begin -->` and `<!-- NAME:end -->`; without marks nothing changes. */
export function withSection(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) return text;
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** Writes stored results into `docs/performance.md`, so that the document never tells older figures. */
export async function updateDocument(name: string, results: StoredResults): Promise<void> {
  if (!existsSync(DOCUMENT)) return;
  const text = withSection(readFileSync(DOCUMENT, 'utf8'), name, section(results));
  const config = (await prettier.resolveConfig(DOCUMENT)) ?? {};
  writeFileSync(DOCUMENT, await prettier.format(text, { ...config, filepath: DOCUMENT }));
}
