import { REPORT_LEVELS } from '@app/contracts';
import type { EffectivenessReportView, ReportLevel } from '@app/contracts';

/** The report without the cells below a level. The frozen report itself stays as it is. */
export function upToLevel(report: EffectivenessReportView, lowest: ReportLevel): EffectivenessReportView {
  const shown = REPORT_LEVELS.slice(0, REPORT_LEVELS.indexOf(lowest) + 1);
  const filter = <Cell extends { level: ReportLevel }>(cells: readonly Cell[]): Cell[] =>
    cells.filter(({ level }) => shown.includes(level));
  const { coverage, pairs, stage2, practices } = report;
  return {
    ...report,
    ...(coverage && {
      coverage: coverage.map((line) => ({ ...line, cells: filter(cellsIn(line['cells'])) })),
    }),
    ...(pairs && { pairs: { ...pairs, total: filter(cellsIn(pairs['total'])) } }),
    ...(stage2 && { stage2: stage2.map((line) => ({ ...line, cells: filter(line.cells) })) }),
    ...(practices && lowest !== 'organisation' && { practices: [] }),
  };
}

function cellsIn(value: unknown): { level: ReportLevel }[] {
  return Array.isArray(value) ? (value as { level: ReportLevel }[]) : [];
}
