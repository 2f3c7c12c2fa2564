import { loadCatalogue } from '@app/catalogue';
import type { EffectivenessReportView, RegionLineView, ReportLevel } from '@app/contracts';
import type { CellValue } from '../workbook.js';
import type { Chart } from './charts.js';
import { dayText, SUPPRESSED } from './report-document.js';
import type { ReportDocument, ReportSection } from './report-document.js';
import { column, LEVELS, ROLES, STATES, WAVES } from './words.js';

const NOT_REPORTED: Record<string, string> = {
  'no-programme': 'нет программы наставничества',
  'no-measurements': 'нет парных замеров',
};

const CAVEATS = [
  `«${SUPPRESSED}»: число скрыто, чтобы по нему нельзя было узнать об отдельных людях; скрыты и числа, из которых его ` +
    'можно было бы вычислить.',
  'Изменение со знаком плюс — к лучшему. Это изменение за время программы, а не доказанное влияние программы.',
  'Объединённая оценка — среднее по организациям с учётом их различий (модель случайных эффектов). Организации не ' +
    'ранжируются: малые школы различаются прежде всего случайно.',
];

/** The region's report as people read it (`statistics.md` §7); everything in it has passed disclosure control. */
export function effectivenessDocument(report: EffectivenessReportView, region: string): ReportDocument {
  const place = report.municipality ?? region;
  const form =
    report.form === null ? 'все формы' : (loadCatalogue().form(report.form)?.title.ru ?? report.form);
  return {
    title: 'Отчёт об эффективности наставничества',
    subtitle: `${place}, ${report.academicYear} учебный год, ${form}`,
    facts: [
      ['Территория', place],
      ['Учебный год', report.academicYear],
      ['Форма наставничества', form],
      ['Дата среза', dayText(report.cutOff)],
      ['Составлен', dayText(report.madeAt ?? '')],
      ['Номер отчёта', report.id],
      ['Отпечаток данных', report.dataDigest ?? ''],
      ['Версия справочника', report.catalogueVersion ?? ''],
    ],
    sections: [
      coverageSection((report.coverage ?? []) as unknown as CoverageLine[]),
      pairsSection(report.pairs as unknown as Pairs),
      requestsSection(report.requests as unknown as Requests),
      stageOneSection((report.stage1 ?? []) as unknown as Question[]),
      stageTwoSection(report.stage2 ?? []),
      cellsSection(report.stage2 ?? []),
      practicesSection((report.practices ?? []) as unknown as Practice[]),
      notReportedSection((report.notReported ?? []) as unknown as NotReported[]),
    ],
    caveats: CAVEATS,
  };
}

type Suppressible<T> = { suppressed: true } | ({ suppressed: false } & T);
const shown = <T>(cell: Suppressible<T>, value: (cell: T) => CellValue): CellValue =>
  cell.suppressed ? SUPPRESSED : value(cell);

type Code = 'at-most' | 'at-least' | null | undefined;

/** Very small and very large shares are bounds. */
function share(value: number | null | undefined, code: Code): CellValue {
  if (value === null || value === undefined) return null;
  if (code !== 'at-most' && code !== 'at-least') return value;
  const percent = (100 * value).toFixed(0);
  return code === 'at-most' ? `не более ${percent} %` : `не менее ${percent} %`;
}

interface CoverageLine {
  title: string;
  target: { value: number | null } | null;
  cells: (Suppressible<{
    n: number;
    denominator: { value: number; asOf: string; source: string } | null;
    share: number | null;
    shareCode: Code;
  }> & { level: ReportLevel; name: string })[];
}

function coverageSection(lines: readonly CoverageLine[]): ReportSection {
  return {
    title: 'Охват',
    table: {
      columns: [
        column('показатель', 'text', 3),
        column('уровень', 'text'),
        column('территория или организация', 'text', 2),
        column('человек', 'whole'),
        column('из', 'whole'),
        column('доля', 'share'),
        column('цель', 'share'),
        column('источник', 'text', 2),
      ],
      rows: lines.flatMap(({ title, target, cells }) =>
        cells.map((cell): CellValue[] => [
          title,
          LEVELS[cell.level],
          cell.name,
          shown(cell, ({ n }) => n),
          shown(cell, ({ denominator }) => denominator?.value ?? null),
          shown(cell, (own) => share(own.share, own.shareCode)),
          target?.value ?? null,
          cell.suppressed || !cell.denominator
            ? null
            : `${cell.denominator.source}, ${dayText(cell.denominator.asOf)}`,
        ]),
      ),
    },
  };
}

