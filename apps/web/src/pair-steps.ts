import type { Pair, Side } from './api/pair-types.js';

/** The straight way of a pair through its life. */
export const LINE = [
  'accepted',
  'met',
  'agreed',
  'approved',
  'consented',
  'ordered',
  'running',
  'completed',
] as const;
export type LineStep = (typeof LINE)[number];

export const ENDS = ['completed', 'terminated', 'replaced'] as const;
const BOTH_SIDES: readonly string[] = ['agreed', 'consented'];
const SIDES: readonly Side[] = ['mentor', 'mentee'];

export const isEnd = (step: string): boolean => (ENDS as readonly string[]).includes(step);
/** Each of the two speaks for itself. */
export const isByBoth = (step: string): boolean => BOTH_SIDES.includes(step);
export const needsDocument = (step: string): boolean => step === 'consented' || step === 'ordered';

/** The next step on the straight way; null where the pair has ended. */
export function nextStep({ state }: Pick<Pair, 'state'>): LineStep | null {
  if (isEnd(state)) return null;
  return LINE[LINE.findIndex((step) => step === state) + 1] ?? null;
}

/** Every step that a pair may be asked to take now; those after the next were done on paper. */
export function possibleSteps(pair: Pick<Pair, 'state'>): string[] {
  const next = nextStep(pair);
  if (next === null) return [];
  if (next === 'completed') return ['completed', 'extended', 'terminated', 'replaced'];
  return [...LINE.slice(LINE.indexOf(next), LINE.indexOf('completed')), 'terminated', 'replaced'];
}

/** Who of the two has not yet spoken at a step that both take. */
export function sidesMissing({ history }: Pick<Pair, 'history'>, step: string): Side[] {
  return SIDES.filter((side) => !history.some(({ event, by }) => event === step && by === side));
}

/** What the next step waits for, as codes of the pages' texts. */
export function waitsFor(pair: Pick<Pair, 'state' | 'history'>): string[] {
  const next = nextStep(pair);
  if (next === null) return [];
  if (isByBoth(next)) return sidesMissing(pair, next).map((side) => `${next}-${side}`);
  return [next];
}
