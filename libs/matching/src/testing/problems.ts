import * as fc from 'fast-check';
import type { Problem } from '../problem/types.js';

/** What kind of problems to make up. */
export interface ProblemShape {
  mentees: number;
  mentors: number;
  /** Distinct points are few, so that ties are many. */
  maxPoints?: number;
  withLocks?: boolean;
  withMinimums?: boolean;
  objectives?: readonly ('total' | 'worst-off-first')[];
  withLoadCosts?: boolean;
}

/** Small problems of every sort: capacities from 0, minimums, tiers, bans, possible and impossible locks. */
export function problems(shape: ProblemShape): fc.Arbitrary<Problem> {
  const {
    maxPoints = 6,
    withLocks = true,
    withMinimums = true,
    objectives = ['total', 'worst-off-first'],
    withLoadCosts = false,
  } = shape;
  return fc
    .record({
      mentees: fc.integer({ min: 0, max: shape.mentees }),
      mentors: fc.integer({ min: 0, max: shape.mentors }),
      objective: fc.constantFrom(...objectives),
      density: fc.constantFrom(0.3, 0.6, 0.9),
      points: fc.constantFrom(1, maxPoints, 10_000),
      tiers: fc.integer({ min: 1, max: 3 }),
      lockShare: fc.constantFrom(0, 0, 0.3),
      minimums: fc.constantFrom(0, 0, 1, 2),
    })
    .chain((frame) => {
      const { mentees, mentors } = frame;
      const cells = mentees * mentors;
      const share = fc.double({ min: 0, max: 1, noNaN: true });
      return fc.record({
        frame: fc.constant(frame),
        eligible: fc.array(share, { minLength: cells, maxLength: cells }),
        points: fc.array(fc.integer({ min: 0, max: frame.points }), { minLength: cells, maxLength: cells }),
        capacity: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: mentors, maxLength: mentors }),
        minimum: fc.array(fc.integer({ min: 0, max: frame.minimums }), {
          minLength: mentors,
          maxLength: mentors,
        }),
        tier: fc.array(fc.integer({ min: 1, max: frame.tiers }), { minLength: mentees, maxLength: mentees }),
        loadSteps: fc.array(fc.integer({ min: 0, max: Math.ceil(frame.points / 2) }), { maxLength: 4 }),
        lock: fc.array(share, { minLength: mentees, maxLength: mentees }),
        lockTo: fc.array(fc.nat({ max: Math.max(0, mentors - 1) }), {
          minLength: mentees,
          maxLength: mentees,
        }),
      });
    })
    .map(({ frame, eligible, points, capacity, minimum, tier, loadSteps, lock, lockTo }) => {
      const pairs: { mentee: number[]; mentor: number[]; points: number[] } = {
        mentee: [],
        mentor: [],
        points: [],
      };
      eligible.forEach((share, k) => {
        if (share > frame.density) return;
        pairs.mentee.push(Math.floor(k / frame.mentors));
        pairs.mentor.push(k % frame.mentors);
        pairs.points.push(points[k]!);
      });
      const isPair = (i: number, j: number) =>
        pairs.mentee.some((mentee, k) => mentee === i && pairs.mentor[k] === j);
      const locks = lock.flatMap((share, i): [number, number][] =>
        withLocks && frame.mentors > 0 && share < frame.lockShare && (isPair(i, lockTo[i]!) || share < 0.02)
          ? [[i, lockTo[i]!]]
          : [],
      );
      return {
        mentees: frame.mentees,
        mentors: frame.mentors,
        capacity,
        ...(withMinimums
          ? { minimum: minimum.map((least, j) => (capacity[j]! > 0 ? Math.min(least, 3) : 0)) }
          : {}),
        tier,
        pairs,
        locks,
        objective: frame.objective,
        ...(withLoadCosts && loadSteps.length > 0 ? { loadCost: rising(loadSteps) } : {}),
      };
    });
}

function rising(steps: readonly number[]): number[] {
  let cost = 0;
  return steps.map((step) => (cost += step));
}
