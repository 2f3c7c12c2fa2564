import * as fc from 'fast-check';
import type { Problem } from '../problem/types.js';
import { problems, type ProblemShape } from '../testing/problems.js';

/** Small problems with every sort of side condition, possible and impossible ones. */
export function mixedProblems(shape: ProblemShape): fc.Arbitrary<Problem> {
  return problems(shape).chain((problem): fc.Arbitrary<Problem> => {
    const { mentees, mentors } = problem;
    if (mentees < 2 || mentors < 1) {
      return fc.constant({ ...problem, groupMinimum: 2, quotas: [], apart: [], exclusive: [] });
    }
    const mentee = fc.nat({ max: mentees - 1 });
    const mentor = fc.nat({ max: mentors - 1 });
    const pair = fc.tuple(mentee, mentor);
    const quota = fc.record(
      {
        mentees: fc.uniqueArray(mentee, { maxLength: mentees }),
        mentors: fc.uniqueArray(mentor, { maxLength: mentors }),
        share: fc.constantFrom<[number, number]>([1, 3], [1, 2], [2, 3], [1, 1]),
        count: fc.nat({ max: 2 }),
      },
      { requiredKeys: ['mentees'] },
    );
    const few = <T>(of: fc.Arbitrary<T>, maxLength: number) => fc.array(of, { maxLength });
    return fc
      .record({
        groupMinimum: fc.oneof(
          fc.constantFrom(0, 2, 2, 3),
          fc.array(fc.nat({ max: 3 }), { minLength: mentors, maxLength: mentors }),
        ),
        quotas: few(quota, 2),
        apart: few(fc.tuple(mentee, mentee), 3),
        exclusive: few(fc.tuple(pair, pair), 2),
        loadCost: fc.constantFrom<number[][]>([], [], [0, 2, 5], [1]),
      })
      .map(({ quotas, apart, exclusive, ...rest }) => ({
        ...problem,
        ...rest,
        quotas: quotas.filter(({ share, count }) => share !== undefined || count !== undefined),
        apart: apart.filter(([one, other]) => one !== other),
        exclusive: exclusive.filter(([one, other]) => one.join() !== other.join()),
      }));
  });
}
