import { loadCatalogue } from '@app/catalogue';
import type { MonitoringReportView, StageTwoLineView } from '@app/contracts';
import type { CellValue } from '../workbook.js';
import type { Chart } from './charts.js';
import { dayText } from './report-document.js';
import type { ReportDocument, ReportSection } from './report-document.js';
import { column, ROLES, STATES, WAVES } from './words.js';

/** Whose report it is, as people call them. */
export interface ReportOwner {
  organisation: string;
  programme: string;
}

const CAVEATS = [
  'Изменение со знаком плюс — к лучшему, каким бы ни было направление шкалы.',
  'Изменение за время программы не доказывает, что его вызвала программа: без группы сравнения нельзя отделить её ' +
    'влияние от взросления, времени года и возвращения крайних значений к среднему.',
  'При числе пар замеров от 2 до 9 даётся только описание, без проверки и интервалов.',
];

/** A programme's monitoring report as people read it (`statistics.md` §7). */
export function monitoringDocument(report: MonitoringReportView, owner: ReportOwner): ReportDocument {
  return {
    title: 'Отчёт о мониторинге программы наставничества',
    subtitle: `${owner.organisation}. ${owner.programme}. По состоянию на ${dayText(report.cutOff)}`,
    facts: [
      ['Организация', owner.organisation],
      ['Программа', owner.programme],
      ['Дата среза', dayText(report.cutOff)],
      ['Составлен', dayText(report.madeAt ?? '')],
      ['Номер отчёта', report.id],
      ['Отпечаток данных', report.dataDigest ?? ''],
      ['Версия справочника', report.catalogueVersion ?? ''],
    ],
    sections: [
      coverageSection(report.coverage as unknown as Coverage),
      pairsSection(report.pairs as unknown as Pairs),
      ...stageOneSections(report.stage1 as unknown as StageOne),
      stageTwoSection(report.stage2 ?? []),
      { title: 'Вход и выход', chart: slopes(report.stage2 ?? []) },
      { title: 'Величина изменений', chart: effects(report.stage2 ?? []) },
      strategySection(report.strategy as unknown as Strategy),
      qualitySection(report.quality as unknown as Quality),
    ],
    caveats: CAVEATS,
  };
}

interface Coverage {
  mentees: number;
  mentors: number;
  figures: {
    title: string;
    numerator: number;
    denominator: { value: number; asOf: string; source: string } | null;
    share: number | null;
    target: { year: number; value: number | null } | null;
    reached: boolean | null;
  }[];
}

function coverageSection({ mentees, mentors, figures }: Coverage): ReportSection {
  return {
    title: 'Охват',
    paragraphs: [`Участвуют наставляемых: ${mentees}, наставников: ${mentors}.`],
    table: {
      columns: [
        column('показатель', 'text', 3),
        column('человек', 'whole'),
        column('из', 'whole'),
        column('доля', 'share'),
        column('цель', 'share'),
        column('достигнута', 'text'),
        column('источник', 'text', 2),
      ],
      rows: figures.map(({ title, numerator, denominator, share, target, reached }) => [
        title,
        numerator,
        denominator?.value ?? null,
        share,
        target?.value ?? null,
        reached,
        denominator && `${denominator.source}, ${dayText(denominator.asOf)}`,
      ]),
    },
  };
}

interface Pairs {
  total: number;
  groups: number;
  extended: number;
  byState: { state: string; pairs: number }[];
  byReason: { title: string; pairs: number }[];
}

function pairsSection({ total, groups, extended, byState, byReason }: Pairs): ReportSection {
  return {
    title: 'Пары и группы',
    paragraphs: [`Всего: ${total}, из них групп: ${groups}, продлено: ${extended}.`],
    table: {
      columns: [column('состояние или причина', 'text', 3), column('пар', 'whole')],
      rows: [
        ...byState.map(({ state, pairs }) => [STATES[state] ?? state, pairs]),
        ...byReason.map(({ title, pairs }) => [`причина: ${title}`, pairs]),
      ],
    },
  };
}

interface StageOne {
  questionnaires: {
    title: string;
    respondent: string;
    wave: string;
    questions: {
      text: string;
      n: number;
      mean: number | null;
      median: number | null;
      positive: { share: number; ci: [number, number] | null } | null;
      answers: string[];
    }[];
  }[];
  gaps: {
    respondent: string;
    text: string;
    n: number;
    figures: Pick<StageTwoLineView, 'entry' | 'exit' | 'change'>;
  }[];
  swot: {
    strengths: SwotLine[];
    weaknesses: SwotLine[];
    opportunities: string[];
    threats: string[];
  };
}

