import type { Pool } from '../../libs/matching/src/pool/types.js';
import { fewestPoints } from '../../libs/matching/src/rules/check-pair.js';
import { PairRules } from '../../libs/matching/src/rules/pair-rules.js';
import { Scorer } from '../../libs/matching/src/rules/score-pair.js';
import { Scoring, type Row } from '../../libs/matching/src/scoring/scoring.js';

/** `pairwise` is the definition itself: rules and score pair by pair, without columns. */
export type Kind = 'simd' | 'plain' | 'pairwise';

export function readKind(text: string | undefined): Kind {
  if (text === 'simd' || text === 'plain' || text === 'pairwise') return text;
  throw new Error(`no way of scoring is called ${text}`);
}

/** How many of the best are sought, as `npm run bench -- scoring` and candidates for a region do. */
export const BEST = 50;

/** A way to score one mentee with all mentors; a row holds until the next one is asked for. */
export interface RowScorer {
  eligible(mentee: number): Row;
  best(mentee: number): Row;
}

/** Makes a pool ready for scoring one way. Throws where the pool cannot be scored that way on this machine. */
export function rowScorer(kind: Kind, pool: Pool): RowScorer {
  return kind === 'pairwise' ? pairwise(pool) : compiled(kind, pool);
}

function compiled(kernel: 'simd' | 'plain', pool: Pool): RowScorer {
  const { policy, mentors, mentees } = pool;
  const input = { rules: new PairRules(pool), policy, mentors, mentees, facts: new Map<number, never>() };
  const scoring = new Scoring(input, { kernel });
  if (scoring.kind !== kernel) throw new Error(`scores by ${scoring.kind}, not by ${kernel}`);
  return {
    eligible: (mentee) => scoring.eligible(mentee),
    best: (mentee) => scoring.best(mentee, BEST),
  };
}

function pairwise(pool: Pool): RowScorer {
  const rules = new PairRules(pool);
  const scorer = new Scorer(pool.policy, rules.taxonomy);
  const ready = pool.mentors.map((mentor) => rules.mentor(mentor));
  const views = pool.mentors.map((mentor) => scorer.view(mentor));
  const fewest = fewestPoints(pool.policy.minScore);
  const row = { mentors: new Int32Array(views.length), points: new Int32Array(views.length) };
  const eligible = (mentee: number): Row => {
    const whom = rules.mentee(pool.mentees[mentee]!);
    const view = scorer.view(pool.mentees[mentee]!);
    let count = 0;
    for (let j = 0; j < views.length; j++) {
      if (rules.firstVariant(ready[j]!, whom) < 0) continue;
      const { points } = scorer.score(views[j]!, view, {});
      if (points < fewest) continue;
      row.mentors[count] = j;
      row.points[count++] = points;
    }
    return { mentors: row.mentors.subarray(0, count), points: row.points.subarray(0, count) };
  };
  return { eligible, best: (mentee) => bestOf(eligible(mentee)) };
}

/** The fifty best of a row by mentor; of equal points the first. */
function bestOf({ mentors, points }: Row): Row {
  const order = Array.from(points.keys())
    .sort((a, b) => points[b]! - points[a]! || a - b)
    .slice(0, BEST)
    .sort((a, b) => a - b);
  return {
    mentors: Int32Array.from(order, (k) => mentors[k]!),
    points: Int32Array.from(order, (k) => points[k]!),
  };
}

/** Pairs, points and a hash of who with whom in the first rows: equal digests mean equal rows. */
export function digest(rows: number, score: (mentee: number) => Row): Record<string, number> {
  let pairs = 0;
  let sum = 0;
  let hash = 0;
  for (let i = 0; i < rows; i++) {
    const { mentors, points } = score(i);
    pairs += mentors.length;
    for (let k = 0; k < mentors.length; k++) {
      sum += points[k]!;
      hash = (Math.imul(hash, 31) + Math.imul(mentors[k]! + 1, points[k]! + 7)) | 0;
    }
  }
  return { pairs, points: sum, hash };
}
