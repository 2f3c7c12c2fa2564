import { explainLeftOut, type LeftOut } from '../explain/left-out.js';
import type { Stops } from '../scoring/stops.js';
import { byCodeUnits } from './canonical-order.js';
import { mayBeLifted } from './pair-changes.js';
import type { Outcome } from './outcome.js';
import type { PoolPairs } from './pool-pairs.js';
import { listed, mentees, mentors, places, plural, quoted } from './russian.js';
import type { PoolUnmatched, Remark } from './types.js';

/** How many rules, and how many mentors, are named as a way out. */
const MOST_NAMED = 3;

/** The mentees left out, each with the rules that stopped it and what would help; by id. */
export function explainUnmatched(people: PoolPairs, outcome: Outcome): PoolUnmatched[] {
  const { graph, assigned } = outcome;
  const leftOut = new Map(explainLeftOut({ graph, optimum: { assigned } }).map((one) => [one.mentee, one]));
  const isHeldBack = outcome.isNetwork ? () => false : placesLeft(outcome);
  const unmatched: PoolUnmatched[] = [];
  outcome.result.assignment.forEach((mentor, i) => {
    if (mentor !== null) return;
    unmatched.push(isHeldBack(i) ? heldBack(people, i) : explainOne(people, outcome, i, leftOut.get(i)));
  });
  return unmatched.sort((a, b) => byCodeUnits(a.mentee, b.mentee));
}

/** Whether a mentee could have a mentor who has places left. */
function placesLeft({ graph, assigned }: Outcome): (mentee: number) => boolean {
  const free = graph.capacity.slice();
  for (const j of assigned) if (j >= 0) free[j]!--;
  return (i) => graph.column.subarray(graph.start[i], graph.start[i + 1]).some((j) => free[j]! > 0);
}

function heldBack(people: PoolPairs, i: number): PoolUnmatched {
  return {
    mentee: people.mentees[i]!.id,
    reason: 'conditions',
    rules: people.scoring.stops(i).rules,
    wouldHelp: [
      {
        code: 'ease-conditions',
        params: {},
        text: 'Подходящий наставник с местами есть, но условия подбора (размер группы, квоты, кто с кем не должен встречаться) не позволяют: помогло бы их смягчить',
      },
    ],
  };
}

function explainOne(
  people: PoolPairs,
  outcome: Outcome,
  i: number,
  leftOut: LeftOut | undefined,
): PoolUnmatched {
  const stops = people.scoring.stops(i);
  const mentee = people.mentees[i]!.id;
  if (leftOut) {
    const wouldHelp = [...whatFreesPlaces(people, outcome, leftOut), ...whatLiftsRules(stops)];
    return { mentee, reason: leftOut.reason, rules: stops.rules, wouldHelp };
  }
  const topics = uncoveredTopics(people, i);
  const noTopic = topics.length > 0 && topics.length === people.mentees[i]!.requests.length;
  const search = topics.length > 0 ? [recruit(people, topics)] : [];
  return {
    mentee,
    reason: noTopic ? 'no-topic' : 'rules',
    rules: stops.rules,
    // Without a mentor for the topic, lifting the rule that asks for one helps nobody.
    wouldHelp: noTopic ? search : [...search, ...whatLiftsRules(stops)],
  };
}

/** The mentee's topics that no mentor of the pool covers. */
function uncoveredTopics(people: PoolPairs, i: number): string[] {
  const offered = new Set(people.mentors.flatMap((mentor) => mentor.competences.map(({ topic }) => topic)));
  return people.mentees[i]!.requests.map(({ topic }) => topic).filter(
    (topic) => !people.rules.taxonomy.chain(topic).some((code) => offered.has(code)),
  );
}

function recruit(people: PoolPairs, topics: string[]): Remark {
  const names = topics.map((topic) => quoted(people.rules.taxonomy.title(topic)));
  return {
    code: 'recruit-for-topic',
    params: { topics },
    text: `Найти наставника по ${plural(topics.length, 'теме', 'темам', 'темам')} ${listed(names)}: в базе такого нет`,
  };
}

/** The rules that alone keep mentors away: those that nobody may lift are left out. */
function whatLiftsRules(stops: Stops): Remark[] {
  return stops.alone
    .filter(({ broken }) => mayBeLifted(broken.rule))
    .slice(0, MOST_NAMED)
    .map(({ broken, mentors: count, dataMissing }) => {
      const who = `${count === 1 ? 'станет доступен' : 'станут доступны'} ${mentors(count)}`;
      const params = { rule: broken.rule, mentors: count, dataMissing };
      if (dataMissing === count) {
        return {
          code: 'complete-data',
          params,
          text: `Заполнить данные, без которых правило не проверить (${quoted(broken.title)}): возможно, ${who}`,
        };
      }
      return {
        code: 'lift-rule',
        params,
        text: `Единственное препятствие – ${quoted(broken.title)}: без него ${who}`,
      };
    });
}

function whatFreesPlaces(
  people: PoolPairs,
  { graph }: Outcome,
  { mentee, reason, bottleneck }: LeftOut,
): Remark[] {
  const able: string[] = [];
  for (let at = graph.start[mentee]!; at < graph.start[mentee + 1]!; at++)
    able.push(people.mentors[graph.column[at]!]!.id);
  able.sort(byCodeUnits);
  const named = able.slice(0, MOST_NAMED);
  const rest = able.length - named.length;
  const more = rest > 0 ? ` (и ещё у ${rest})` : '';
  const remarks: Remark[] = [
    {
      code: 'more-places',
      params: { mentors: able },
      text: `Ещё одно место у ${able.length === 1 ? 'наставника' : 'любого из наставников'} ${named.join(', ')}${more}`,
    },
  ];
  if (bottleneck) {
    const { mentees: who, mentors: whom, places: free } = bottleneck;
    remarks.push({
      code: 'bottleneck',
      params: {
        mentees: who.map((i) => people.mentees[i]!.id).sort(byCodeUnits),
        mentors: whom.map((j) => people.mentors[j]!.id).sort(byCodeUnits),
        places: free,
      },
      text: `${mentees(who.length)} могут пойти только к ${plural(whom.length, 'одному наставнику', 'этим наставникам', 'этим наставникам')} (всего ${whom.length}), у которых ${places(free)}`,
    });
  }
  if (reason === 'priority') {
    remarks.push({
      code: 'priority',
      params: {},
      text: `${plural(able.length, 'Подходит', 'Подходят', 'Подходят')} ${mentors(able.length)}, но все места заняты наставляемыми более высокой очереди`,
    });
  }
  return remarks;
}
