import type { KeptView } from '@app/contracts';
import { isInfeasible, isPlain, keepAnnounced, matchPool } from '@app/matching';
import type { Pool, PoolResult, PoolSuggestion, Remark, Watch } from '@app/matching';
import type { Certificate } from './wish.js';

const ANNOUNCED: Remark = { code: 'announced', params: {}, text: 'Пара сохранена из прошлого подбора' };

/**
 * The matching of a pool that changes as few pairs of an earlier one as the allowed loss permits. The pairs that are
 * kept stand as locks in its problem, so that its certificate is like any other: the best matching with these pairs.
 */
export function matchKeeping(
  pool: Pool,
  earlier: Certificate,
  wish: { maxLossPercent: number },
  watch: Watch,
): { found: PoolResult; kept: KeptView | null } {
  const best = matchPool(pool, half(watch, 0));
  if (isInfeasible(best.result)) return { found: best, kept: null };
  const announced = announcedIn(best.ids, earlier);
  if (wish.maxLossPercent === WHATEVER_IT_COSTS && !isPlain(best.problem))
    return holdAll(pool, best, announced, watch);
  const answer = keepAnnounced(best.problem, announced, wish, watch.signal ? { signal: watch.signal } : {});
  if (isInfeasible(answer)) throw new Error('a solved matching has become impossible');
  const changesIn = (assignment: readonly (number | null)[]) =>
    announced.filter((mentor, mentee) => mentor !== null && assignment[mentee] !== mentor).length;
  const view = ({ result }: PoolResult, changes: number): KeptView => ({
    changes,
    leastChanges: answer.leastChanges,
    lostPoints: isInfeasible(result) ? 0 : best.summary.totalPoints - result.totalPoints,
  });
  const changed = changesIn(best.result.assignment);
  if (changed === answer.changes) return { found: best, kept: view(best, changed) };

  // Among held pairs the weakest of the others alone would count, whatever it costs: then all of the answer is held.
  const holdsAll = pool.policy.objective === 'worst-off-first';
  const held = answer.assignment.flatMap((mentor, mentee): Pool['locks'] => {
    if (mentor === null || !(holdsAll || announced[mentee] === mentor)) return [];
    return [{ mentor: best.ids.mentors[mentor]!, mentee: best.ids.mentees[mentee]! }];
  });
  const locked = new Set(pool.locks.map(keyOf));
  const locks = [...pool.locks, ...held.filter((pair) => !locked.has(keyOf(pair)))];
  const found = matchPool({ ...pool, locks }, half(watch, 1));
  if (isInfeasible(found.result)) throw new Error('pairs of a matching cannot be impossible together');
  const suggestions = found.suggestions.map((one) => (locked.has(keyOf(one)) ? one : notLocked(one)));
  return { found: { ...found, suggestions }, kept: view(found, changesIn(found.result.assignment)) };
}

/** The allowed loss under which a pair is kept whatever it costs. */
const WHATEVER_IT_COSTS = 100;

/** Where pairs cannot be weighed against points: every announced pair that the rules still let be is held. */
function holdAll(
  pool: Pool,
  best: PoolResult,
  announced: readonly (number | null)[],
  watch: Watch,
): { found: PoolResult; kept: KeptView | null } {
  const { mentee, mentor } = best.problem.pairs;
  const eligible = new Set(Array.from(mentee, (i, k) => `${i} ${mentor[k]}`));
  const locked = new Set(pool.locks.map(keyOf));
  const taken = new Set(pool.locks.map((lock) => lock.mentee));
  const held = announced.flatMap((to, i): Pool['locks'] => {
    const id = best.ids.mentees[i]!;
    if (to === null || taken.has(id) || !eligible.has(`${i} ${to}`)) return [];
    return [{ mentor: best.ids.mentors[to]!, mentee: id }];
  });
  const found = matchPool({ ...pool, locks: [...pool.locks, ...held] }, half(watch, 1));
  // A place has gone, or a group has become too small: then what is best now is told, and nothing is kept.
  if (isInfeasible(found.result)) return { found: best, kept: null };
  const suggestions = found.suggestions.map((one) => (locked.has(keyOf(one)) ? one : notLocked(one)));
  return { found: { ...found, suggestions }, kept: null };
}

const keyOf = ({ mentor, mentee }: { mentor: string; mentee: string }): string => `${mentor} ${mentee}`;

/** The earlier mentor of each mentee, by index; null where there was none, or the mentor is not there any more. */
function announcedIn(ids: PoolResult['ids'], { result, ids: before }: Certificate): (number | null)[] {
  if (isInfeasible(result)) return ids.mentees.map(() => null);
  const mentors = new Map(ids.mentors.map((id, index) => [id, index]));
  const told = new Map(result.assignment.map((mentor, i) => [before.mentees[i]!, mentor]));
  return ids.mentees.map((id) => {
    const mentor = told.get(id) ?? null;
    return mentor === null ? null : (mentors.get(before.mentors[mentor]!) ?? null);
  });
}

/** Held for being announced, not by a curator's lock. */
function notLocked(suggestion: PoolSuggestion): PoolSuggestion {
  if (!suggestion.locked) return suggestion;
  const reasons = suggestion.reasons.map((reason) => (reason.code === 'locked' ? ANNOUNCED : reason));
  return { ...suggestion, locked: false, reasons };
}

/** The first or second half of the progress bar. */
function half({ onProgress, ...rest }: Watch, part: 0 | 1): Watch {
  if (!onProgress) return rest;
  return { ...rest, onProgress: (share, stage) => onProgress((part + share) / 2, stage) };
}
