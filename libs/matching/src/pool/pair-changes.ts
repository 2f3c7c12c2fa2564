import { regretIfAllowed, pairRemedies } from '../explain/pair-remedies.js';
import { losesNothing, type Regret } from '../explain/regret.js';
import type { Problem, Result } from '../problem/types.js';
import type { BrokenRule } from '../rules/types.js';
import { lossOf, ofPoints, quoted } from './russian.js';
import type { Remark } from './types.js';

/** Rules that nobody may lift: they follow from who the people are, or protect them. */
const FIXED = new Set([
  'same-person',
  'mentor-kind',
  'mentee-kind',
  'kinship',
  'do-not-pair',
  'veto',
  'conflict',
]);

export const mayBeLifted = (rule: string): boolean => !FIXED.has(rule);

/** A pair of a solved plain problem, by index and by the mentor's id, with its points. */
export interface AskedPair {
  problem: Problem;
  result: Result;
  pair: readonly [mentee: number, mentor: number];
  mentorId: string;
  points: number;
}

/** The smallest changes that would bring an eligible pair into an optimum; nothing for a pair that is in one. */
export function changesForPair(
  { problem, result, pair, mentorId, points }: AskedPair,
  regret: Regret,
): Remark[] {
  if (losesNothing(regret)) return [];
  const { missingPoints, onePlaceMore } = pairRemedies(problem, result, pair, regret);
  const remarks: Remark[] = [];
  if (onePlaceMore) {
    const text = `Ещё одно место у наставника ${mentorId}: с ним пара войдёт в наилучший подбор`;
    remarks.push({ code: 'more-places', params: { mentors: [mentorId] }, text });
  }
  if (missingPoints !== null) {
    const needed = points + missingPoints;
    remarks.push({
      code: 'more-points',
      params: { missing: missingPoints, needed },
      text: `До наилучшего подбора паре не хватает ${ofPoints(missingPoints)}: её оценка ${points}, нужна ${needed}`,
    });
  }
  return remarks;
}

/** What would follow if the rules that a pair breaks were lifted, where they may be. */
export function changesOfRules(
  { problem, result, pair, points }: AskedPair,
  broken: readonly BrokenRule[],
): Remark[] {
  if (broken.length === 0 || !broken.every(({ rule }) => mayBeLifted(rule))) return [];
  const loss = regretIfAllowed(problem, result, pair, points);
  const outcome =
    loss === null
      ? 'и тогда пару не составить: не хватит мест или не выполнить наименьшую нагрузку'
      : losesNothing(loss)
        ? 'пара войдёт в наилучший подбор'
        : `пара станет возможной. ${lossOf(loss)}`;
  const titles = broken.map(({ title }) => quoted(title)).join(', ');
  const isData = broken.every(({ reason }) => reason === 'data-missing');
  const head = isData ? 'Если заполнить данные и правило будет выполнено' : 'Без правила';
  return [
    {
      code: isData ? 'complete-data' : 'lift-rule',
      params: { rules: broken.map(({ rule }) => rule), regret: loss },
      text: isData ? `${head} (${titles}), ${outcome}` : `${head} ${titles} ${outcome}`,
    },
  ];
}
