import { assignedPoints, type SolvedRun } from './run.js';

/** How one group of mentees fares; points are those of the matched, `null` where nobody is. */
export interface GroupFigures {
  /** `null`: mentees without any label. */
  group: string | null;
  n: number;
  matched: number;
  /** Share of the group that is matched, 0…1. */
  coverage: number;
  mean: number | null;
  median: number | null;
  worst: number | null;
  /** Gini coefficient of the points of the matched (Gini 1912), 0…1; 0 where all are alike. */
  gini: number | null;
}

/**
 * Figures by group, in order of code units, those without a label last. A mentee with several labels counts in each.
 *
 * @param labels of each mentee, by index in the problem
 */
export function fairness(
  run: Pick<SolvedRun, 'problem' | 'result'>,
  labels: readonly (readonly string[])[],
): GroupFigures[] {
  const points = assignedPoints(run);
  const groups = new Map<string | null, (number | null)[]>();
  points.forEach((own, i) => {
    const names: readonly (string | null)[] = labels[i]?.length ? labels[i] : [null];
    for (const name of new Set(names)) {
      const members = groups.get(name) ?? [];
      groups.set(name, members);
      members.push(own);
    }
  });
  return [...groups]
    .sort(([a], [b]) => Number(a === null) - Number(b === null) || (String(a) < String(b) ? -1 : 1))
    .map(([group, members]) => ({ group, ...figures(members) }));
}

function figures(members: readonly (number | null)[]): Omit<GroupFigures, 'group'> {
  const sorted = members.filter((own) => own !== null).sort((a, b) => a - b);
  const matched = sorted.length;
  const counts = { n: members.length, matched, coverage: matched / members.length };
  if (matched === 0) return { ...counts, mean: null, median: null, worst: null, gini: null };
  const sum = sorted.reduce((total, own) => total + own, 0);
  const middle = (sorted[(matched - 1) >> 1]! + sorted[matched >> 1]!) / 2;
  return { ...counts, mean: sum / matched, median: middle, worst: sorted[0]!, gini: gini(sorted, sum) };
}

/** Mean absolute difference over twice the mean, from values in order: `Σ (2i − n − 1) x_i / (n Σ x)`, i from 1. */
function gini(sorted: readonly number[], sum: number): number {
  if (sum === 0) return 0;
  const n = sorted.length;
  return sorted.reduce((total, own, at) => total + (2 * (at + 1) - n - 1) * own, 0) / (n * sum);
}
