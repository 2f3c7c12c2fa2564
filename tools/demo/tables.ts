import type { Catalogue } from '@app/catalogue';
import Table from 'cli-table3';
import type { CoverageLine, RegionCell, RegionLine, StageTwoLine, Unmatched } from './api-types.js';
import type { OrganisationState, ProgrammeState } from './context.js';
import { decimal, interval, percent, probability, signed } from './numbers.js';
import type { Story } from './story.js';

const SUPPRESSED = 'н/д (малая группа)';
const SHOWN_SUGGESTIONS = 12;
const SHOWN_UNMATCHED = 10;
const SHOWN_RULES = 2;
const SHOWN_HELP = 2;
const POINTS_IN_PERCENT = 100;

const UNMATCHED: Record<Unmatched['reason'], string> = {
  'no-consent': 'нет согласия',
  'no-topic': 'никто не ведёт тему',
  rules: 'правила',
  capacity: 'нет свободных мест',
  priority: 'места заняли те, кто идёт раньше',
};
type Role = 'mentee' | 'mentor';
const ROLES: Record<Role, string> = { mentee: 'наставляемые', mentor: 'наставники' };

/** A table whose long cells wrap; plain text, so that it may be copied into a letter. */
function table(head: string[], colWidths: number[], rows: string[][]): string {
  const made = new Table({ head, colWidths, wordWrap: true, style: { head: [], border: [], compact: true } });
  made.push(...rows);
  return made.toString();
}

function heading(text: string): string {
  return `\n${text}\n`;
}

/** The names of things in the catalogue, for people. */
export class Names {
  constructor(private readonly catalogue: Catalogue) {}

  variant(form: string, code: string): string {
    const variants = this.catalogue.form(form)?.variants ?? [];
    return variants.find((one) => one.code === code)?.title.ru ?? code;
  }

  /** An indicator with whom it is of and, where it is not from the register, by which sheet. */
  measure(line: { title: string; role: Role; instrument: { id: string } | null }): string {
    const sheet = this.sheet(line.instrument);
    return `${line.title} (${ROLES[line.role]}${sheet === null ? '' : `; ${sheet}`})`;
  }

  /** A programme's own questionnaire goes by the name of its form, other instruments by their own. */
  sheet(ref: { id: string } | null): string | null {
    const instrument = this.catalogue.data.instruments.find((one) => one.code === ref?.id);
    if (instrument === undefined) return null;
    const form = instrument.forms?.[0];
    return form === undefined
      ? instrument.title.ru
      : `анкета «${this.catalogue.form(form)?.title.ru ?? form}»`;
  }
}

/** The suggested pairs of one programme, best first. */
export function suggestionsTable(state: OrganisationState, programme: ProgrammeState, names: Names): string {
  const { form, name } = programme.example.plan.body;
  const best = [...programme.suggestions].sort((a, b) => b.points - a.points).slice(0, SHOWN_SUGGESTIONS);
  const left = programme.suggestions.length - best.length;
  const rows = best.map((one) => [
    one.mentee,
    one.mentor,
    names.variant(form, one.variant),
    String(one.points),
    [one.components.request, one.components.profile, one.components.compatibility]
      .map((part) => decimal(part === null ? null : part / POINTS_IN_PERCENT, 0))
      .join(' / '),
    one.reasons[0]?.text ?? '',
    one.alternatives.map((other) => `${other.mentor} (${other.points})`).join(', ') || '–',
  ]);
  return (
    heading(`Предложенные пары. ${state.example.organisation.name}, «${name}»`) +
    table(
      ['Кому', 'Кто', 'Вариант', 'Баллы', 'Запрос / профиль / совместимость, %', 'Почему', 'Замены'],
      [8, 8, 20, 8, 20, 44, 30],
      rows,
    ) +
    andMore(left)
  );
}

/** Those for whom nobody was found, and why: the rules that stopped most mentors, what would help most. */
export function unmatchedTable(programme: ProgrammeState): string {
  if (programme.unmatched.length === 0) return heading('Без пары не остался никто.');
  const rows = programme.unmatched
    .slice(0, SHOWN_UNMATCHED)
    .map((one) => [
      one.mentee,
      UNMATCHED[one.reason],
      bullets(one.rules.slice(0, SHOWN_RULES).map((rule) => `${rule.title} – ${rule.mentors}`)),
      bullets(one.wouldHelp.slice(0, SHOWN_HELP).map((help) => help.text)),
    ]);
  return (
    heading(`Пока без пары: ${programme.unmatched.length}`) +
    table(
      ['Кто', 'Почему', 'Какое правило скольких наставников отсеяло', 'Что поможет'],
      [8, 22, 56, 56],
      rows,
    ) +
    andMore(programme.unmatched.length - rows.length)
  );
}

function bullets(texts: readonly string[]): string {
  return texts.length === 0 ? '–' : texts.join(';\n');
}

function andMore(count: number): string {
  return count > 0 ? `\n… и ещё ${count}` : '';
}

function shares(share: { improved: number; same: number; worse: number } | null | undefined): string {
  if (share === null || share === undefined) return '–';
  return [share.improved, share.same, share.worse].map(percent).join(' / ');
}

