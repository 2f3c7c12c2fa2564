import * as fc from 'fast-check';
import { isInfeasible, type Infeasible, type Level, type Problem, type Result } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { problems } from '../testing/problems.js';
import { verify } from '../verify/index.js';

/** Two tiers, a minimum, a lock; three mentees share places that are short. */
const problem: Problem = {
  mentees: 6,
  mentors: 4,
  capacity: [2, 1, 1, 2],
  minimum: [0, 0, 1, 0],
  tier: [1, 1, 2, 2, 2, 1],
  pairs: {
    mentee: [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5],
    mentor: [0, 1, 0, 2, 1, 2, 0, 1, 0, 1, 3],
    points: [900, 800, 700, 300, 650, 500, 400, 200, 350, 100, 50],
  },
  locks: [[5, 3]],
};
const fair: Problem = { ...problem, objective: 'worst-off-first' };
const costly: Problem = { ...problem, loadCost: [0, 120] };

function solved(of: Problem): Result {
  const answer = solve(of);
  if (isInfeasible(answer)) throw new Error('this problem has a solution');
  expect(verify(of, answer)).toEqual([]);
  return answer;
}

type Worst = Extract<Level, { kind: 'worst' }>;
const worstOf = ({ levels }: Result) => levels.find((level): level is Worst => level.kind === 'worst')!;
const put = (target: object, key: string | number, value: unknown) => Object.assign(target, { [key]: value });

/** Recounts all that can be counted, so that only the proof can tell. */
function recount(of: Problem, result: Result): void {
  const { pairs } = of;
  const worth = result.assignment.map((mentor, i) => {
    for (let k = 0; k < pairs.mentee.length; k++)
      if (pairs.mentee[k] === i && pairs.mentor[k] === mentor) return pairs.points[k]!;
    return null;
  });
  const matched = worth.filter((points) => points !== null);
  result.matched = matched.length;
  result.totalPoints = matched.reduce((sum, points) => sum + points, 0);
  result.worstPoints = Math.min(...matched);
  const locked = new Set((of.locks ?? []).map(([mentee]) => mentee));
  for (const level of result.levels) {
    if (level.kind === 'count')
      level.value = worth.filter((points, i) => points !== null && of.tier?.[i] === level.tier).length;
    if (level.kind === 'worst')
      level.value = Math.min(
        ...worth.flatMap((points, i) => (points === null || locked.has(i) ? [] : [points])),
      );
    if (level.kind === 'total') level.value = result.totalPoints;
  }
}

type Forgery = [name: string, forge: (result: Result) => void, complaint: RegExp];

