import type { Catalogue } from '@app/catalogue';
import Table from 'cli-table3';
import type { RegionCell, RegionLine, StageTwoLine, Unmatched } from './api-types.js';
import type { OrganisationState, ProgrammeState } from './context.js';
import { decimal, interval, percent, probability, signed } from './numbers.js';
import type { Story } from './story.js';

const SUPPRESSED = 'н/д (малая группа)';
const SHOWN_SUGGESTIONS = 12;

const UNMATCHED: Record<Unmatched['reason'], string> = {
  'no-consent': 'нет согласия',
  'no-topic': 'никто не ведёт тему',
  rules: 'правила',
  capacity: 'нет свободных мест',
  priority: 'места заняли те, кто идёт раньше',
};
const ROLES = { mentee: 'наставляемые', mentor: 'наставники' };

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

  indicator(code: string): string {
    return this.catalogue.data.indicators.find((one) => one.code === code)?.title.ru ?? code;
  }

  form(code: string): string {
    return this.catalogue.data.forms.find((one) => one.code === code)?.title.ru ?? code;
  }

  variant(form: string, code: string): string {
    const variants = this.catalogue.data.forms.find((one) => one.code === form)?.variants ?? [];
    return variants.find((one) => one.code === code)?.title.ru ?? code;
  }

  instrument(ref: { id: string; version: string } | null): string {
    if (ref === null || ref.id === '') return 'журнал';
    return this.catalogue.data.instruments.find((one) => one.code === ref.id)?.title.ru ?? ref.id;
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
    decimal(one.points, 0),
    [one.components.request, one.components.profile, one.components.compatibility]
      .map((part) => decimal(part, 0))
      .join(' / '),
    one.reasons[0]?.text ?? '',
    one.alternatives.map((other) => `${other.mentor} (${decimal(other.points, 0)})`).join(', ') || '–',
  ]);
  return (
    heading(`Предложенные пары. ${state.example.organisation.name}, «${name}»`) +
    table(
      ['Кому', 'Кто', 'Вариант', 'Баллы', 'Запрос / профиль / совм.', 'Почему', 'Замены'],
      [8, 8, 22, 9, 24, 46, 28],
      rows,
    ) +
    (left > 0 ? `\n… и ещё ${left}` : '')
  );
}

/** Those for whom nobody was found, and why. */
export function unmatchedTable(programme: ProgrammeState): string {
  const rows = programme.unmatched.map((one) => [
    one.mentee,
    UNMATCHED[one.reason],
    one.rules.map((rule) => `${rule.title ?? rule.rule} (${rule.mentors})`).join('; ') || '–',
    one.wouldHelp.map((help) => help.text ?? help.code).join('; ') || '–',
  ]);
  if (rows.length === 0) return heading('Без пары не остался никто.');
  return (
    heading('Пока без пары') +
    table(['Кто', 'Почему', 'Правило (скольких наставников отсеяло)', 'Что поможет'], [8, 24, 58, 58], rows)
  );
}

function shares(share: { improved: number; same: number; worse: number } | null | undefined): string {
  if (share === null || share === undefined) return '–';
  return [share.improved, share.same, share.worse].map(percent).join(' / ');
}

/** «Таблица 2» of one programme: every parameter at entry and at exit. */
export function stageTwoTable(programme: ProgrammeState, names: Names): string {
  const lines = programme.report?.stage2 ?? [];
  const rows = lines.map((line) => [
    `${names.indicator(line.indicator)} (${ROLES[line.role]})`,
    names.instrument(line.instrument),
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
      [
        'Показатель',
        'Чем измерен',
        'n',
        'Вход',
        'Выход',
        'Изменение, 95 % ДИ',
        'g',
        'p (Холм)',
        'Лучше / так же / хуже',
      ],
      [34, 28, 12, 8, 8, 26, 8, 10, 24],
      rows,
    ) +
    verdicts(lines)
  );
}

function verdicts(lines: readonly StageTwoLine[]): string {
  const told = lines.filter((line) => line.role === 'mentee' && line.verdict !== null);
  return told.map((line) => `\n  • ${line.verdict ?? ''}`).join('');
}

function cellText(cell: RegionCell): string {
  if (cell.suppressed) return SUPPRESSED;
  return `${signed(cell.estimate, 2)} (n = ${cell.n ?? '–'})`;
}

/** The region's report: what is pooled, and every organisation's line or the mark that it is kept back. */
export function regionTable(story: Story, names: Names): string {
  const ids = story.organisations.map((state) => state.example.organisation.id);
  const rows = story.region.stage2
    .filter((line) => line.measure === 'MC')
    .map((line) => regionRow(line, ids, names));
  return (
    heading('Отчёт региона: изменение показателей, объединённое по организациям') +
    table(
      ['Показатель', 'Орг.', 'n', 'Среднее изменение, 95 % ДИ', 'I²', ...ids],
      [36, 6, 7, 26, 7, ...ids.map(() => 19)],
      rows,
    )
  );
}

function regionRow(line: RegionLine, ids: readonly string[], names: Names): string[] {
  const cells = ids.map((id) => {
    const cell = line.cells.find((one) => one.level === 'organisation' && one.id === id);
    return cell === undefined ? '–' : cellText(cell);
  });
  const title = `${names.indicator(line.indicator)} (${ROLES[line.role]}; ${names.instrument(line.instrument)})`;
  if (line.suppressed === true) return [title, '–', '–', SUPPRESSED, '–', ...cells];
  const pooled = line.pooled ?? null;
  const change = pooled === null ? '–' : `${signed(pooled.estimate, 2)} ${interval(pooled.ci, 2)}`;
  const i2 = pooled === null || pooled.i2 === null ? '–' : `${decimal(pooled.i2, 0)} %`;
  return [title, String(line.organisations ?? '–'), String(line.n?.pairs ?? '–'), change, i2, ...cells];
}

/** Where to look next. */
export function whatNext(): string {
  return [
    '',
    'Что дальше',
    '  npm start                          запустить систему: API, обработчик и база данных в папке .data',
    '  http://127.0.0.1:3000/docs         описание API; /openapi.json – то же для программ',
    '  npm run demo -- --url … --key …    та же история на работающей системе (ключ региона)',
    '  npm run demo -- --json             итог одной строкой JSON',
    '',
  ].join('\n');
}
