import type { Problem, Result } from '../problem/types.js';
import { verify } from '../verify/index.js';
import { certify, type Yardstick } from './certify.js';

/**
 * Proves a result without the solver's prices: recomputes them from the assignment, and has them verified. Returns what
 * is wrong. Of a worst-off-first result it shows by exchanges that a pair at or below the worst-off stays however one
 * exchanges; the solver's `abovePrices` are the one thing that `verify` reads besides.
 */
export function proveAnew(problem: Problem, result: Result): string[] {
  const { assignment } = result;
  const worst = result.levels.find((level) => level.kind === 'worst');
  const floor = worst?.value ?? 0;
  const main = certify(problem, assignment, { allowed: (points) => points >= floor });
  if (!main.prices) return [`an exchange is worth more: ${JSON.stringify(main.exchange)}`];
  if (!worst) return verify(problem, { ...result, prices: main.prices });

  const count = certify(problem, assignment, { last: () => 0 });
  if (!count.prices) return [`an exchange matches more: ${JSON.stringify(count.exchange)}`];
  const [mentees, mentors] = [count.prices.mentees, count.prices.mentors].map((side) =>
    side.map((price) => price?.slice(0, -1) ?? null),
  );
  const levels = result.levels.map((level) =>
    level === worst ? { ...worst, countPrices: { mentees, mentors } } : level,
  );
  const complaints = verify(problem, { ...result, levels, prices: main.prices });
  if (worst.value !== null && lowPairs(problem, assignment, floor) === 0) {
    complaints.push(`exchanges lift every pair above ${floor}`);
  }
  return complaints;
}

/** The fewest pairs of at most `worst` points among matchings of the same counts, locked ones left out. */
function lowPairs(problem: Problem, assignment: readonly (number | null)[], worst: number): number {
  const yardstick: Yardstick = { last: (points) => (points > worst ? 0 : -1) };
  const current = [...assignment];
  for (;;) {
    const { exchange } = certify(problem, current, yardstick);
    if (!exchange) break;
    for (const [mentee, mentor] of exchange) current[mentee] = mentor;
  }
  const locked = new Set((problem.locks ?? []).map(([mentee]) => mentee));
  const { mentee, mentor, points } = problem.pairs;
  let low = 0;
  for (let k = 0; k < mentee.length; k++) {
    if (current[mentee[k]!] === mentor[k] && points[k]! <= worst && !locked.has(mentee[k]!)) low++;
  }
  return low;
}