type Count<T> = T & Suppressible<{ n: number }>;
interface Pairs {
  total: Count<{ level: ReportLevel; name: string }>[];
  byState: Count<{ state: string }>[];
  byReason: Count<{ title: string }>[];
}

const count = (cell: Suppressible<{ n: number }>): CellValue => shown(cell, ({ n }) => n);

function pairsSection({ total, byState, byReason }: Pairs): ReportSection {
  return {
    title: 'Пары',
    table: {
      columns: [column('что', 'text'), column('где, состояние, причина', 'text', 3), column('пар', 'whole')],
      rows: [
        ...total.map((cell): CellValue[] => [LEVELS[cell.level], cell.name, count(cell)]),
        ...byState.map((cell): CellValue[] => ['состояние', STATES[cell.state] ?? cell.state, count(cell)]),
        ...byReason.map((cell): CellValue[] => ['причина', cell.title, count(cell)]),
      ],
    },
  };
}

interface Requests {
  persons: Suppressible<{ n: number }>;
  byTopic: Count<{ title: string }>[];
  unmatched: Count<{ reason: string }>[];
}

const REASONS: Record<string, string> = {
  'no-consent': 'нет согласия',
  'no-topic': 'нет наставника по теме',
  rules: 'не проходит правила',
  capacity: 'не хватило мест',
  priority: 'места отданы первоочередным',
};

function requestsSection({ persons, byTopic, unmatched }: Requests): ReportSection {
  return {
    title: 'Запросы и дефициты',
    table: {
      columns: [column('что', 'text'), column('тема или причина', 'text', 3), column('человек', 'whole')],
      rows: [
        ['запросы', 'всего наставляемых с запросом', count(persons)],
        ...byTopic.map((cell): CellValue[] => ['тема', cell.title, count(cell)]),
        ...unmatched.map((cell): CellValue[] => [
          'без наставника',
          REASONS[cell.reason] ?? cell.reason,
          count(cell),
        ]),
      ],
    },
  };
}

type Question = Suppressible<{ n: number; positive: { share: number; code: Code } | null }> & {
  title: string;
  respondent: string;
  wave: string;
  text: string;
};

function stageOneSection(questions: readonly Question[]): ReportSection {
  return {
    title: 'Этап 1',
    table: {
      columns: [
        column('анкета', 'text', 2),
        column('кто', 'text'),
        column('когда', 'text'),
        column('вопрос', 'text', 3),
        column('n', 'whole'),
        column('положительных', 'share'),
      ],
      rows: questions.map((question): CellValue[] => [
        question.title,
        ROLES[question.respondent] ?? question.respondent,
        WAVES[question.wave] ?? question.wave,
        question.text,
        shown(question, ({ n }) => n),
        shown(question, ({ positive }) => (positive ? share(positive.share, positive.code) : null)),
      ]),
    },
  };
}

interface Union {
  entry: { mean: number };
  exit: { mean: number };
  change: { mean: number; ci: [number, number] | null };
}
interface Pooled {
  estimate: number;
  ci: [number, number];
  predictionInterval: [number, number] | null;
  i2: number;
  pAdjusted: number;
}
const unionOf = (line: RegionLineView) => line.union as unknown as Union | null | undefined;
const pooledOf = (line: RegionLineView) => line.pooled as unknown as Pooled | null | undefined;

function instrumentOf({ measure, instrument }: RegionLineView): string {
  if (measure === 'SMCR') return 'все методики, стандартизовано';
  if (instrument === null) return 'данные организаций';
  const { id, version } = instrument;
  return loadCatalogue().instrument(id, version ?? undefined)?.title.ru ?? id;
}

