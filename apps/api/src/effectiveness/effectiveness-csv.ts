import type { EffectivenessReportView, RegionLineView, ReportLevel } from '@app/contracts';
import { titleOf } from '../monitoring/monitoring-csv.js';
import { csvOf, rounded, type CsvCell } from '../reports/csv.js';

/** A cell that disclosure control hides is marked, never blank or zero. */
export const SUPPRESSED = 'н/д (малая группа)';

const LEVELS: Record<ReportLevel, string> = {
  region: 'регион',
  municipality: 'муниципалитет',
  organisation: 'организация',
};
const ROLES = { mentee: 'наставляемые', mentor: 'наставники' } as const;

const HEADER = [
  'раздел',
  'уровень',
  'территория или организация',
  'показатель',
  'роль',
  'методика',
  'мера',
  'n',
  'знаменатель',
  'доля, %',
  'вход, среднее',
  'выход, среднее',
  'изменение (плюс – к лучшему)',
  'ДИ 95 % от',
  'ДИ 95 % до',
  'объединённая оценка',
  'ДИ оценки от',
  'ДИ оценки до',
  'I², %',
  'p с поправкой Холма',
  'источник',
];
/** Columns from `n` to `p`: all of them bear the mark. */
const FIGURES = 13;

interface Place {
  level: ReportLevel;
  name: string;
}

type Coverage = {
  title: string;
  cells: (Place & {
    suppressed: boolean;
    n?: number;
    share?: number | null;
    shareCode?: string | null;
    denominator?: { value: number; asOf: string; source: string } | null;
  })[];
};

/** The region's report for a spreadsheet: coverage and stage 2, a row per cell. */
export function effectivenessCsv(report: EffectivenessReportView): string {
  const place = report.municipality ?? report.region;
  return csvOf(HEADER, [
    ...((report.coverage ?? []) as unknown as Coverage[]).flatMap(coverageRows),
    ...(report.stage2 ?? []).flatMap((line) => stageTwoRows(line, place)),
  ]);
}

function coverageRows({ title, cells }: Coverage): CsvCell[][] {
  return cells.map((cell) => {
    const head = ['охват', LEVELS[cell.level], cell.name, title, null, null, null];
    if (cell.suppressed) return hidden(head);
    const { n, denominator, share, shareCode } = cell;
    const source = denominator ? `${denominator.source}, на ${denominator.asOf}` : null;
    return [...head, n, denominator?.value, shareText(share, shareCode), ...blank(10), source];
  });
}

function stageTwoRows(line: RegionLineView, region: string): CsvCell[][] {
  const about = [line.title, ROLES[line.role], titleOfLine(line), line.measure];
  const head = ['этап 2', LEVELS.region, region, ...about];
  const union = line.union as Union | null | undefined;
  const pooled = line.pooled as Pooled | null | undefined;
  const whole = line.suppressed
    ? hidden(head)
    : [
        ...head,
        line.n?.['pairs'],
        ...blank(2),
        rounded(union?.entry.mean),
        rounded(union?.exit.mean),
        rounded(union?.change.mean),
        rounded(union?.change.ci?.[0]),
        rounded(union?.change.ci?.[1]),
        rounded(pooled?.estimate),
        rounded(pooled?.ci[0]),
        rounded(pooled?.ci[1]),
        rounded(pooled?.i2, 1),
        rounded(pooled?.pAdjusted, 4),
        null,
      ];
  const cells = line.cells.map((cell) => {
    const own = ['этап 2', LEVELS[cell.level], cell.name ?? cell.id, ...about];
    if (cell.suppressed) return hidden(own);
    const { n, estimate, ci, shrunken } = cell;
    return [
      ...own,
      n,
      ...blank(4),
      rounded(estimate),
      rounded(ci?.[0]),
      rounded(ci?.[1]),
      rounded(shrunken),
      ...blank(5),
    ];
  });
  return [whole, ...cells];
}

interface Union {
  entry: { mean: number };
  exit: { mean: number };
  change: { mean: number; ci: [number, number] | null };
}

interface Pooled {
  estimate: number;
  ci: [number, number];
  i2: number;
  pAdjusted: number;
}

function titleOfLine({ measure, instrument }: RegionLineView): string {
  return measure === 'SMCR' ? 'все методики' : titleOf(instrument);
}

/** Very small and very large shares are shown as bounds. */
function shareText(share: number | null | undefined, code: string | null | undefined): CsvCell {
  if (share === null || share === undefined) return null;
  const percent = rounded(share * 100, 1);
  if (code === 'at-most') return `не более ${percent}`.replace('.', ',');
  return code === 'at-least' ? `не менее ${percent}`.replace('.', ',') : percent;
}

function hidden(head: CsvCell[]): CsvCell[] {
  return [...head, ...Array.from({ length: FIGURES }, () => SUPPRESSED), null];
}

function blank(count: number): null[] {
  return Array.from({ length: count }, () => null);
}
