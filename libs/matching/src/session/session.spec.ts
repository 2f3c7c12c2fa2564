import * as fc from 'fast-check';
import { isInfeasible, type Answer, type Problem, type Result } from '../problem/types.js';
import { solve } from '../solver/solve.js';
import { crowded } from '../testing/made-problems.js';
import { problems } from '../testing/problems.js';
import { randomSource } from '../testing/random.js';
import { verify } from '../verify/index.js';
import { MatchingSession, type EditAnswer } from './session.js';

/** A problem as plain tables, on which every edit is a line: what a session is held against. */
class PlainModel {
  private tables: {
    capacity: number[];
    minimum: number[];
    tier: number[];
    points: Map<string, number>;
    banned: Map<string, number>;
    locks: Map<number, number>;
  };
  private readonly frame: Problem;

  constructor(problem: Problem) {
    this.frame = problem;
    const points = new Map<string, number>();
    for (let k = 0; k < problem.pairs.mentee.length; k++)
      points.set(`${problem.pairs.mentee[k]!} ${problem.pairs.mentor[k]!}`, problem.pairs.points[k]!);
    this.tables = {
      capacity: Array.from(problem.capacity),
      minimum: Array.from({ length: problem.mentors }, (_, j) => problem.minimum?.[j] ?? 0),
      tier: Array.from({ length: problem.mentees }, (_, i) => problem.tier?.[i] ?? 1),
      points,
      banned: new Map(),
      locks: new Map((problem.locks ?? []).map(([mentee, mentor]) => [mentee, mentor])),
    };
  }

  get now() {
    return this.tables;
  }

  copy(): PlainModel {
    const copy = new PlainModel(this.frame);
    copy.tables = structuredClone(this.tables);
    return copy;
  }

  problem(): Problem {
    const { capacity, minimum, tier, points, locks } = this.tables;
    const cells = [...points].map(([key, value]) => [...key.split(' ').map(Number), value] as const);
    return {
      ...this.frame,
      mentees: tier.length,
      mentors: capacity.length,
      capacity,
      minimum,
      tier,
      pairs: {
        mentee: cells.map((cell) => cell[0]),
        mentor: cells.map((cell) => cell[1]!),
        points: cells.map((cell) => cell[2]!),
      },
      locks: [...locks],
    };
  }
}

/** One random edit on both; returns what the session said, `null` for an edit without sense here. */
function randomEdit(
  random: () => number,
  session: MatchingSession,
  model: PlainModel,
  most: number,
): EditAnswer | null {
  const { capacity, minimum, tier, points, banned, locks } = model.now;
  const pick = (size: number) => Math.floor(random() * size);
  const [mentees, mentors] = [tier.length, capacity.length];
  if (mentees === 0 || mentors === 0) return null;
  const row = () => {
    const pairs: { mentor: number; points: number }[] = [];
    for (let mentor = 0; mentor < capacity.length; mentor++)
      if (random() < 0.6) pairs.push({ mentor, points: pick(most + 1) });
    return pairs;
  };
  const setRow = (i: number, pairs: { mentor: number; points: number }[]) => {
    for (let j = 0; j < capacity.length; j++) points.delete(`${i} ${j}`);
    for (const { mentor, points: value } of pairs) {
      points.set(`${i} ${mentor}`, value);
      banned.delete(`${i} ${mentor}`);
    }
  };
  const [i, j] = [pick(mentees), pick(mentors)];
  const key = `${i} ${j}`;
  switch (pick(11)) {
    case 0: {
      const matched = session.assignment[i] ?? j;
      const wish = random() < 0.5 ? j : matched;
      if (locks.has(i) && locks.get(i) !== wish) return null;
      locks.set(i, wish);
      return session.lock(i, wish);
    }
    case 1:
      locks.delete(i);
      return session.unlock(i);
    case 2: {
      const own = random() < 0.7 ? session.assignment[i] : j;
      const pair = `${i} ${own ?? j}`;
      const value = points.get(pair);
      if (value !== undefined) banned.set(pair, value);
      points.delete(pair);
      return session.ban(i, own ?? j);
    }
    case 3: {
      const value = banned.get(key);
      if (value !== undefined) points.set(key, value);
      banned.delete(key);
      return session.unban(i, j);
    }
    case 4: {
      const pairs = row();
      const wanted = random() < 0.1 ? 9 : 1 + pick(3);
      tier.push(wanted);
      setRow(mentees, pairs);
      return session.addMentee(pairs, wanted);
    }
    case 5:
      setRow(i, []);
      return session.removeMentee(i);
    case 6: {
      const places = pick(4);
      const least = Math.min(places, random() < 0.3 ? 1 : 0);
      const pairs = Array.from({ length: mentees }, (_, mentee) => ({ mentee, points: pick(most + 1) }));
      const some = pairs.filter(() => random() < 0.5);
      capacity.push(places);
      minimum.push(least);
      for (const { mentee, points: value } of some) points.set(`${mentee} ${mentors}`, value);
      return session.addMentor(places, some, least);
    }
    case 7: {
      capacity[j] = 0;
      minimum[j] = 0;
      for (let mentee = 0; mentee < mentees; mentee++) points.delete(`${mentee} ${j}`);
      return session.removeMentor(j);
    }
    case 8:
      capacity[j] = pick(5);
      return session.setCapacity(j, capacity[j]);
    case 9:
      capacity[j] = pick(4);
      minimum[j] = pick(3);
      return session.setCapacity(j, capacity[j], minimum[j]);
    default: {
      if (random() < 0.5) {
        const value = pick(most + 1);
        points.set(key, value);
        banned.delete(key);
        return session.setPoints(i, j, value);
      }
      const pairs = row();
      setRow(i, pairs);
      return session.setPairs(i, pairs);
    }
  }
}

