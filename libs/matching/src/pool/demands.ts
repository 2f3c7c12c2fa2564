import type { Demand, Problem } from '../problem/types.js';
import { groupMinimumOf } from '../mixed/side-conditions.js';
import type { PoolPairs } from './pool-pairs.js';
import { mentees } from './russian.js';

/** The demands of a conflict as a curator reads them. */
export function demandsInWords(people: PoolPairs, problem: Problem, demands: readonly Demand[]): string[] {
  return demands.map((demand) => inWords(people, problem, demand));
}

function inWords(people: PoolPairs, problem: Problem, demand: Demand): string {
  const mentee = (i: number) => people.mentees[i]!.id;
  const mentor = (j: number) => people.mentors[j]!.id;
  switch (demand.kind) {
    case 'lock':
      return `${mentee(demand.mentee)} закреплён за наставником ${mentor(demand.mentor)}`;
    case 'minimum':
      return `у наставника ${mentor(demand.mentor)} не меньше чем ${mentees(problem.minimum![demand.mentor]!)}`;
    case 'group-minimum':
      return `у наставника ${mentor(demand.mentor)} никого или не меньше чем ${mentees(groupMinimumOf(problem, demand.mentor))}`;
    case 'quota':
      return quotaInWords(people, demand.index);
    case 'apart': {
      const [one, other] = problem.apart![demand.index]!;
      return `${mentee(one)} и ${mentee(other)} не в одной группе`;
    }
    case 'exclusive': {
      const [[i, j]] = problem.exclusive![demand.index]!;
      return `${mentor(j)} и ${mentee(i)} не наставники друг другу`;
    }
  }
}

function quotaInWords(people: PoolPairs, index: number): string {
  const { categories, share, count } = people.pool.policy.quotas![index]!;
  const parts = [
    ...(share ? [`доля мест не меньше ${share[0]}/${share[1]}`] : []),
    ...(count === undefined ? [] : [`мест не меньше ${count}`]),
  ];
  return `категории ${categories.join(', ')}: ${parts.join(' и ')}`;
}
