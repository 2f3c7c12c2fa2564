import type { Interval } from '../change/measure.js';
import { wilson } from '../change/proportions.js';
import { quantile, sdOf, sorted, summarise } from '../numbers/summary.js';
import { keyedValue, type Item } from '../scoring/index.js';

/** A rating counts as positive from this share of its range on: 7 of 1–10. */
export const POSITIVE_FROM = 2 / 3;

export interface Frequency {
  value: string | number | boolean;
  /** The option's Russian text, for choices. */
  label: string | null;
  count: number;
  share: number;
}

export interface QuestionFigures {
  item: string;
  text: string;
  kind: Item['kind'];
  /** Answers given. */
  n: number;
  /** Every possible answer of a rating, choice or yes/no, with zeros; the given values of a number. */
  distribution: Frequency[];
  /** Of ratings, numbers and option weights; `null` for yes/no and open questions. */
  mean: number | null;
  sd: number | null;
  median: number | null;
  /** Yes, or a rating in the upper third of its range; `null` for other kinds. */
  positive: { count: number; share: number; ci: Interval | null } | null;
  /** Texts of an open question, in the order of the sheets. */
  answers: string[];
}

/**
 * What people answered to one question.
 *
 * @param answers valid answers of all sheets, missing ones left out.
 * @param positiveFrom share of a rating's range from which it is positive.
 * @param fewestForInterval from this number of answers the share has its Wilson interval.
 */
export function questionFigures(
  item: Item,
  answers: readonly unknown[],
  fewestForInterval: number,
  positiveFrom = POSITIVE_FROM,
): QuestionFigures {
  const n = answers.length;
  const values =
    item.kind === 'yes-no' || item.kind === 'open' ? [] : answers.map((answer) => keyedValue(item, answer));
  const summary = summarise(values);
  const positive = answers.filter((answer) => isPositive(item, answer, positiveFrom)).length;
  const hasPositive = n > 0 && (item.kind === 'yes-no' || item.kind === 'rating');
  return {
    item: item.code,
    text: item.text.ru,
    kind: item.kind,
    n,
    distribution: distribution(item, answers),
    mean: summary.n > 0 ? summary.mean : null,
    sd: sdOf(summary),
    median: summary.n > 0 ? quantile(sorted(values), 0.5) : null,
    positive: hasPositive
      ? { count: positive, share: positive / n, ci: n >= fewestForInterval ? wilson(positive, n) : null }
      : null,
    answers:
      item.kind === 'open' ? answers.filter((answer): answer is string => typeof answer === 'string') : [],
  };
}

function isPositive(item: Item, answer: unknown, positiveFrom: number): boolean {
  if (item.kind === 'yes-no') return answer === true;
  return item.kind === 'rating' && Number(answer) >= item.min + (item.max - item.min) * positiveFrom - 1e-9;
}

function distribution(item: Item, answers: readonly unknown[]): Frequency[] {
  const frequency = (value: Frequency['value'], label: string | null = null): Frequency => {
    const count = answers.filter((answer) => answer === value).length;
    return { value, label, count, share: answers.length === 0 ? 0 : count / answers.length };
  };
  switch (item.kind) {
    case 'open':
      return [];
    case 'yes-no':
      return [frequency(true, 'да'), frequency(false, 'нет')];
    case 'choice':
      return item.options.map((option) => frequency(option.value, option.text.ru));
    case 'rating':
      return Array.from({ length: item.max - item.min + 1 }, (_, step) => frequency(item.min + step));
    case 'number':
      return sorted([...new Set(answers.map(Number))]).map((value) => frequency(value));
  }
}
