import type { PlaceValueView, ShadowPricesView } from '@app/contracts';
import { byWorth, recruitment, shadowPrices as valuesOf } from '@app/matching';
import type { PlaceValue } from '@app/matching';
import type { StoredMatching } from '../stored-matchings.js';

export interface ShadowPricesQuestion {
  /** Topics that each mentor knows, by id; as the bank says now. */
  competences: Readonly<Record<string, string[]>>;
  /** Topics that each mentee asks for. */
  requests: Readonly<Record<string, string[]>>;
  taxonomy: { code: string; parent: string | null; title: string }[];
}

/** Under `worst-off-first` every place is opened and closed again: more than these would keep the curator waiting. */
const PRICED_MENTORS = 2000;
const TOO_LARGE = 'Подбор слишком велик, чтобы посчитать цену каждого места, пока вы ждёте.';
const CONDITIONS = 'В подборе есть условия групп, нагрузки или долей: цена места для них не считается.';

/** What one more place of each mentor is worth, and for which topics mentors are wanted. */
export function shadowPrices(matching: StoredMatching, question: ShadowPricesQuestion): ShadowPricesView {
  const { problem, ids, result } = matching;
  if (!matching.isNetwork) return { items: [], topics: [], remark: CONDITIONS };
  if (problem.objective === 'worst-off-first' && ids.mentors.length > PRICED_MENTORS)
    return { items: [], topics: [], remark: TOO_LARGE };
  const values = valuesOf(matching);
  const load = ids.mentors.map(() => 0);
  for (const mentor of result.assignment) if (mentor !== null) load[mentor] = (load[mentor] ?? 0) + 1;
  const topicsOf = (id: string) => question.competences[id] ?? [];
  const titles = new Map(question.taxonomy.map((topic) => [topic.code, topic.title]));
  const needs = recruitment(matching, values, {
    mentors: ids.mentors.map(topicsOf),
    mentees: ids.mentees.map((id) => question.requests[id] ?? []),
    taxonomy: question.taxonomy,
  });
  const order = [...values.keys()].sort((a, b) => byWorth(values[a]!, values[b]!) || a - b);
  return {
    items: order.map((index) => ({
      mentor: ids.mentors[index]!,
      places: problem.capacity[index]!,
      load: load[index]!,
      topics: topicsOf(ids.mentors[index]!),
      more: valueView(values[index]!),
    })),
    topics: needs.map((need) => ({
      ...need,
      title: titles.get(need.topic) ?? need.topic,
      best: need.best === null ? null : valueView(need.best),
    })),
    remark: null,
  };
}

const valueView = ({ matched, points }: PlaceValue): PlaceValueView => ({
  matched: matched.reduce((sum, count) => sum + count, 0),
  points,
});