const levelsOf = (answer: Result): (number | null)[] => answer.levels.map(({ value }) => value);

/** Plays a script on a session and on a model that is solved anew after every edit. Returns the edits made. */
function play(problem: Problem, seed: number, edits: number, certifyEach: boolean): number {
  const first = MatchingSession.solve(problem);
  if (isInfeasible(first)) return 0;
  const random = randomSource(seed);
  const most = problem.pairs.points.length > 0 ? Math.max(...Array.from(problem.pairs.points)) : 3;
  let session: MatchingSession = first;
  let model = new PlainModel(problem);
  let before: Answer = solve(model.problem());
  let made = 0;
  for (let k = 0; k < edits; k++) {
    const next = model.copy();
    const said = randomEdit(random, session, next, most);
    if (said === null) continue;
    made++;
    const cold = solve(next.problem());
    if (isInfeasible(cold)) {
      expect(isInfeasible(said)).toBe(true);
      // A mentor whose minimum cannot be met stays without places; so it does in the model.
      if (next.now.capacity.length > model.now.capacity.length) {
        model.now.capacity.push(0);
        model.now.minimum.push(0);
      }
      before = solve(model.problem());
    } else {
      expect(said).not.toHaveProperty('infeasible');
      const { loss } = said as Exclude<EditAnswer, { infeasible: unknown }>;
      const tiers = cold.levels.filter((level) => level.kind === 'count');
      const matchedBefore = new Map(
        (before as Result).levels.flatMap((level) =>
          level.kind === 'count' ? [[level.tier, level.value]] : [],
        ),
      );
      expect(loss.matched).toEqual(
        tiers.map(({ tier, value }) => (matchedBefore.get(tier) ?? 0) - value + 0),
      );
      expect(loss.points).toBe((before as Result).totalPoints - cold.totalPoints);
      model = next;
      before = cold;
    }
    if (!certifyEach && k < edits - 1) continue;
    const [plain, result] = [session.problem(), session.result()];
    expect(verify(plain, result)).toEqual([]);
    expect(levelsOf(result)).toEqual(levelsOf(before as Result));
    expect(result.assignment).toEqual((before as Result).assignment);
    expect(session.assignment).toEqual(result.assignment);
    if (random() < 0.2) session = MatchingSession.from(plain, result);
    else continue;
    // Bans live in a session, not in a problem.
    model.now.banned.clear();
  }
  return made;
}

describe('a session', () => {
  it('is worth after every edit what a new solution is worth, and has its certificate and assignment', () => {
    let made = 0;
    fc.assert(
      fc.property(problems({ mentees: 7, mentors: 5 }), fc.nat(), (problem, seed) => {
        made += play(problem, seed, 12, true);
      }),
      { numRuns: 150, seed: 21 },
    );
    expect(made).toBeGreaterThan(600);
  }, 120_000);

  it('holds through long scripts of edits that nobody looks at in between', () => {
    fc.assert(
      fc.property(problems({ mentees: 12, mentors: 8, maxPoints: 4 }), fc.nat(), (problem, seed) => {
        play(problem, seed, 30, false);
      }),
      { numRuns: 60, seed: 22 },
    );
  }, 120_000);

  it('holds through scripts on crowded problems of a school’s size', () => {
    for (const objective of ['total', 'worst-off-first'] as const) {
      const made = play({ ...crowded(7, 60, 30, 0.4), objective }, 71, 40, false);
      expect(made).toBeGreaterThan(20);
    }
  }, 120_000);

  it('refuses a certificate that does not hold, people that are not there, and what is no network', () => {
    const problem = crowded(3, 12, 6, 0.7);
    const answer = solve(problem);
    if (isInfeasible(answer)) throw new Error('impossible');
    const prices = {
      ...answer.prices,
      mentors: answer.prices.mentors.map(([first, ...rest]) => [first! - 1, ...rest]),
    };
    expect(() => MatchingSession.from(problem, { ...answer, prices })).toThrow(
      expect.objectContaining({ name: 'CertificateError' }),
    );
    const session = MatchingSession.from(problem, answer);
    expect(() => session.lock(99, 0)).toThrow(expect.objectContaining({ code: 'out-of-range', value: 99 }));
    expect(() => session.setPairs(0, [{ mentor: 0, points: -1 }])).toThrow(
      expect.objectContaining({ code: 'out-of-range' }),
    );
    expect(() =>
      session.addMentee([
        { mentor: 1, points: 5 },
        { mentor: 1, points: 6 },
      ]),
    ).toThrow(expect.objectContaining({ code: 'duplicate-pair' }));
    const balanced = { ...problem, loadCost: [0, 5] };
    expect(() => MatchingSession.from(balanced, answer)).toThrow(
      expect.objectContaining({ code: 'unsupported' }),
    );
  });
});
