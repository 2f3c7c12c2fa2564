import Table from 'cli-table3';
import type { Growth } from './growth.js';
import type { Row, Side } from './rows.js';

const PLAIN = { style: { head: [], border: [] } };

function seconds(side: Side | null): string {
  if (!side) return '';
  if (side.cpuSeconds !== undefined) return side.cpuSeconds.toPrecision(3);
  return side.stoppedAfterSeconds === undefined ? '' : `> ${side.stoppedAfterSeconds.toPrecision(3)}`;
}

function outcome(row: Row): string {
  if (row.met === null) return '';
  if (row.stretchMet) return 'met °';
  return row.met ? 'met' : 'NOT MET';
}

function figure(row: Row): string {
  if (row.ratio === null) return `${row.value} ${row.unit}`;
  return row.theirs?.stoppedAfterSeconds === undefined ? String(row.ratio) : `< ${row.ratio}`;
}

function aim(row: Row): string {
  if (row.aim === null) return '';
  return row.stretch === undefined ? String(row.aim) : `${row.aim} (${row.stretch}°)`;
}

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
      seconds(row.ours),
      seconds(row.theirs),
      figure(row),
      aim(row),
      outcome(row),
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