const anywhere: Forgery[] = [
  ['a pair dropped', (r) => (r.assignment[0] = null), /matched|places|minimum/],
  ['a pair that is not eligible', (r) => (r.assignment[0] = 2), /places|eligible/],
  ['a mentor that does not exist', (r) => (r.assignment[0] = 4), /no mentor/],
  ['a mentor below 0', (r) => (r.assignment[0] = -1), /no mentor/],
  ['a mentor and a half', (r) => (r.assignment[0] = 0.5), /no mentor/],
  ['a mentor NaN', (r) => (r.assignment[0] = Number.NaN), /no mentor/],
  ['a mentor as text', (r) => put(r.assignment, 0, '0'), /no mentor/],
  ['a mentor as an object without text', (r) => put(r.assignment, 0, { toString: null }), /no mentor/],
  ['a mentee too few', (r) => r.assignment.pop(), /5 entries and not 6/],
  ['a mentee too many', (r) => r.assignment.push(null), /7 entries and not 6/],
  ['more mentees than places', (r) => (r.assignment = [0, 0, 2, 0, null, 3]), /more mentees than places/],
  ['a minimum not met', (r) => (r.assignment = [0, 0, 1, null, null, 3]), /minimum/],
  ['a lock not kept', (r) => (r.assignment[5] = null), /lock/],
  ['one more matched', (r) => r.matched++, /matched/],
  ['matched as text', (r) => put(r, 'matched', String(r.matched)), /matched/],
  ['a higher total', (r) => r.totalPoints++, /totalPoints/],
  ['a total NaN', (r) => (r.totalPoints = Number.NaN), /totalPoints/],
  ['no total', (r) => put(r, 'totalPoints', undefined), /totalPoints/],
  ['a lower worst pair', (r) => (r.worstPoints = 0), /worstPoints/],
  ['no worst pair', (r) => (r.worstPoints = null), /worstPoints/],
  ['a higher count', (r) => (r.levels[0]!.value = 3.5), /levels\[0\]/],
  ['a tier that is another', (r) => put(r.levels[0]!, 'tier', 2), /levels\[0\]/],
  ['swapped tiers', (r) => r.levels.splice(0, 2, r.levels[1]!, r.levels[0]!), /levels\[0\]/],
  ['the total as first level', (r) => r.levels.unshift(r.levels.pop()!), /levels\[0\]/],
  ['a level too few', (r) => r.levels.shift(), /levels has/],
  ['a level twice', (r) => r.levels.unshift(r.levels[0]!), /levels has/],
  ['a level null', (r) => put(r.levels, 0, null), /levels\[0\] is not an object/],
  ['levels that are no list', (r) => put(r, 'levels', { length: 3 }), /levels is not a list/],
  ['no prices', (r) => put(r, 'prices', null), /prices is not an object/],
  ['prices of nobody', (r) => put(r, 'prices', {}), /prices.mentees is not a list/],
  ['a mentee’s price too few', (r) => r.prices.mentees.pop(), /5 entries/],
  ['a mentor’s price too many', (r) => r.prices.mentors.push([0, 0, 0]), /5 entries/],
  ['a price with an extra entry', (r) => r.prices.mentors[1]!.push(0), /vector of 3/],
  ['a price with an entry too few', (r) => r.prices.mentees[1]!.pop(), /vector of 3/],
  ['a price null', (r) => (r.prices.mentees[0] = null), /locked mentee/],
  ['a price for a locked mentee', (r) => (r.prices.mentees[5] = [0, 0, 0]), /locked mentee/],
  ['a price as text', (r) => put(r.prices.mentors, 0, '0,0,0'), /vector/],
  ['an entry as text', (r) => put(r.prices.mentors[0]!, 2, '0'), /vector/],
  ['an entry NaN', (r) => (r.prices.mentees[0]![2] = Number.NaN), /vector/],
  ['an entry infinite', (r) => (r.prices.mentees[0]![2] = Infinity), /vector/],
  ['an entry past 2^53', (r) => (r.prices.mentees[0]![2] = 2 ** 53), /vector/],
  ['an entry that is not whole', (r) => (r.prices.mentors[0]![2] = 0.5), /vector/],
  ['a negative price for a mentee', (r) => (r.prices.mentees[0] = [0, 0, -1]), /below 0/],
  ['prices one point too high', (r) => r.prices.mentees[0]![2]!++, /add up/],
  ['a mentor’s price one point too low', (r) => (r.prices.mentors[0]![2]! -= 1), /worth more|add up/],
  ['no prices at all for mentors', (r) => r.prices.mentors.forEach((price) => price.fill(0)), /worth more/],
  ['points moved from mentors to mentees', (r) => { r.prices.mentees[0]![2]!--; r.prices.mentors[0]![2]!++; }, /worth more|add up|below/], // prettier-ignore
  ['a bound that nobody asked for', (r) => put(r, 'bound', { levels: [], gap: [] }), /no side condition/],
];

