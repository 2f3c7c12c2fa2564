import { loadCatalogue } from '@app/catalogue';
import type { StageTwoLineView } from '@app/contracts';
import { csvOf, rounded, type CsvCell } from '../reports/csv.js';

const ROLES = { mentee: 'наставляемые', mentor: 'наставники' } as const;

const HEADER = [
  'показатель',
  'тема',
  'роль',
  'методика',
  'версия',
  'участников',
  'вход, n',
  'выход, n',
  'пар замеров',
  'выбытие, %',
  'вход, среднее',
  'вход, СО',
  'выход, среднее',
  'выход, СО',
  'изменение (плюс – к лучшему)',
  'ДИ 95 % от',
  'ДИ 95 % до',
  'эффект g_av',
  'p',
  'p с поправкой Холма',
  'улучшение, %',
  'без изменений, %',
  'ухудшение, %',
  'вывод',
];

/** «Таблица 2» for a spreadsheet: a row per line of stage 2. */
export function monitoringCsv(lines: readonly StageTwoLineView[]): string {
  return csvOf(HEADER, lines.map(rowOf));
}

function rowOf(line: StageTwoLineView): CsvCell[] {
  const percent = (share: number | null | undefined): number | null =>
    share === null || share === undefined ? null : rounded(share * 100, 1);
  const { n, change, share } = line;
  return [
    line.title,
    line.topic === null ? null : (loadCatalogue().topic(line.topic)?.title.ru ?? line.topic),
    ROLES[line.role],
    titleOf(line.instrument),
    line.instrument?.version,
    n.enrolled,
    n.entry,
    n.exit,
    n.pairs,
    percent(n.attrition),
    rounded(line.entry?.mean),
    rounded(line.entry?.sd),
    rounded(line.exit?.mean),
    rounded(line.exit?.sd),
    rounded(change?.mean),
    rounded(change?.ci?.[0]),
    rounded(change?.ci?.[1]),
    rounded(line.effect.gav?.estimate),
    rounded(line.p, 4),
    rounded(line.pAdjusted, 4),
    percent(share?.improved),
    percent(share?.same),
    percent(share?.worse),
    line.verdict,
  ];
}

/** Title of an instrument; values from the register have none. */
export function titleOf(instrument: { id: string; version: string | null } | null): string {
  if (instrument === null) return 'данные организации';
  return (
    loadCatalogue().instrument(instrument.id, instrument.version ?? undefined)?.title.ru ?? instrument.id
  );
}