function stageTwoSection(lines: readonly RegionLineView[]): ReportSection {
  return {
    title: 'Этап 2. Итог по территории',
    table: {
      columns: [
        column('показатель', 'text', 2),
        column('кто', 'text'),
        column('методика', 'text', 2),
        column('организаций', 'whole'),
        column('пар', 'whole'),
        column('вход', 'number'),
        column('выход', 'number'),
        column('изменение', 'number'),
        column('объединённая оценка', 'number'),
        column('ДИ от', 'number'),
        column('ДИ до', 'number'),
        column('I², %', 'number'),
        column('p (Холм)', 'p'),
      ],
      rows: lines.map((line): CellValue[] => {
        const head = [line.title, ROLES[line.role] ?? line.role, instrumentOf(line)];
        if (line.suppressed) return [...head, ...Array.from({ length: 10 }, () => SUPPRESSED)];
        const [union, pooled] = [unionOf(line), pooledOf(line)];
        return [
          ...head,
          line.organisations ?? null,
          line.n?.['pairs'] ?? null,
          union?.entry.mean ?? null,
          union?.exit.mean ?? null,
          union?.change.mean ?? null,
          pooled?.estimate ?? null,
          pooled?.ci[0] ?? null,
          pooled?.ci[1] ?? null,
          pooled?.i2 ?? null,
          pooled?.pAdjusted ?? null,
        ];
      }),
    },
    chart: forest(lines),
  };
}

/** The pooled lines on the standardised scale, on which they can stand under one axis. */
function forest(lines: readonly RegionLineView[]): Chart {
  return {
    kind: 'intervals',
    title: 'Стандартизованное изменение по территории с интервалом 95 %',
    axis: 'плюс — к лучшему',
    lines: lines.flatMap((line) => {
      const pooled = pooledOf(line);
      if (line.suppressed || line.measure !== 'SMCR' || !pooled) return [];
      return [
        {
          name: `${line.title} (${ROLES[line.role] ?? line.role})`,
          estimate: pooled.estimate,
          ci: pooled.ci,
        },
      ];
    }),
  };
}

function cellsSection(lines: readonly RegionLineView[]): ReportSection {
  return {
    title: 'Этап 2. По территориям',
    table: {
      columns: [
        column('показатель', 'text', 2),
        column('кто', 'text'),
        column('методика', 'text', 2),
        column('уровень', 'text'),
        column('территория или организация', 'text', 2),
        column('пар', 'whole'),
        column('изменение', 'number'),
        column('ДИ от', 'number'),
        column('ДИ до', 'number'),
        column('с учётом всех', 'number'),
      ],
      rows: lines.flatMap((line) =>
        line.cells.map((cell): CellValue[] => {
          const figure = (value: number | null | undefined): CellValue =>
            cell.suppressed ? SUPPRESSED : (value ?? null);
          return [
            line.title,
            ROLES[line.role] ?? line.role,
            instrumentOf(line),
            LEVELS[cell.level],
            cell.name ?? cell.id,
            figure(cell.n),
            figure(cell.estimate),
            figure(cell.ci?.[0]),
            figure(cell.ci?.[1]),
            figure(cell.shrunken),
          ];
        }),
      ),
    },
  };
}

interface Practice {
  name: string;
  title: string;
  role: string;
  n: number;
  shrunken: number;
  lower: number;
  pooled: number;
}

function practicesSection(practices: readonly Practice[]): ReportSection {
  return {
    title: 'Практики, на которые стоит посмотреть',
    table: {
      columns: [
        column('организация', 'text', 3),
        column('показатель', 'text', 2),
        column('кто', 'text'),
        column('пар', 'whole'),
        column('изменение', 'number'),
        column('не меньше', 'number'),
        column('в среднем', 'number'),
      ],
      rows: practices.map(({ name, title, role, n, shrunken, lower, pooled }) => [
        name,
        title,
        ROLES[role] ?? role,
        n,
        shrunken,
        lower,
        pooled,
      ]),
    },
  };
}

interface NotReported {
  name: string;
  reason: string;
}

function notReportedSection(rows: readonly NotReported[]): ReportSection {
  return {
    title: 'Кто не отчитался',
    table: {
      columns: [column('организация', 'text', 3), column('чего нет', 'text', 2)],
      rows: rows.map(({ name, reason }) => [name, NOT_REPORTED[reason] ?? reason]),
    },
  };
}