const onlyFair: Forgery[] = [
  ['the worst-off one step too high', (r) => worstOf(r).value!++, /the worst, is not/],
  ['the worst-off null', (r) => (worstOf(r).value = null), /the worst, is not/],
  ['the worst-off as last level', (r) => r.levels.push(...r.levels.splice(-2, 1)), /levels\[2\]/],
  ['no worst-off', (r) => r.levels.splice(-2, 1), /levels has 3/],
  ['no countPrices', (r) => put(worstOf(r), 'countPrices', null), /countPrices is not/],
  ['no abovePrices', (r) => (worstOf(r).abovePrices = null), /abovePrices is not/],
  ['countPrices that allow more', (r) => worstOf(r).countPrices.mentees[0]![0]!++, /countPrices allow/],
  [
    'countPrices with points',
    (r) => worstOf(r).countPrices.mentors.forEach((price) => price.push(0)),
    /vector of 2/,
  ],
  [
    'countPrices of nothing',
    (r) => worstOf(r).countPrices.mentees.forEach((price) => price?.fill(0)),
    /countPrices: pair/,
  ],
  [
    'abovePrices that allow as many',
    (r) => (worstOf(r).abovePrices = worstOf(r).countPrices),
    /abovePrices allow/,
  ],
  ['abovePrices of nothing', (r) => { worstOf(r).abovePrices!.mentees.forEach((price) => price?.fill(0)); worstOf(r).abovePrices!.mentors.forEach((price) => price.fill(0)); }, /abovePrices: pair/], // prettier-ignore
];

describe('verify refuses a forged result, and says why:', () => {
  it.each(anywhere)('%s', (_, forge, complaint) => {
    const result = structuredClone(solved(problem));
    forge(result);
    expect(verify(problem, result)).toEqual([expect.stringMatching(complaint)]);
  });

  it.each([...anywhere.filter(([name]) => !/level|total|tier/.test(name)), ...onlyFair])(
    'worst-off first: %s',
    (_, forge, complaint) => {
      const result = structuredClone(solved(fair));
      forge(result);
      expect(verify(fair, result)).toEqual([expect.stringMatching(complaint)]);
    },
  );

  it('a pair dropped with all sums adjusted', () => {
    const result = structuredClone(solved(problem));
    result.assignment[0] = null;
    recount(problem, result);
    expect(verify(problem, result)).toEqual([expect.stringMatching(/add up/)]);
  });

  it('another matching with all sums adjusted', () => {
    const result = structuredClone(solved(problem));
    result.assignment = [0, 0, 2, 1, null, 3];
    recount(problem, result);
    expect(verify(problem, result)).toEqual([expect.stringMatching(/add up/)]);
  });

  it('the optimum of another objective: its worst-off is one step too low', () => {
    const two: Problem = {
      mentees: 2,
      mentors: 2,
      capacity: [1, 1],
      tier: [1, 1],
      pairs: { mentee: [0, 0, 1, 1], mentor: [0, 1, 0, 1], points: [1000, 500, 400, 100] },
      objective: 'worst-off-first',
    };
    const result = structuredClone(solved(two));
    expect(worstOf(result).value).toBe(400);
    const rich = solved({ ...two, objective: 'total' });
    Object.assign(result, { assignment: rich.assignment, prices: rich.prices });
    recount(two, result);
    expect(worstOf(result).value).toBe(100);
    expect(verify(two, result)).toEqual([expect.stringContaining('abovePrices')]);
  });

  it('prices that only add up because a sum leaves 2^53 and comes back', () => {
    const result = structuredClone(solved(problem));
    const huge = Number.MAX_SAFE_INTEGER;
    result.prices.mentees[0]![2] = huge;
    result.prices.mentees[1]![2] = huge;
    result.prices.mentors[0]![2] = -huge;
    expect(verify(problem, result)).toEqual([expect.stringContaining('past 2^53')]);
  });

  it('load costs left out of the total', () => {
    const result = structuredClone(solved(costly));
    const total = result.levels.at(-1)!;
    expect(total.value).toBeLessThan(result.totalPoints);
    total.value = result.totalPoints;
    expect(verify(costly, result)).toEqual([expect.stringContaining('the total, is not')]);
  });

  it('the answer to another problem', () => {
    const worse = { ...problem, pairs: { ...problem.pairs, points: problem.pairs.points } };
    worse.pairs = {
      ...problem.pairs,
      points: Array.from(problem.pairs.points, (of, k) => (k === 4 ? 651 : of)),
    };
    expect(verify(worse, solved(problem))).not.toEqual([]);
    expect(verify(fair, solved(problem))).not.toEqual([]);
    expect(verify(problem, solved(fair))).not.toEqual([]);
  });
});

