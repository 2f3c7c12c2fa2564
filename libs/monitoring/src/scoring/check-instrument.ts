import { checkAnswers } from './check-answers.js';
import type { Instrument, Item, Scale } from './instrument.js';
import { MonitoringError, type Issue } from './monitoring-error.js';
import { keyedRange, scoreSheet } from './score-sheet.js';

/**
 * Checks an instrument before it may be used: its structure, then its golden vectors (full sheets that must
 * get the scores that the paper key gives, to 1e-9). Found keys of the same test differ from source to source
 * (`domain.md` §5), so an instrument with scales but without a golden vector is refused.
 *
 * @returns what is wrong, each with a path such as `scales[0].reversed`; empty when the instrument is good.
 */
export function checkInstrument(instrument: Instrument): Issue[] {
  const issues = [...checkHead(instrument), ...instrument.items.flatMap(checkItem)];
  issues.push(
    ...duplicates(instrument.items.map((i) => i.code)).map((code) =>
      issue(`items.${code}`, 'duplicate', 'Код вопроса повторяется'),
    ),
  );
  issues.push(
    ...duplicates(instrument.scales.map((s) => s.code)).map((code) =>
      issue(`scales.${code}`, 'duplicate', 'Код шкалы повторяется'),
    ),
  );
  const items = new Map(instrument.items.map((item) => [item.code, item]));
  issues.push(...instrument.scales.flatMap((scale) => checkScale(scale, items)));
  return issues.length > 0 ? issues : checkGolden(instrument);
}

/** @throws {MonitoringError} `instrument-invalid` with everything that `checkInstrument` finds. */
export function requireInstrument(instrument: Instrument): void {
  const issues = checkInstrument(instrument);
  if (issues.length === 0) return;
  const first = issues[0];
  const where = `${instrument.code} ${instrument.version}: ${first?.field} ${first?.code}`;
  throw new MonitoringError('instrument-invalid', `Instrument ${where}`, issues);
}

function issue(field: string, code: string, message: string): Issue {
  return { field, code, message };
}

function duplicates(codes: readonly string[]): string[] {
  return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))];
}

function checkHead(instrument: Instrument): Issue[] {
  const issues: Issue[] = [];
  for (const field of ['code', 'version', 'source'] as const) {
    if (!instrument[field]) issues.push(issue(field, 'empty', 'Поле не заполнено'));
  }
  for (const field of ['respondents', 'waves', 'items'] as const) {
    if (instrument[field].length === 0) issues.push(issue(field, 'empty', 'Список пуст'));
  }
  if (instrument.scales.length > 0 && instrument.golden.length === 0) {
    issues.push(issue('golden', 'empty', 'Нет ни одного контрольного бланка с известными баллами'));
  }
  return issues;
}

function checkItem(item: Item): Issue[] {
  const at = `items.${item.code}`;
  if (!item.code) return [issue('items', 'empty', 'У вопроса нет кода')];
  switch (item.kind) {
    case 'rating':
    case 'number': {
      const [min, max] = keyedRange(item);
      return min < max ? [] : [issue(at, 'range', 'Нижняя граница не ниже верхней')];
    }
    case 'choice': {
      if (item.options.length === 0) return [issue(`${at}.options`, 'empty', 'Нет вариантов ответа')];
      const repeated = duplicates(item.options.map((option) => `${typeof option.value}:${option.value}`));
      return repeated.map(() => issue(`${at}.options`, 'duplicate', 'Вариант ответа повторяется'));
    }
    case 'yes-no':
    case 'open':
      return [];
  }
}

