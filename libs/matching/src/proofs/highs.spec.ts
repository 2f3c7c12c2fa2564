import { isInfeasible, type Problem } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { levelsByHighs } from '../testing/linear-programme.js';
import { crowded } from '../testing/made-problems.js';
import { randomSource } from '../testing/random.js';
import { proveAnew } from '../testing/second-proof.js';
import { verify } from '../verify/index.js';

/** Problems up to 200 × 60, each with its seed; every third with minimums, every second worst-off first. */
const cases = Array.from({ length: 12 }, (_, k): [string, Problem] => {
  const random = randomSource(500 + k);
  const [mentees, mentors] = [120 + Math.floor(random() * 81), 30 + Math.floor(random() * 31)];
  const problem = crowded(600 + k, mentees, mentors, 0.1 + random() * 0.4);
  if (k % 3 === 0) problem.minimum = Array.from(problem.capacity, (places) => Math.min(places, 2));
  if (k % 2 === 0) problem.objective = 'worst-off-first';
  return [`seed ${600 + k}: ${mentees} × ${mentors}, ${problem.objective ?? 'total'}`, problem];
});

describe('the optimum, against HiGHS', () => {
  it.each(cases)('%s', async (_, problem) => {
    const answer = solve(problem);
    expect(verify(problem, answer)).toEqual([]);
    const all = await levelsByHighs(problem);
    if (isInfeasible(answer)) return expect(all).toBeNull();
    expect(proveAnew(problem, answer)).toEqual([]);
    const levels = answer.levels.flatMap((level) => (level.kind === 'worst' ? [] : [level.value]));
    expect(all?.slice(0, -1)).toEqual(levels.slice(0, -1));
    if (problem.objective !== 'worst-off-first') return expect(all).toEqual(levels);
    const worst = answer.levels.at(-2)?.value ?? 0;
    expect(await levelsByHighs(problem, worst)).toEqual(levels);
    expect((await levelsByHighs(problem, worst + 1))?.slice(0, -1)).not.toEqual(levels.slice(0, -1));
  });

  it('says of too high minimums what HiGHS says', async () => {
    const problem = { ...crowded(700, 150, 50, 0.03), minimum: new Array<number>(50).fill(2) };
    problem.capacity = new Array<number>(50).fill(3);
    const answer = solve(problem);
    expect(verify(problem, answer)).toEqual([]);
    expect(isInfeasible(answer)).toBe((await levelsByHighs(problem)) === null);
  });
});
