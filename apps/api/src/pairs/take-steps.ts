import { loadCatalogue, message } from '@app/catalogue';
import type { Policy, Principal, ProblemCode } from '@app/contracts';
import { insertPairEvents, markMomentsStale, updatePairs } from '@app/persistence';
import type { Programme } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { Problem } from '../http/problem.js';
import { findPolicy } from '../programmes/programmes.service.js';
import { checkStep, takeStep } from './life-cycle.js';
import type { Facts, Outcome, PairLife, Rules, Step } from './life-cycle.js';
import { maximumMeetings } from './meetings.js';
import { lifeOf } from './stored-pairs.js';
import type { StoredPair } from './stored-pairs.js';

export interface Taken {
  stored: StoredPair;
  life: PairLife;
}

export interface Refused {
  stored: StoredPair;
  outcome: Exclude<Outcome, { kind: 'taken' }>;
}

/**
 * Which of the pairs can take a step, and which cannot and why; stores nothing.
 * @throws Problem `validation-failed` for a step that is wrong whatever the pair
 */
export async function trySteps(
  tx: EntityManager,
  programme: Programme,
  step: Step,
  pairs: readonly StoredPair[],
): Promise<{ taken: Taken[]; refused: Refused[] }> {
  const rules = await rulesOf(tx, programme);
  const wrong = checkStep(step, rules);
  if (wrong.length > 0) {
    throw new Problem('validation-failed', { errors: wrong.map((error) => ({ ...error, message: '' })) });
  }
  const factsOf = await loadFacts(tx, programme.organisationId, pairs);
  const taken: Taken[] = [];
  const refused: Refused[] = [];
  for (const stored of pairs) {
    const outcome = takeStep(lifeOf(stored, factsOf(stored)), step, rules);
    if (outcome.kind === 'taken') taken.push({ stored, life: outcome.life });
    else refused.push({ stored, outcome });
  }
  return { taken, refused };
}

/** Takes and stores one pair's step. @throws Problem what stands against it */
export async function takeOneStep(
  tx: EntityManager,
  caller: Principal,
  programme: Programme,
  step: Step,
  stored: StoredPair,
): Promise<void> {
  const { taken, refused } = await trySteps(tx, programme, step, [stored]);
  if (refused[0]) throw problemOf(refused[0]);
  await storeSteps(tx, caller, programme, step, taken);
}

export const REFUSAL_CODES = {
  'not-allowed': 'transition-not-allowed',
  'gate-not-met': 'gate-not-met',
  'date-order': 'date-order',
} as const;

export function messageOf(outcome: Refused['outcome']): string {
  if (outcome.kind === 'gate-not-met') return outcome.missing.map((code) => message(code, 'ru')).join(' ');
  return message(REFUSAL_CODES[outcome.kind], 'ru', { field: 'on' });
}

function problemOf({ outcome, stored }: Refused): Problem {
  if (outcome.kind === 'date-order') {
    return new Problem('validation-failed', { errors: [{ field: 'on', code: 'date-order', message: '' }] });
  }
  const code: ProblemCode = REFUSAL_CODES[outcome.kind];
  if (outcome.kind === 'not-allowed') return new Problem(code, { members: { state: stored.pair.state } });
  const { missing } = outcome;
  return new Problem(code, {
    members: { missing },
    errors: missing.map((one) => ({ field: 'to', code: one, message: '' })),
  });
}

async function rulesOf(tx: EntityManager, programme: Programme): Promise<Rules> {
  const catalogue = loadCatalogue();
  const policy: Policy = await findPolicy(tx, programme.id, programme.policyVersion);
  return {
    approver: catalogue.form(programme.form)?.approver ?? 'curator',
    requireTrainedMentor: policy.requireTrainedMentor ?? false,
    reason: (code) => catalogue.completionReason(code),
  };
}

async function loadFacts(
  tx: EntityManager,
  organisation: string,
  pairs: readonly StoredPair[],
): Promise<(stored: StoredPair) => Facts> {
  const trained = await tx.query<{ id: string }[]>(
    `SELECT external_id AS id FROM bank_entry
     WHERE organisation_id = $1 AND bank = 'mentors' AND trained AND external_id = ANY ($2)`,
    [organisation, pairs.map(({ pair }) => pair.mentor)],
  );
  const held = await tx.query<{ pair: string; meetings: number }[]>(
    `SELECT pair_id AS pair, count(held_on)::int AS meetings FROM pair_meeting
     WHERE organisation_id = $1 AND pair_id = ANY ($2) GROUP BY pair_id`,
    [organisation, pairs.map(({ pair }) => pair.id)],
  );
  const isTrained = new Set(trained.map((row) => row.id));
  const meetings = new Map(held.map((row) => [row.pair, row.meetings]));
  return ({ pair }) => ({
    mentorTrained: isTrained.has(pair.mentor),
    meetingsHeld: meetings.get(pair.id) ?? 0,
    maximumMeetings: maximumMeetings(pair.kinds),
  });
}

/** Stores a step that pairs have taken, with their new states. */
export async function storeSteps(
  tx: EntityManager,
  caller: Principal,
  programme: Programme,
  step: Step,
  taken: readonly Taken[],
): Promise<void> {
  if (taken.length === 0) return;
  await updatePairs(
    tx,
    taken.map(({ stored, life: { history: _, facts: __, ...life } }) => ({ id: stored.pair.id, ...life })),
  );
  const { to, on, by, ...rest } = step;
  const events = taken.map(({ stored }) => ({
    pair: stored.pair.id,
    event: to,
    happenedOn: on,
    actor: by,
    ...rest,
  }));
  await insertPairEvents(tx, programme.organisationId, caller.keyId, events);
  await markMomentsStale(tx, programme.id);
}
