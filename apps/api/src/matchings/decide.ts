import type { Decision, FieldCode, PairState } from '@app/contracts';

/** What decisions of one programme are held against, and changed by: places, taken mentees, earlier decisions. */
export interface Ledger {
  /** The decision that holds, by `peopleKey`. */
  standing: Map<string, Decision>;
  /** Active pairs of the programme, by `peopleKey`. */
  pairs: Map<string, { id: string; state: PairState }>;
  /** Mentees who have an active pair in the programme. */
  taken: Set<string>;
  /** Places that each mentor of the bank has left, over all programmes. */
  free: Map<string, number>;
  /** Mentees that the bank still holds. */
  mentees: Set<string>;
}

export interface Proposal {
  mentor: string;
  mentee: string;
  decision: Decision;
}

export type Verdict =
  /** It was decided so before. */
  | { kind: 'unchanged'; pair: string | null }
  | { kind: 'recorded'; effect: 'none' }
  | { kind: 'recorded'; effect: 'make-pair' }
  | { kind: 'recorded'; effect: 'end-pair'; pair: string }
  | { kind: 'refused'; code: FieldCode };

export const peopleKey = (mentor: string, mentee: string): string => `${mentor} ${mentee}`;

const refused = (code: FieldCode): Verdict => ({ kind: 'refused', code });

/**
 * What a decision does, and notes it in the ledger so that the next of the same request sees it. A pair that is
 * only accepted ends with its `withdraw`; from the first meeting on a pair has its own life (transitions).
 *
 * @param pairId the id that a pair made by `accept` will have
 */
export function decide(ledger: Ledger, proposal: Proposal, pairId: string): Verdict {
  const key = peopleKey(proposal.mentor, proposal.mentee);
  const verdict = VERDICTS[proposal.decision](ledger, proposal, key);
  if (verdict.kind !== 'recorded') return verdict;
  ledger.standing.set(key, proposal.decision);
  if (verdict.effect === 'make-pair') {
    ledger.pairs.set(key, { id: pairId, state: 'accepted' });
    ledger.taken.add(proposal.mentee);
    ledger.free.set(proposal.mentor, (ledger.free.get(proposal.mentor) ?? 0) - 1);
  }
  if (verdict.effect === 'end-pair') {
    ledger.pairs.delete(key);
    ledger.taken.delete(proposal.mentee);
    ledger.free.set(proposal.mentor, (ledger.free.get(proposal.mentor) ?? 0) + 1);
  }
  return verdict;
}

type Judge = (ledger: Ledger, proposal: Proposal, key: string) => Verdict;

const accept: Judge = (ledger, { mentor, mentee }, key) => {
  const pair = ledger.pairs.get(key);
  if (pair) return { kind: 'unchanged', pair: pair.id };
  const free = ledger.free.get(mentor);
  if (free === undefined || !ledger.mentees.has(mentee)) return refused('unknown-person');
  if (ledger.taken.has(mentee)) return refused('mentee-taken');
  if (free < 1) return refused('mentor-full');
  return { kind: 'recorded', effect: 'make-pair' };
};

const keep =
  (decision: 'reject' | 'lock'): Judge =>
  (ledger, _, key) => {
    if (ledger.pairs.has(key)) return refused('not-decidable');
    if (ledger.standing.get(key) === decision) return { kind: 'unchanged', pair: null };
    return { kind: 'recorded', effect: 'none' };
  };

const withdraw: Judge = (ledger, _, key) => {
  const standing = ledger.standing.get(key) ?? 'withdraw';
  if (standing === 'withdraw') return { kind: 'unchanged', pair: null };
  const pair = standing === 'accept' ? ledger.pairs.get(key) : undefined;
  if (!pair) return { kind: 'recorded', effect: 'none' };
  if (pair.state !== 'accepted') return refused('transition-not-allowed');
  return { kind: 'recorded', effect: 'end-pair', pair: pair.id };
};

const VERDICTS: Record<Decision, Judge> = { accept, reject: keep('reject'), lock: keep('lock'), withdraw };
