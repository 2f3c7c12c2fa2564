import { answerTo, checkAnswers, isMissing } from './check-answers.js';
import type { Answers, Instrument, Item, Scale } from './instrument.js';
import { MonitoringError } from './monitoring-error.js';

/** At most this share of a scale's items may be missing for the scale to be prorated. */
export const DEFAULT_MAX_MISSING_SHARE = 0.2;

export interface ScaleScore {
  scale: string;
  indicator: string;
  /** `null` when too many items are missing. */
  value: number | null;
  missingItems: string[];
  /** The value was filled up from the items that are present. */
  prorated: boolean;
}

/**
 * Scores one sheet by the instrument's key: every scale is the sum or the mean of its keyed items (reversed
 * ones as `min + max − x`, choices by their weights) plus its constant. When at most `maxMissingShare` of a
 * scale's items are missing, the mean of the present ones stands for them; otherwise the value is `null`.
 * It is never zero for lack of answers and never the group's mean.
 *
 * @throws {MonitoringError} `answers-invalid` when `checkAnswers` finds anything other than a missing required
 *   answer (that one is the importer's business; scoring knows what to do about it).
 */
export function scoreSheet(instrument: Instrument, answers: Answers): ScaleScore[] {
  const issues = checkAnswers(instrument, answers).filter((issue) => issue.code !== 'required');
  if (issues.length > 0) {
    throw new MonitoringError('answers-invalid', `Answers do not fit instrument ${instrument.code}`, issues);
  }
  const items = new Map(instrument.items.map((item) => [item.code, item]));
  return instrument.scales.map((scale) => scoreScale(scale, items, answers));
}

function scoreScale(scale: Scale, items: ReadonlyMap<string, Item>, answers: Answers): ScaleScore {
  const reversed = new Set(scale.reversed);
  const missingItems: string[] = [];
  let sum = 0;
  for (const code of scale.items) {
    const item = items.get(code);
    const answer = answerTo(answers, code);
    if (!item || isMissing(answer)) missingItems.push(code);
    else sum += keyedValue(item, answer, reversed.has(code));
  }
  const total = scale.items.length;
  const present = total - missingItems.length;
  const base = { scale: scale.code, indicator: scale.indicator, missingItems };
  const allowed = (scale.maxMissingShare ?? DEFAULT_MAX_MISSING_SHARE) * total + 1e-9;
  if (present === 0 || missingItems.length > allowed) return { ...base, value: null, prorated: false };
  // A complete sheet keeps its exact sum: dividing and multiplying back could lose the last digit.
  const filledSum = missingItems.length === 0 ? sum : (sum / present) * total;
  const value = (scale.method === 'sum' ? filledSum : filledSum / total) + (scale.constant ?? 0);
  return { ...base, value, prorated: missingItems.length > 0 };
}

/** The lowest and highest keyed value of an item; infinite where a number item has no bound. */
export function keyedRange(item: Item): [number, number] {
  switch (item.kind) {
    case 'rating':
      return [item.min, item.max];
    case 'number':
      return [item.min ?? -Infinity, item.max ?? Infinity];
    case 'choice': {
      const weights = item.options.map((option) => option.weight);
      return [Math.min(...weights), Math.max(...weights)];
    }
    case 'yes-no':
      return [0, 1];
    case 'open':
      return [NaN, NaN];
  }
}

/**
 * The number that a valid answer counts for: ratings and numbers themselves, the weight of a chosen option,
 * 1 or 0 for yes or no; mirrored in the item's range when `reversed`. Open answers have none (`NaN`).
 */
export function keyedValue(item: Item, answer: unknown, reversed = false): number {
  const direct = directValue(item, answer);
  if (!reversed) return direct;
  const [min, max] = keyedRange(item);
  return min + max - direct;
}

function directValue(item: Item, answer: unknown): number {
  if (item.kind === 'choice') return item.options.find((option) => option.value === answer)?.weight ?? NaN;
  if (item.kind === 'yes-no') return answer === true ? 1 : 0;
  return typeof answer === 'number' ? answer : NaN;
}
