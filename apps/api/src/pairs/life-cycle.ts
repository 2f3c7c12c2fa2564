import { PAIR_STATES } from '@app/contracts';
import type {
  Approver,
  CompletionReason,
  FieldCode,
  GateCode,
  PairActor,
  PairState,
  PairStep,
} from '@app/contracts';

/** One step that was taken, or is asked for (design.md §7). Days are calendar days. */
export interface Step {
  to: PairStep;
  on: string;
  by: PairActor | null;
  reason: string | null;
  document: { number: string; date: string; signedBy: string } | null;
  until: string | null;
  /** The steps between were done on paper. */
  recorded: boolean;
}

/** What of the two people and their meetings opens a gate. */
export interface Facts {
  mentorTrained: boolean;
  meetingsHeld: number;
  /** Most meetings of such a pair: a pair of one meeting is done once it was held. Null: no such bound. */
  maximumMeetings: number | null;
}

/** What a pair's life depends on; `history` in the order of entry. */
export interface PairLife {
  facts: Facts;
  state: PairState;
  startedOn: string | null;
  endedOn: string | null;
  endReason: string | null;
  history: readonly Step[];
}

/** What catalogue and policy say: who approves pairs of the form, what opens gates, and why pairs may end. */
export interface Rules {
  approver: Approver;
  requireTrainedMentor: boolean;
  reason(code: string): CompletionReason | undefined;
}

export type Outcome =
  /** The step is taken; `life.state` stays where one of two sides has spoken. */
  | { kind: 'taken'; life: PairLife }
  /** The pair is past this step, or has ended. */
  | { kind: 'not-allowed' }
  | { kind: 'gate-not-met'; missing: GateCode[] }
  | { kind: 'date-order' };

type EndState = 'completed' | 'terminated' | 'replaced';
const END_STATES: readonly string[] = ['completed', 'terminated', 'replaced'] satisfies EndState[];
const isEnd = (step: PairStep): step is EndState => END_STATES.includes(step);

/** Steps that both sides take for themselves. */
const BOTH_SIDES = ['agreed', 'consented'] as const;
const byBothSides = (step: PairStep): step is (typeof BOTH_SIDES)[number] =>
  (BOTH_SIDES as readonly string[]).includes(step);

const rank = (state: PairState): number => PAIR_STATES.indexOf(state);

/**
 * What is wrong with a step whatever the pair: a reason that the catalogue lacks or that does not fit, a side that
 * is not named, a term that is. Empty if nothing.
 */
export function checkStep(step: Step, rules: Rules): { field: keyof Step; code: FieldCode }[] {
  if (step.to === 'accepted') return [{ field: 'to', code: 'not-allowed' }];
  if (isEnd(step.to)) return checkReason(step, step.to, rules);
  if (step.to === 'extended') {
    if (step.until === null) return [{ field: 'until', code: 'required' }];
    return step.until > step.on ? [] : [{ field: 'until', code: 'date-order' }];
  }
  if (byBothSides(step.to) && !step.recorded) {
    if (step.by === null) return [{ field: 'by', code: 'required' }];
    if (!isSide(step.by)) return [{ field: 'by', code: 'not-allowed' }];
  }
  return [];
}

const isSide = (actor: PairActor | null): boolean => actor === 'mentor' || actor === 'mentee';

function checkReason(step: Step, to: EndState, rules: Rules): { field: keyof Step; code: FieldCode }[] {
  if (step.reason === null) return [{ field: 'reason', code: 'required' }];
  const reason = rules.reason(step.reason);
  if (!reason) return [{ field: 'reason', code: 'unknown-code' }];
  if (!reason.states.includes(to)) return [{ field: 'reason', code: 'not-allowed' }];
  if (step.by !== null && !reason.initiators.includes(step.by)) return [{ field: 'by', code: 'not-allowed' }];
  return [];
}

/**
 * Takes one step of a pair's life, or says what stands against it. Depends on its arguments alone; the step must
 * have passed `checkStep`.
 *
 * A pair goes accepted → met → agreed (both) → approved → consented (both, written) → ordered → running, and from
 * running to completed; it may be terminated or replaced at any time. `recorded` notes that what lies between was
 * done on paper, and so opens every gate but one: a pair that never began to work cannot be completed.
 */
export function takeStep(life: PairLife, step: Step, rules: Rules): Outcome {
  if (isEnd(life.state) || isPast(life, step) || isTooLate(life, step, rules)) return { kind: 'not-allowed' };
  const missing = missingFor(life, step, rules);
  if (missing.length > 0) return { kind: 'gate-not-met', missing };
  if (step.on < lastDay(life)) return { kind: 'date-order' };
  return { kind: 'taken', life: after(life, step) };
}