interface SwotLine {
  text: string;
  share: number;
  n: number;
}

function stageOneSections({ questionnaires, gaps, swot }: StageOne): ReportSection[] {
  return [
    {
      title: 'Этап 1. Вопросы анкет',
      table: {
        columns: [
          column('анкета', 'text', 2),
          column('кто', 'text'),
          column('когда', 'text'),
          column('вопрос', 'text', 3),
          column('n', 'whole'),
          column('среднее', 'number'),
          column('медиана', 'number'),
          column('положительных', 'share'),
          column('ДИ от', 'share'),
          column('ДИ до', 'share'),
        ],
        rows: questionnaires.flatMap(({ title, respondent, wave, questions }) =>
          questions.map(({ text, n, mean, median, positive }): CellValue[] => [
            title,
            ROLES[respondent] ?? respondent,
            WAVES[wave] ?? wave,
            text,
            n,
            mean,
            median,
            positive?.share ?? null,
            positive?.ci?.[0] ?? null,
            positive?.ci?.[1] ?? null,
          ]),
        ),
      },
    },
    {
      title: 'Этап 1. Ожидания и итог',
      table: {
        columns: [
          column('о чём', 'text', 3),
          column('кто', 'text'),
          column('n', 'whole'),
          column('ожидали', 'number'),
          column('получили', 'number'),
          column('расхождение', 'number'),
          column('ДИ от', 'number'),
          column('ДИ до', 'number'),
        ],
        rows: gaps.map(({ text, respondent, n, figures }) => [
          text,
          ROLES[respondent] ?? respondent,
          n,
          figures.entry?.mean ?? null,
          figures.exit?.mean ?? null,
          figures.change?.mean ?? null,
          figures.change?.ci?.[0] ?? null,
          figures.change?.ci?.[1] ?? null,
        ]),
      },
    },
    {
      title: 'Этап 1. SWOT, черновик',
      table: {
        columns: [
          column('сторона', 'text'),
          column('строка', 'text', 4),
          column('доля', 'share'),
          column('n', 'whole'),
        ],
        rows: [
          ...swot.strengths.map((line) => swotRow('сильная', line)),
          ...swot.weaknesses.map((line) => swotRow('слабая', line)),
          ...swot.opportunities.map((text): CellValue[] => ['возможность', text, null, null]),
          ...swot.threats.map((text): CellValue[] => ['угроза', text, null, null]),
        ],
      },
    },
  ];
}

const swotRow = (side: string, { text, share, n }: SwotLine): CellValue[] => [side, text, share, n];

function nameOf(line: StageTwoLineView): string {
  const topic = line.topic === null ? '' : `, ${loadCatalogue().topic(line.topic)?.title.ru ?? line.topic}`;
  return `${line.title}${topic}`;
}

function instrumentOf({ instrument }: StageTwoLineView): string {
  if (instrument === null) return 'данные организации';
  const { id, version } = instrument;
  return loadCatalogue().instrument(id, version ?? undefined)?.title.ru ?? id;
}

function stageTwoSection(lines: readonly StageTwoLineView[]): ReportSection {
  return {
    title: 'Этап 2. Таблица 2',
    paragraphs: lines.map((line) => `${nameOf(line)} (${ROLES[line.role] ?? line.role}): ${line.verdict}`),
    table: {
      columns: [
        column('показатель', 'text', 2),
        column('кто', 'text'),
        column('методика', 'text', 2),
        column('пар', 'whole'),
        column('выбытие', 'share'),
        column('вход', 'number'),
        column('СО', 'number'),
        column('выход', 'number'),
        column('СО', 'number'),
        column('изменение', 'number'),
        column('ДИ от', 'number'),
        column('ДИ до', 'number'),
        column('g', 'number'),
        column('p', 'p'),
        column('p (Холм)', 'p'),
        column('лучше', 'share'),
        column('так же', 'share'),
        column('хуже', 'share'),
      ],
      rows: lines.map((line) => [
        nameOf(line),
        ROLES[line.role] ?? line.role,
        instrumentOf(line),
        line.n.pairs,
        line.n.attrition,
        line.entry?.mean ?? null,
        line.entry?.sd ?? null,
        line.exit?.mean ?? null,
        line.exit?.sd ?? null,
        line.change?.mean ?? null,
        line.change?.ci?.[0] ?? null,
        line.change?.ci?.[1] ?? null,
        line.effect.gav?.estimate ?? null,
        line.p,
        line.pAdjusted,
        line.share?.improved ?? null,
        line.share?.same ?? null,
        line.share?.worse ?? null,
      ]),
    },
  };
}