function checkScale(scale: Scale, items: ReadonlyMap<string, Item>): Issue[] {
  const at = `scales.${scale.code}`;
  const issues: Issue[] = [];
  if (!scale.indicator) issues.push(issue(`${at}.indicator`, 'empty', 'Не указан показатель'));
  if (scale.items.length === 0) issues.push(issue(`${at}.items`, 'empty', 'В шкале нет вопросов'));
  for (const code of duplicates(scale.items))
    issues.push(issue(`${at}.items`, 'duplicate', `Вопрос ${code} входит в шкалу дважды`));
  for (const code of scale.items) {
    const item = items.get(code);
    if (!item) issues.push(issue(`${at}.items`, 'unknown-item', `Нет вопроса ${code}`));
    else if (item.kind === 'open')
      issues.push(issue(`${at}.items`, 'open-item', `Открытый вопрос ${code} не имеет балла`));
  }
  for (const code of scale.reversed ?? []) {
    const item = items.get(code);
    if (!scale.items.includes(code))
      issues.push(issue(`${at}.reversed`, 'unknown-item', `Вопроса ${code} нет в шкале`));
    else if (item?.kind === 'number' && !keyedRange(item).every(Number.isFinite)) {
      issues.push(issue(`${at}.reversed`, 'unbounded', `Вопрос ${code} без границ нельзя обратить`));
    }
  }
  const share = scale.maxMissingShare;
  if (share !== undefined && !(share >= 0 && share < 1)) {
    issues.push(issue(`${at}.maxMissingShare`, 'range', 'Доля пропусков должна быть от 0 до 1'));
  }
  return [
    ...issues,
    ...checkLevels(scale, at),
    ...(issues.length === 0 ? checkAttainable(scale, items, at) : []),
  ];
}

function checkLevels(scale: Scale, at: string): Issue[] {
  const issues: Issue[] = [];
  if (!(scale.min < scale.max)) issues.push(issue(at, 'range', 'Нижняя граница шкалы не ниже верхней'));
  if (scale.direction === 'band' && !scale.band?.length)
    issues.push(issue(`${at}.band`, 'empty', 'Не задана норма'));
  for (const band of scale.band ?? []) {
    if (!(band.from <= band.to))
      issues.push(issue(`${at}.band`, 'range', 'Норма начинается выше, чем кончается'));
  }
  const levels = scale.bands ?? [];
  const ascending = levels.every(
    (level, index) => index === 0 || level.upTo > (levels[index - 1]?.upTo ?? Infinity),
  );
  if (!ascending) issues.push(issue(`${at}.bands`, 'order', 'Уровни идут не по возрастанию'));
  const last = levels.at(-1);
  if (last && last.upTo < scale.max)
    issues.push(issue(`${at}.bands`, 'range', 'Уровни не покрывают шкалу до конца'));
  const retest = scale.reliability?.retest;
  if (retest !== undefined && !(retest >= 0 && retest < 1)) {
    issues.push(issue(`${at}.reliability.retest`, 'range', 'Надёжность должна быть от 0 до 1'));
  }
  return issues;
}

/** The lowest and highest possible score must lie in the declared range, or a constant or a key is wrong. */
function checkAttainable(scale: Scale, items: ReadonlyMap<string, Item>, at: string): Issue[] {
  let [low, high] = [0, 0];
  for (const code of scale.items) {
    const item = items.get(code);
    if (!item) continue;
    const [min, max] = keyedRange(item);
    low += min;
    high += max;
  }
  const divisor = scale.method === 'sum' ? 1 : scale.items.length;
  low = low / divisor + (scale.constant ?? 0);
  high = high / divisor + (scale.constant ?? 0);
  const outside =
    (Number.isFinite(low) && low < scale.min - 1e-9) || (Number.isFinite(high) && high > scale.max + 1e-9);
  return outside ? [issue(at, 'range', `Возможные баллы ${low}…${high} выходят за пределы шкалы`)] : [];
}

function checkGolden(instrument: Instrument): Issue[] {
  return instrument.golden.flatMap((vector, index) => {
    const at = `golden[${index}]`;
    const wrong = checkAnswers(instrument, vector.answers).filter((found) => found.code !== 'required');
    if (wrong.length > 0) return wrong.map((found) => ({ ...found, field: `${at}.${found.field}` }));
    const scores = new Map(scoreSheet(instrument, vector.answers).map((score) => [score.scale, score.value]));
    return Object.entries(vector.scales).flatMap(([scale, expected]) => {
      const actual = scores.get(scale);
      if (actual === undefined) return [issue(`${at}.${scale}`, 'unknown-scale', 'Такой шкалы нет')];
      const same =
        actual === null || expected === null ? actual === expected : Math.abs(actual - expected) <= 1e-9;
      return same
        ? []
        : [issue(`${at}.${scale}`, 'golden-mismatch', `Ожидалось ${expected}, получено ${actual}`)];
    });
  });
}