/** Whether the pair has this step behind it; each side agrees and consents once. */
function isPast(life: PairLife, step: Step): boolean {
  if (step.to === 'extended' || isEnd(step.to)) return false;
  if (rank(step.to) <= rank(life.state)) return true;
  return byBothSides(step.to) && !step.recorded && hasSpoken(life, step.to, step.by);
}

/** A pair that works is no longer declined: it ends by one of the other reasons. */
function isTooLate(life: PairLife, step: Step, rules: Rules): boolean {
  const declined = step.reason !== null && rules.reason(step.reason)?.group === 'declined';
  return declined && life.state === 'running';
}

const hasSpoken = (life: PairLife, to: PairStep, by: PairActor | null): boolean =>
  life.history.some((past) => past.to === to && past.by === by);

function missingFor(life: PairLife, step: Step, rules: Rules): GateCode[] {
  if (step.to === 'completed' || step.to === 'extended') {
    return life.state === 'running' ? notYetMet(life, step, rules) : ['not-started'];
  }
  if (step.recorded || isEnd(step.to)) return [];
  return [...GATES.flatMap((gate) => gate(life, step)), ...ownConditions(life, step, rules)];
}

/** The plan of a pair of one meeting is that meeting. */
function notYetMet({ facts }: PairLife, step: Step, rules: Rules): GateCode[] {
  if (step.to === 'extended' || step.recorded || facts.maximumMeetings === null) return [];
  const planDone = step.reason !== null && rules.reason(step.reason)?.group === 'plan-done';
  return planDone && facts.meetingsHeld === 0 ? ['meeting-not-held'] : [];
}

/** Gates before a step, in the order in which a pair meets them. */
const GATES: readonly ((life: PairLife, step: Step) => GateCode[])[] = [
  passed('met', () => ['not-met-yet']),
  passed('agreed', (life) => sidesMissing(life, 'agreed', ['mentor-not-agreed', 'mentee-not-agreed'])),
  passed('approved', () => ['not-approved']),
  passed('consented', (life) =>
    sidesMissing(life, 'consented', ['mentor-not-consented', 'mentee-not-consented']),
  ),
  passed('ordered', () => ['not-ordered']),
];

/** A state that must lie behind the pair before any later step. */
function passed(state: PairState, missing: (life: PairLife) => GateCode[]) {
  return (life: PairLife, step: Step): GateCode[] =>
    rank(step.to as PairState) > rank(state) && rank(life.state) < rank(state) ? missing(life) : [];
}

function sidesMissing(
  life: PairLife,
  to: 'agreed' | 'consented',
  [mentor, mentee]: [GateCode, GateCode],
): GateCode[] {
  return [
    ...(hasSpoken(life, to, 'mentor') ? [] : [mentor]),
    ...(hasSpoken(life, to, 'mentee') ? [] : [mentee]),
  ];
}

/** What a step itself must bring along. */
function ownConditions(life: PairLife, step: Step, rules: Rules): GateCode[] {
  if (step.to === 'approved') {
    // The key is a curator's, so that a curator's approval need not be named; a council's must be.
    return (step.by ?? 'curator') === rules.approver ? [] : ['wrong-approver'];
  }
  if (step.to === 'consented') return step.document ? [] : ['consent-document-missing'];
  if (step.to === 'ordered') return step.document ? [] : ['order-document-missing'];
  if (step.to === 'running' && rules.requireTrainedMentor && !life.facts.mentorTrained) {
    return ['mentor-not-trained'];
  }
  return [];
}

/**
 * The latest day of the history. Acceptance has none: it bears the day of the matching, and papers may be older.
 */
function lastDay(life: PairLife): string {
  const days = life.history.filter((past) => past.to !== 'accepted').map((past) => past.on);
  return days.reduce((latest, day) => (day > latest ? day : latest), '');
}

function after(life: PairLife, step: Step): PairLife {
  const history = [...life.history, step];
  if (step.to === 'extended') return { ...life, history };
  if (isEnd(step.to)) {
    return { ...life, state: step.to, endedOn: step.on, endReason: step.reason, history };
  }
  const waits = byBothSides(step.to) && !step.recorded && !bothHaveSpoken(history, step.to);
  return {
    ...life,
    state: waits ? life.state : step.to,
    startedOn: step.to === 'running' ? step.on : life.startedOn,
    history,
  };
}

const bothHaveSpoken = (history: readonly Step[], to: PairStep): boolean =>
  (['mentor', 'mentee'] as const).every((side) => history.some((past) => past.to === to && past.by === side));

/**
 * The term after an extension, or null. It needs both consents (S1 §7.2): both sides name the same day, or it is
 * recorded from paper.
 */
export function extendedUntil(history: readonly Step[]): string | null {
  const extensions = history.filter((past) => past.to === 'extended');
  const holds = extensions.filter(
    (one) =>
      one.recorded ||
      (['mentor', 'mentee'] as const).every((side) =>
        extensions.some((other) => other.until === one.until && other.by === side),
      ),
  );
  return holds.at(-1)?.until ?? null;
}
