import Table from 'cli-table3';
import type { Growth } from './growth.js';
import { aimOf, figureOf, secondsOf, verdictOf, type Row } from './rows.js';

const PLAIN = { style: { head: [], border: [] } };

/** The rows as a table for a terminal. */
export function rowsTable(rows: readonly Row[]): string {
  const table = new Table({
    head: ['work', 'peer', 'ours, s', 'theirs, s', 'ratio', 'aim', '', 'MB', 'their MB'],
    ...PLAIN,
  });
  for (const row of rows) {
    const variant = row.theirs?.variant ? ` (${row.theirs.variant})` : '';
    table.push([
      row.work,
      row.peer === null ? '' : `${row.peer}${variant}`,
      secondsOf(row.ours),
      secondsOf(row.theirs),
      figureOf(row),
      aimOf(row),
      verdictOf(row),
      row.ours.rssMb ?? '',
      row.theirs?.rssMb ?? '',
    ]);
  }
  return table.toString();
}

/** How cost grows, one line a size. */
export function growthTable(growth: readonly Growth[]): string {
  const table = new Table({ head: ['family', 'n', 'pairs', 'cpu, s', 'MB', 'exponents'], ...PLAIN });
  for (const { family, points, exponents } of growth) {
    points.forEach(({ n, pairs, cpuSeconds, rssMb }, k) => {
      const { timeByN, timeByPairs, memoryByN } = exponents;
      const fitted = `time n^${timeByN}, pairs^${timeByPairs}; memory n^${memoryByN}`;
      table.push([
        family,
        n,
        pairs,
        cpuSeconds.toPrecision(3),
        Math.round(rssMb),
        k === points.length - 1 ? fitted : '',
      ]);
    });
  }
  return table.toString();
}