/** Mentors 0 and 1 need three mentees, and only two can reach them; mentor 2 needs one and has enough. */
const short: Problem = {
  mentees: 5,
  mentors: 3,
  capacity: [2, 2, 2],
  minimum: [2, 1, 1],
  pairs: { mentee: [0, 1, 1, 2, 3, 4], mentor: [0, 0, 1, 2, 2, 2], points: [1, 1, 1, 1, 1, 1] },
};
const locks = (list: [number, number][]): Problem => ({ ...short, minimum: [0, 0, 0], locks: list });

describe('verify refuses a forged impossibility:', () => {
  it('the true ones pass', () => {
    expect(verify(short, solve(short))).toEqual([]);
    expect(solve(short)).toEqual({ infeasible: { reason: 'minimum', mentees: [0, 1], mentors: [0, 1] } });
  });

  it.each<[string, Problem, Infeasible['infeasible'], RegExp]>([
    ['a mentee less', short, { reason: 'minimum', mentees: [0], mentors: [0, 1] }, /not all who can reach/],
    [
      'a mentee more',
      short,
      { reason: 'minimum', mentees: [0, 1, 2], mentors: [0, 1] },
      /not all who can reach/,
    ],
    ['a mentor less', short, { reason: 'minimum', mentees: [0, 1], mentors: [0] }, /ask for 2 mentees and 2/],
    [
      'a mentor more, who has enough',
      short,
      { reason: 'minimum', mentees: [0, 1, 2, 3, 4], mentors: [0, 1, 2] },
      /ask for 4 mentees and 5/,
    ],
    [
      'a mentor more, without whom the others are as short',
      { ...short, minimum: [2, 1, 3], capacity: [2, 2, 3] },
      { reason: 'minimum', mentees: [0, 1, 2, 3, 4], mentors: [0, 1, 2] },
      /without mentor 2/,
    ],
    ['a mentee twice', short, { reason: 'minimum', mentees: [0, 1, 1], mentors: [0, 1] }, /twice/],
    [
      'a mentor who is not there',
      short,
      { reason: 'minimum', mentees: [0, 1], mentors: [0, 3] },
      /not there/,
    ],
    ['nobody', short, { reason: 'minimum', mentees: [], mentors: [] }, /ask for 0 mentees and 0/],
    [
      'another reason',
      short,
      { reason: 'capacity', mentees: [0, 1], mentors: [0] },
      /not all of these are locked/,
    ],
    [
      'no side condition',
      short,
      { reason: 'side-conditions', mentees: [], mentors: [] },
      /no side condition/,
    ],
    [
      'a lock that is not there',
      short,
      { reason: 'lock-ineligible', mentees: [0], mentors: [1] },
      /no such lock/,
    ],
    [
      'a lock that is eligible',
      locks([[0, 0]]),
      { reason: 'lock-ineligible', mentees: [0], mentors: [0] },
      /is eligible/,
    ],
    ['locks that fit', locks([[0, 0], [1, 0]]), { reason: 'capacity', mentees: [0, 1], mentors: [0] }, /these locks fit/], // prettier-ignore
    [
      'a mentee locked once',
      locks([[1, 0]]),
      { reason: 'capacity', mentees: [1], mentors: [0, 1] },
      /not all of these/,
    ],
  ])('%s', (_, of, infeasible, complaint) => {
    expect(verify(of, { infeasible })).toEqual([expect.stringMatching(complaint)]);
  });

  it('a set that holds a smaller one, though no single mentor’s demand shows it', () => {
    // Mentors 0 and 1 want two of one mentee; 2 and 3 share two mentees and want both: any count without one of them fits.
    const nested: Problem = {
      mentees: 3,
      mentors: 4,
      capacity: [1, 1, 1, 1],
      minimum: [1, 1, 1, 1],
      pairs: { mentee: [0, 0, 1, 2, 1, 2], mentor: [0, 1, 2, 2, 3, 3], points: [1, 1, 1, 1, 1, 1] },
    };
    const all = { reason: 'minimum', mentees: [0, 1, 2], mentors: [0, 1, 2, 3] };
    expect(verify(nested, { infeasible: all })).toEqual([expect.stringContaining('without mentor 2')]);
    expect(verify(nested, { infeasible: { reason: 'minimum', mentees: [0], mentors: [0, 1] } })).toEqual([]);
  });

  it('by whatever set of mentors, unless it is short and every one of it is needed', () => {
    const shape = problems({ mentees: 5, mentors: 4, withLocks: false });
    fc.assert(
      fc.property(shape, fc.nat(), (of, mask) => {
        const { pairs, minimum = [], capacity } = of;
        const mentors = Array.from({ length: of.mentors }, (_, j) => j).filter((j) => (mask >> j) & 1);
        if (mentors.some((j) => minimum[j]! > capacity[j]!)) return;
        const reach = (set: number[]) =>
          new Set(Array.from(pairs.mentee).filter((_, k) => set.includes(pairs.mentor[k]!)));
        const isShort = (set: number[]) => set.reduce((sum, j) => sum + minimum[j]!, 0) > reach(set).size;
        const subsets = Array.from({ length: 2 ** mentors.length - 1 }, (_, bits) => mentors.filter((_, k) => (bits >> k) & 1)); // prettier-ignore
        const isMinimal = isShort(mentors) && !subsets.some(isShort);
        const infeasible = { reason: 'minimum', mentees: [...reach(mentors)], mentors };
        expect(verify(of, { infeasible })).toHaveLength(isMinimal ? 0 : 1);
      }),
      { numRuns: 1000, seed: 41 },
    );
  });
});

