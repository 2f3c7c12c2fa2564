import { loadMixedSolver, matchPool } from '@app/matching';
import type { Pool } from '@app/matching';
import { asks, gives, mentee, mentor, policy, pool } from '../../../../libs/matching/src/testing/people.js';
import { matchKeeping } from './keep-announced.js';

const MATHS = 'subject.mathematics';

/** Mentors of other levels, each with places for two; groups only. */
const school = (levels: readonly number[], mentees: readonly string[]): Pool =>
  pool({
    mentors: levels.map((level, j) =>
      mentor(`m-${j + 1}`, { competences: [gives(MATHS, level)], capacity: 2 }),
    ),
    mentees: mentees.map((id) => mentee(id, { requests: [asks(MATHS)] })),
    policy: policy({ groupMinimum: 2 }),
  });

const pairsOf = ({ suggestions }: Pick<ReturnType<typeof matchPool>, 'suggestions'>) =>
  suggestions.map((one) => `${one.mentor} ${one.mentee}`).sort();

beforeAll(() => loadMixedSolver());

describe('a matching that keeps announced pairs whatever it costs', () => {
  it('holds the groups of an earlier one when a better mentor comes', () => {
    const earlier = matchPool(school([3], ['e-1', 'e-2']));
    expect(pairsOf(earlier)).toEqual(['m-1 e-1', 'm-1 e-2']);
    const grown = school([3, 5], ['e-1', 'e-2', 'e-3', 'e-4']);
    const { found } = matchKeeping(grown, earlier, { maxLossPercent: 100 }, {});
    expect(pairsOf(found)).toEqual(['m-1 e-1', 'm-1 e-2', 'm-2 e-3', 'm-2 e-4']);
    expect(found.suggestions.every((one) => !one.locked)).toBe(true);
  });

  it('keeps no pair whose mentor has gone', () => {
    const earlier = matchPool(school([3], ['e-1', 'e-2']));
    const other = school([3, 5], ['e-1', 'e-2']);
    const without = { ...other, mentors: other.mentors.filter((one) => one.id === 'm-2') };
    const { found } = matchKeeping(without, earlier, { maxLossPercent: 100 }, {});
    expect(pairsOf(found)).toEqual(['m-2 e-1', 'm-2 e-2']);
  });
});
