import type { FairnessGrouping, FairnessGroupView, FairnessView, FrontierPointView } from '@app/contracts';
import { fairness as figuresOf, priceOfFairness } from '@app/matching';
import type { FrontierPoint } from '@app/matching';
import type { StoredMatching } from '../stored-matchings.js';

/** What the bank says of a mentee now. */
export interface MenteeLabels {
  categories: string[];
  grade: number | null;
}

export interface FairnessQuestion {
  labels: Readonly<Record<string, MenteeLabels>>;
  /** Of categories, for people. */
  titles: Readonly<Record<string, string>>;
}

/** The price takes several solutions: more pairs than these would keep the curator waiting. */
const PRICED_PAIRS = 500_000;
const TOO_LARGE = 'Подбор слишком велик, чтобы посчитать цену справедливости, пока вы ждёте.';
const CONDITIONS =
  'В подборе есть условия групп, долей или раздельных участников: цена справедливости для них не считается.';

/** How the matching treats groups of mentees, and what a stronger weakest pair would cost. */
export function fairness(matching: StoredMatching, question: FairnessQuestion): FairnessView {
  const groups = groupsOf(matching, question);
  if (!matching.hasExactPrices) return { groups, price: null, remark: CONDITIONS };
  if (matching.pairs > PRICED_PAIRS) return { groups, price: null, remark: TOO_LARGE };
  const price = priceOfFairness(matching.problem);
  if (price === null) throw new Error('a solved matching has become impossible');
  return {
    groups,
    price: {
      total: pointView(price.total),
      worstOffFirst: pointView(price.worstOffFirst),
      frontier: price.frontier.map(pointView),
      lostPerPoint: price.lostPerPoint,
    },
    remark: null,
  };
}

const pointView = ({ worst, total }: FrontierPoint): FrontierPointView => ({
  worstPoints: worst,
  totalPoints: total,
});

/** Figures of everybody, of each category, grade and, where there are several, tier. */
function groupsOf(matching: StoredMatching, { labels, titles }: FairnessQuestion): FairnessGroupView[] {
  const { problem, ids } = matching;
  const grouped = (
    by: FairnessGrouping,
    titleOf: (group: string | null) => string,
    labelsOf: (one: MenteeLabels | undefined, index: number) => readonly string[],
  ): FairnessGroupView[] =>
    figuresOf(
      matching,
      ids.mentees.map((id, index) => labelsOf(labels[id], index)),
    ).map((figures) => ({ ...figures, by, title: titleOf(figures.group) }));
  const categories = grouped(
    'category',
    (code) => (code === null ? 'без категории' : (titles[code] ?? code)),
    (one) => one?.categories ?? [],
  );
  const grades = grouped(
    'grade',
    (grade) => (grade === null ? 'класс не указан' : `${grade} класс`),
    (one) => (one === undefined || one.grade === null ? [] : [String(one.grade)]),
  ).sort((a, b) => Number(a.group ?? Infinity) - Number(b.group ?? Infinity));
  const tiers = grouped(
    'tier',
    (tier) => `${tier}-я очередь`,
    (_, index) => [String(problem.tier?.[index] ?? 1)],
  );
  return [
    ...grouped(
      'all',
      () => 'все наставляемые',
      () => [],
    ),
    ...categories,
    ...grades,
    ...(tiers.length > 1 ? tiers : []),
  ];
}
