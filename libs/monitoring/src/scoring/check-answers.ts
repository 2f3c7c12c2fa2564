import type { Answers, Instrument, Item } from './instrument.js';
import type { Issue } from './monitoring-error.js';

/** An answer that was not given. Empty text counts: forms send it for a skipped question. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** The answer to one item, own properties only, so that a code such as `constructor` finds nothing. */
export function answerTo(answers: Answers, code: string): unknown {
  return Object.hasOwn(answers, code) ? answers[code] : undefined;
}

/**
 * Checks one sheet against its instrument: unknown items, wrong types, values out of range, missing required
 * answers. A missing answer to an optional item is not an error.
 *
 * @returns what is wrong, in the order of the instrument's items and then of unknown fields; empty if nothing.
 */
export function checkAnswers(instrument: Instrument, answers: Answers): Issue[] {
  const known = new Set(instrument.items.map((item) => item.code));
  const issues = instrument.items.flatMap((item) => checkAnswer(item, answerTo(answers, item.code)));
  for (const field of Object.keys(answers)) {
    if (!known.has(field)) {
      issues.push({
        field,
        code: 'unknown-item',
        message: `В методике «${instrument.title.ru}» нет такого вопроса`,
      });
    }
  }
  return issues;
}

function checkAnswer(item: Item, value: unknown): Issue[] {
  const issue = (code: string, message: string): Issue[] => [{ field: item.code, code, message }];
  if (isMissing(value)) return item.required ? issue('required', 'Нет ответа на обязательный вопрос') : [];
  switch (item.kind) {
    case 'rating':
      if (typeof value !== 'number' || !Number.isInteger(value))
        return issue('wrong-type', 'Нужно целое число');
      return inRange(value, item.min, item.max) ? [] : issue('out-of-range', rangeText(item.min, item.max));
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return issue('wrong-type', 'Нужно число');
      return inRange(value, item.min, item.max) ? [] : issue('out-of-range', rangeText(item.min, item.max));
    case 'yes-no':
      return typeof value === 'boolean'
        ? []
        : issue('wrong-type', 'Нужен ответ «да» или «нет» (true или false)');
    case 'choice':
      return item.options.some((option) => option.value === value)
        ? []
        : issue(
            'unknown-option',
            `Такого варианта ответа нет; допустимы: ${item.options.map((o) => o.value).join(', ')}`,
          );
    case 'open':
      if (typeof value !== 'string') return issue('wrong-type', 'Нужен текст');
      return item.maxLength !== undefined && value.length > item.maxLength
        ? issue('too-long', `Текст длиннее ${item.maxLength} знаков`)
        : [];
  }
}

function inRange(value: number, min = -Infinity, max = Infinity): boolean {
  return value >= min && value <= max;
}

function rangeText(min?: number, max?: number): string {
  if (min === undefined) return `Значение больше допустимого: не выше ${max}`;
  if (max === undefined) return `Значение меньше допустимого: не ниже ${min}`;
  return `Значение вне допустимых пределов: от ${min} до ${max}`;
}