/** «Таблица 2» of one programme: every parameter at entry and at exit. */
export function stageTwoTable(programme: ProgrammeState, names: Names): string {
  const lines = (programme.report?.stage2 ?? []).filter((line) => line.n.pairs > 0);
  const rows = lines.map((line) => [
    names.measure(line),
    `${line.n.pairs} из ${line.n.enrolled}`,
    decimal(line.entry?.mean, 2),
    decimal(line.exit?.mean, 2),
    `${signed(line.change?.mean, 2)} ${interval(line.change?.ci, 2)}`,
    signed(line.effect?.gav?.estimate, 2),
    probability(line.pAdjusted),
    shares(line.share),
  ]);
  return (
    heading('Таблица 2. Показатели на входе и на выходе (положительное изменение – к лучшему)') +
    table(
      ['Показатель', 'n', 'Вход', 'Выход', 'Изменение, 95 % ДИ', 'g', 'p (Холм)', 'Лучше / так же / хуже'],
      [46, 12, 8, 8, 26, 8, 10, 25],
      rows,
    ) +
    verdicts(lines, names)
  );
}

function verdicts(lines: readonly StageTwoLine[], names: Names): string {
  return lines
    .filter((line) => line.role === 'mentee' && line.verdict !== null)
    .map((line) => `\n  • ${line.verdict ?? ''} [${names.sheet(line.instrument) ?? 'журнал'}]`)
    .join('');
}

/** The region's report: the change of each indicator of mentees, pooled, then the cells behind some of them. */
export function regionTables(story: Story, names: Names): string {
  const lines = story.region.stage2.filter((line) => line.measure === 'MC' && line.role === 'mentee');
  const left = story.region.stage2.length - lines.length;
  return [
    coverageTable(story.region.coverage),
    pooledTable(lines, names),
    `… и ещё строк: ${left} (наставники; все методики одного показателя вместе)`,
    cellsTable(story, lines, names),
  ].join('\n');
}

function coverageTable(lines: readonly CoverageLine[]): string {
  const rows = lines.map(({ title, target, cells }) => {
    const region = cells.find((cell) => cell.level === 'region');
    const goal = target?.value ?? null;
    const aim = goal === null ? '–' : `${percent(goal)} (${target?.year ?? ''})`;
    if (region === undefined || region.suppressed) return [title, SUPPRESSED, '', aim];
    return [title, outOf(region.n, region.denominator?.value), percent(region.share), aim];
  });
  return (
    heading('Отчёт региона. Охват наставничеством') +
    table(['Показатель', 'Человек', 'Доля', 'Цель'], [64, 22, 10, 16], rows)
  );
}

function outOf(n: number | undefined, whole: number | undefined): string {
  return whole === undefined ? `опрошено ${n ?? '–'}` : `${n ?? '–'} из ${whole}`;
}

function pooledTable(lines: readonly RegionLine[], names: Names): string {
  return (
    heading('Отчёт региона. Изменение показателей наставляемых по всем организациям') +
    table(
      ['Показатель', 'Орг.', 'n', 'Вход', 'Выход', 'Изменение, 95 % ДИ', 'Модель случайных эффектов', 'I²'],
      [46, 6, 8, 8, 8, 26, 27, 7],
      lines.map((line) => [names.measure(line), ...figuresOf(line)]),
    )
  );
}

function figuresOf(line: RegionLine): string[] {
  const change = line.union?.change ?? null;
  if (line.suppressed === true || change === null) return ['', '', '', '', SUPPRESSED, '', ''];
  const pooled = line.pooled ?? null;
  return [
    String(line.organisations ?? '–'),
    String(line.n?.pairs ?? '–'),
    decimal(line.union?.entry?.mean, 2),
    decimal(line.union?.exit?.mean, 2),
    `${signed(change.mean, 2)} ${interval(change.ci, 2)}`,
    pooled === null ? '–' : `${signed(pooled.estimate, 2)} ${interval(pooled.ci, 2)}`,
    pooled === null || pooled.i2 === null ? '–' : `${decimal(pooled.i2, 0)} %`,
  ];
}

const SHOWN_LINES = 4;

/** Organisation by organisation: a figure, or the mark that the group is too small to show. */
function cellsTable(story: Story, lines: readonly RegionLine[], names: Names): string {
  const isOpen = (line: RegionLine): boolean => line.cells.some((cell) => !cell.suppressed);
  const best = [...lines]
    .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || b.cells.length - a.cells.length)
    .slice(0, SHOWN_LINES);
  const rows = story.organisations.map(({ example: { organisation } }) => [
    organisation.name,
    ...best.map((line) => {
      const cell = line.cells.find((one) => one.level === 'organisation' && one.id === organisation.id);
      return cell === undefined ? '–' : cellText(cell);
    }),
  ]);
  return (
    heading('То же по организациям (малые группы и всё, из чего их можно вычислить, закрыто)') +
    table(['Организация', ...best.map((line) => names.measure(line))], [40, ...best.map(() => 25)], rows)
  );
}

function cellText(cell: RegionCell): string {
  return cell.suppressed ? SUPPRESSED : `${signed(cell.estimate, 2)} (n = ${cell.n ?? '–'})`;
}

/** Where to look next. */
export function whatNext(): string {
  return [
    '',
    'Что дальше',
    '  npm start                          запустить систему; её данные – в папке .data',
    '  http://127.0.0.1:3000/             страницы куратора и регионального центра',
    '  http://127.0.0.1:3000/docs         описание API (для программ – /openapi.json)',
    '  npm run demo -- --url … --key …    та же история на работающей системе (ключ региона)',
    '  npm run demo -- --json             итог одной строкой JSON',
    '',
  ].join('\n');
}