describe('verify answers and never throws', () => {
  it('whatever JSON stands for the answer', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (answer) => {
        expect(verify(problem, answer)).toHaveLength(1);
      }),
      { numRuns: 500, seed: 42 },
    );
  });

  it('whatever JSON stands in any place of a good answer', () => {
    const answers = [problem, fair].map((of): [Problem, Result] => [of, solved(of)]);
    fc.assert(
      fc.property(
        fc.nat({ max: 1 }),
        fc.array(fc.nat(), { maxLength: 5 }),
        fc.jsonValue(),
        (which, path, value) => {
          const [of, good] = answers[which]!;
          const result: Result = structuredClone(good);
          let place: Record<string, unknown> = { ...result };
          const root = place;
          for (const [depth, pick] of path.entries()) {
            const keys = Object.keys(place);
            if (keys.length === 0) break;
            const key = keys[pick % keys.length]!;
            const child = place[key];
            if (depth === path.length - 1 || typeof child !== 'object' || child === null) {
              place[key] = value;
              break;
            }
            place = child as Record<string, unknown>;
          }
          const complaints = verify(of, root);
          expect(complaints.every((complaint) => typeof complaint === 'string')).toBe(true);
          const unread = ['seed', 'solver', 'durationMs'];
          const read = (answer: object) =>
            JSON.stringify(Object.entries(answer).filter(([key]) => !unread.includes(key)));
          if (read(root) === read(good)) expect(complaints).toEqual([]);
        },
      ),
      { numRuns: 3000, seed: 43 },
    );
  });
});
