import * as highsModule from 'highs';
import type { Problem } from '../problem/types.js';

interface Highs {
  solve(model: string): { Status: string; ObjectiveValue: number };
}
/** The package's types describe its CommonJS build; what an import gives is the loader as `default`. */
const load = highsModule.default as unknown as () => Promise<Highs>;

/**
 * The level values of a problem by HiGHS, an oracle that shares nothing with the engine: one linear programme per level,
 * each with the levels before held (so nothing is folded into large numbers). `null` if the problem is infeasible.
 * Without locks, load costs and side conditions; `floor` leaves out pairs of fewer points.
 */
export async function levelsByHighs(problem: Problem, floor = 0): Promise<number[] | null> {
  const highs = await load();
  const { pairs } = problem;
  const places: number[] = [];
  for (let k = 0; k < pairs.mentee.length; k++) if (pairs.points[k]! >= floor) places.push(k);
  const tierOf = (k: number) => problem.tier?.[pairs.mentee[k]!] ?? 1;
  const tiers = [...new Set(Array.from({ length: problem.mentees }, (_, i) => problem.tier?.[i] ?? 1))];
  tiers.sort((a, b) => a - b);
  const objectives: ((k: number) => number)[] = tiers.map((tier) => (k) => (tierOf(k) === tier ? 1 : 0));
  objectives.push((k) => pairs.points[k]!);

  const rows = constraints(problem, places);
  if (rows === null) return null;
  const values: number[] = [];
  for (const weight of objectives) {
    const terms = places.filter((k) => weight(k) > 0).map((k) => `${weight(k)} x${k}`);
    if (terms.length === 0) terms.push('0 nobody');
    const bounds = ['nobody', ...places.map((k) => `x${k}`)].map((name) => `0 <= ${name} <= 1`);
    const model = [
      'Maximize',
      `obj: ${terms.join(' + ')}`,
      'Subject To',
      ...rows,
      'Bounds',
      ...bounds,
      'End',
    ];
    const { Status, ObjectiveValue } = highs.solve(`${model.join('\n')}\n`);
    if (Status !== 'Optimal') return null;
    values.push(Math.round(ObjectiveValue));
    rows.push(`level${values.length}: ${terms.join(' + ')} >= ${values.at(-1)!}`);
  }
  return values;
}

/** One row per person, `null` if a minimum is asked of a mentor without pairs. */
function constraints(
  { mentees, mentors, pairs, capacity, minimum }: Problem,
  places: number[],
): string[] | null {
  const group = (count: number, of: ArrayLike<number>): string[] => {
    const names: string[][] = Array.from({ length: count }, () => []);
    for (const k of places) names[of[k]!]!.push(`x${k}`);
    return names.map((list) => list.join(' + '));
  };
  const rows = ['none: nobody <= 0'];
  group(mentees, pairs.mentee).forEach((sum, i) => {
    if (sum) rows.push(`e${i}: ${sum} <= 1`);
  });
  for (const [j, sum] of group(mentors, pairs.mentor).entries()) {
    const least = minimum?.[j] ?? 0;
    if (!sum && least > 0) return null;
    if (!sum) continue;
    rows.push(`m${j}: ${sum} <= ${capacity[j]!}`);
    if (least > 0) rows.push(`l${j}: ${sum} >= ${least}`);
  }
  return rows;
}
