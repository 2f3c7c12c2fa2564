import { isInfeasible, type Problem } from '../../libs/matching/src/problem/types.js';
import { MatchingSession } from '../../libs/matching/src/session/session.js';
import { solve } from '../../libs/matching/src/solver/solve.js';
import { cpuSeconds, report } from '../harness/measure.js';
import { percentile } from '../harness/statistics.js';
import { seeded, type Random } from '../random.js';
import { readInstance } from './instances/instance-file.js';
import type { Instance } from './instances/instance.js';

const SEED = 4_031;

function problemOf({ rows, columns, capacity, start, column, points, maxPoints }: Instance): Problem {
  const mentee = new Int32Array(column.length);
  for (let i = 0; i < rows; i++) mentee.fill(i, start[i], start[i + 1]);
  const pairs = { mentee, mentor: column, points };
  return { mentees: rows, mentors: columns, capacity, pairs, ties: 'any', maxPoints };
}

/** Somebody of the instance, so that edits look like what was there at the beginning. */
interface Someone {
  mentee: number;
  /** A mentor whom the mentee may have. */
  mentor: number;
  pairs: { mentor: number; points: number }[];
}

function draw(random: Random, { rows, start, column, points }: Instance): Someone {
  for (;;) {
    const mentee = random.below(rows);
    const [from, to] = [start[mentee]!, start[mentee + 1]!];
    if (from === to) continue;
    const pairs = Array.from(column.subarray(from, to), (mentor, k) => ({
      mentor,
      points: points[from + k]!,
    }));
    return { mentee, mentor: column[from + random.below(to - from)]!, pairs };
  }
}

const KINDS = ['ban', 'lock', 'join', 'leave', 'mentor-leaves', 'capacity', 'row'] as const;

/** One random edit, ready to be made; what is looked up for it is not part of it. */
function randomEdit(session: MatchingSession, instance: Instance, random: Random): () => unknown {
  const { mentee, mentor, pairs } = draw(random, instance);
  switch (KINDS[random.below(KINDS.length)]!) {
    case 'ban': {
      const matched = session.assignment[mentee] ?? mentor;
      return () => session.ban(mentee, matched);
    }
    case 'lock':
      return () => session.lock(mentee, mentor);
    case 'join':
      return () => session.addMentee(pairs);
    case 'leave':
      return () => session.removeMentee(mentee);
    case 'mentor-leaves':
      return () => session.removeMentor(mentor);
    case 'capacity': {
      const places = instance.capacity[mentor]! + random.below(3) - 1;
      return () => session.setCapacity(mentor, Math.max(0, places));
    }
    case 'row': {
      const changed = pairs.map((one) => ({ ...one, points: random.below(instance.maxPoints + 1) }));
      return () => session.setPairs(mentee, changed);
    }
  }
}

/** Makes `count` edits and times each, in milliseconds; what the engine refuses (a held mentor leaves) is not counted. */
function timeEdits(session: MatchingSession, instance: Instance, count: number): number[] {
  const random = seeded(SEED);
  const milliseconds: number[] = [];
  while (milliseconds.length < count) {
    const edit = randomEdit(session, instance, random);
    const before = cpuSeconds();
    const answer = edit();
    const spent = 1000 * (cpuSeconds() - before);
    if (!(typeof answer === 'object' && answer !== null && 'infeasible' in answer)) milliseconds.push(spent);
  }
  return milliseconds;
}

/** `edits.js FILE COUNT`: a solved matching is edited; at the end it is worth what a cold solve is worth. */
function main([path = '', count = '100']: readonly string[]): void {
  const instance = readInstance(path);
  const session = MatchingSession.solve(problemOf(instance));
  if (isInfeasible(session)) throw new Error('a problem without minimums has no optimum');
  const spent = timeEdits(session, instance, Number(count));
  const repaired = session.result();
  const cold = solve(session.problem());
  if (isInfeasible(cold)) throw new Error('a cold solve finds no optimum');
  if (cold.matched !== repaired.matched || cold.totalPoints !== repaired.totalPoints) {
    throw new Error(
      `repaired ${repaired.matched}, ${repaired.totalPoints}; cold ${cold.matched}, ${cold.totalPoints}`,
    );
  }
  const figures = {
    edits: spent.length,
    p50Ms: percentile(spent, 0.5),
    p99Ms: percentile(spent, 0.99),
    maxMs: percentile(spent, 1),
  };
  const seconds = spent.reduce((sum, one) => sum + one, 0) / 1000;
  report([seconds], { matched: cold.matched, points: cold.totalPoints }, { figures });
}

main(process.argv.slice(2));