/** Mentees are meant where nobody is named: most lines are about them. */
const labelOf = (line: StageTwoLineView): string =>
  line.role === 'mentor' ? `${nameOf(line)} (наставники)` : nameOf(line);

function slopes(lines: readonly StageTwoLineView[]): Chart {
  return {
    kind: 'slopes',
    title: 'Средние на входе и на выходе, каждый показатель в своём масштабе',
    lines: lines.flatMap((line) => {
      if (!line.entry || !line.exit) return [];
      const mean = line.change?.mean ?? 0;
      return [
        {
          name: labelOf(line),
          entry: line.entry.mean,
          exit: line.exit.mean,
          better: mean === 0 ? null : mean > 0,
        },
      ];
    }),
  };
}

function effects(lines: readonly StageTwoLineView[]): Chart {
  return {
    kind: 'intervals',
    title: 'Стандартизованное изменение g с интервалом 95 %',
    axis: 'g: плюс — к лучшему',
    lines: lines.flatMap((line) =>
      line.effect.gav
        ? [{ name: labelOf(line), estimate: line.effect.gav.estimate, ci: line.effect.gav.ci }]
        : [],
    ),
  };
}

/** Reports that were frozen before the strategy was evaluated say only why there is nothing. */
type Strategy = StrategyEvidence | { available: false; reason: string };

interface StrategyEvidence {
  pairs: { scored: number; unscored: number };
  changes: {
    indicator: string;
    n: number;
    correlations: Record<string, { rho: number | null; ci: [number, number] | null }>;
  }[];
  conclusions: string[];
  caveat: string;
}

const STRATEGY = 'Стратегия подбора пар';

function strategySection(strategy: Strategy): ReportSection {
  if ('available' in strategy) return { title: STRATEGY, paragraphs: [strategy.reason] };
  const { pairs, changes, conclusions, caveat } = strategy;
  const { scored, unscored } = pairs;
  return {
    title: STRATEGY,
    paragraphs: [
      `Наставляемых из подбора: ${scored}; чьи пары составлены вручную: ${unscored}.`,
      ...conclusions,
      caveat,
    ],
    table: {
      columns: [
        column('показатель', 'text', 3),
        column('n', 'whole'),
        column('связь с оценкой пары (ρ)', 'number'),
        column('ДИ от', 'number'),
        column('ДИ до', 'number'),
      ],
      rows: changes.map(({ indicator, n, correlations }) => {
        const points = correlations['points'];
        return [
          loadCatalogue().indicator(indicator)?.title.ru ?? indicator,
          n,
          points?.rho ?? null,
          points?.ci?.[0] ?? null,
          points?.ci?.[1] ?? null,
        ];
      }),
    },
  };
}

interface Quality {
  noConsent: unknown[];
  noTestingConsent: unknown[];
  leftOutMeasurements: number;
  missing: { title: string; role: string; entry: string[]; exit: string[] }[];
}

/** Numbers alone: who is missing stands in the pages and the JSON, not in a paper that is handed on. */
function qualitySection({
  noConsent,
  noTestingConsent,
  leftOutMeasurements,
  missing,
}: Quality): ReportSection {
  return {
    title: 'Качество данных',
    paragraphs: [
      `Без согласия на обработку данных: ${noConsent.length}; без согласия на диагностику: ${noTestingConsent.length}; ` +
        `замеров, не вошедших из-за этого: ${leftOutMeasurements}.`,
    ],
    table: {
      columns: [
        column('методика или показатель', 'text', 3),
        column('кто', 'text'),
        column('нет входа', 'whole'),
        column('нет выхода', 'whole'),
      ],
      rows: missing.map(({ title, role, entry, exit }) => [
        title,
        ROLES[role] ?? role,
        entry.length,
        exit.length,
      ]),
    },
  };
}
