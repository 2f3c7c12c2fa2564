import type { Problem } from '../problem/types.js';
import { dice, randomSource } from './random.js';

/** A problem of any size whose points lean on a mentor's quality, as real ones do; two tiers, places from 0 to 3. */
export function crowded(seed: number, mentees: number, mentors: number, density: number): Problem {
  const random = randomSource(seed);
  const quality = Array.from({ length: mentors }, () => 0.5 + random() / 2);
  const pairs = { mentee: [] as number[], mentor: [] as number[], points: [] as number[] };
  for (let i = 0; i < mentees; i++) {
    for (let j = 0; j < mentors; j++) {
      if (random() > density) continue;
      pairs.mentee.push(i);
      pairs.mentor.push(j);
      pairs.points.push(Math.floor(random() * quality[j]! * 10_000));
    }
  }
  return {
    mentees,
    mentors,
    capacity: Array.from({ length: mentors }, () => Math.floor(random() * 4)),
    tier: Array.from({ length: mentees }, () => 1 + Math.floor(random() * 2)),
    pairs,
  };
}

/** Every mentee with every mentor, points by formula. */
export function square(
  n: number,
  points: (i: number, j: number) => number,
  rest: Partial<Problem> = {},
): Problem {
  const mentee = new Int32Array(n * n);
  const mentor = new Int32Array(n * n);
  const worth = new Int32Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      mentee[i * n + j] = i;
      mentor[i * n + j] = j;
      worth[i * n + j] = points(i, j);
    }
  }
  return {
    mentees: n,
    mentors: n,
    capacity: new Int32Array(n).fill(1),
    pairs: { mentee, mentor, points: worth },
    ...rest,
  };
}

export interface Planted {
  problem: Problem;
  matched: number;
  totalPoints: number;
}

/**
 * A problem whose optimum is known because its prices were made first: points are u + v on the planted pairs and less
 * elsewhere. All places are taken, those left out have price 0.
 *
 * @param choices pairs of each mentee
 * @param places of all mentors together: from `mentors` to `mentees`
 */
export function planted(
  seed: number,
  mentees: number,
  mentors: number,
  choices: number,
  places: number,
): Planted {
  const roll = dice(seed);
  const capacity = new Int32Array(mentors).fill(1);
  for (let place = mentors; place < places; place++) capacity[roll(mentors)]!++;
  const seats = shuffledSeats(capacity, places, roll);
  const u = Int32Array.from({ length: mentees }, (_, i) => (i < places ? roll(5000) : 0));
  const v = Int32Array.from({ length: mentors }, () => 1000 + roll(4000));

  const mentee = new Int32Array(mentees * choices);
  const mentor = new Int32Array(mentees * choices);
  const points = new Int32Array(mentees * choices);
  const seen = new Int32Array(mentors).fill(-1);
  let k = 0;
  let totalPoints = 0;
  const add = (i: number, j: number, slack: number): void => {
    if (seen[j] === i) return;
    seen[j] = i;
    mentee[k] = i;
    mentor[k] = j;
    points[k++] = u[i]! + v[j]! - slack;
  };
  for (let i = 0; i < mentees; i++) {
    const end = k + choices;
    if (i < places) {
      add(i, seats[i]!, 0);
      totalPoints += points[k - 1]!;
    }
    if (choices === mentors) for (let j = 0; j < mentors; j++) add(i, j, roll(1000));
    while (k < end) add(i, roll(mentors), roll(1000));
  }
  return {
    problem: { mentees, mentors, capacity, pairs: { mentee, mentor, points } },
    matched: places,
    totalPoints,
  };
}

/** The mentor of each place, in an order of chance. */
function shuffledSeats(capacity: Int32Array, places: number, roll: (end: number) => number): Int32Array {
  const seats = new Int32Array(places);
  let seat = 0;
  capacity.forEach((count, j) => {
    seats.fill(j, seat, seat + count);
    seat += count;
  });
  for (let k = places - 1; k > 0; k--) {
    const other = roll(k + 1);
    [seats[k], seats[other]] = [seats[other]!, seats[k]!];
  }
  return seats;
}
