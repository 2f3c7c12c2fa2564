import { Injectable } from '@nestjs/common';
import { loadCatalogue, message } from '@app/catalogue';
import { ENDED_PAIR_STATES } from '@app/contracts';
import type {
  BulkTransitionDto,
  BulkTransitionView,
  FieldError,
  PairView,
  Principal,
  ProblemCode,
  TransitionDto,
} from '@app/contracts';
import {
  Database,
  insertPairEvents,
  lockPairs,
  markMomentsStale,
  Pair,
  Programme,
  updatePairs,
} from '@app/persistence';
import { In, Not } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { Problem } from '../http/problem.js';
import { organisationScope } from '../http/tenant.js';
import { findProgramme } from '../programmes/programmes.service.js';
import { checkStep, takeStep } from './life-cycle.js';
import type { Outcome, PairLife, Rules, Step } from './life-cycle.js';
import { readPairView } from './pair-view.js';
import { askedStep, findPair, lifeOf, withHistories } from './stored-pairs.js';
import type { StoredPair } from './stored-pairs.js';

type Taken = { stored: StoredPair; life: PairLife };
type Refused = { stored: StoredPair; outcome: Exclude<Outcome, { kind: 'taken' }> };

/** Steps of pairs' lives: the rules are in `life-cycle.ts`, here they are loaded, asked and stored. */
@Injectable()
export class TransitionsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `validation-failed`, `gate-not-met` (what is missing is listed), `transition-not-allowed` */
  async move(caller: Principal, id: string, body: TransitionDto): Promise<PairView> {
    const scope = organisationScope(caller);
    const step = askedStep(body);
    return this.database.within(scope, async (tx) => {
      await lockPairs(tx, scope.organisation);
      const stored = await findPair(tx, id);
      const programme = await tx.findOneByOrFail(Programme, { id: stored.pair.programmeId });
      const { taken, refused } = attempt([stored], step, rulesOf(programme));
      if (refused[0]) throw problemOf(refused[0]);
      await store(tx, caller, programme, step, taken);
      return readPairView(tx, id);
    });
  }

  /**
   * Every pair of the programme that can take the step, or of the named ones; tells which could not and why.
   * A dry run tells the same and moves nobody.
   */
  async moveMany(
    caller: Principal,
    programmeId: string,
    body: BulkTransitionDto,
  ): Promise<BulkTransitionView> {
    const scope = organisationScope(caller);
    const step = askedStep(body);
    return this.database.within(scope, async (tx) => {
      await lockPairs(tx, scope.organisation);
      const programme = await findProgramme(tx, programmeId);
      const pairs = await candidates(tx, programmeId, body.pairs);
      const { taken, refused } = attempt(await withHistories(tx, pairs), step, rulesOf(programme));
      if (body.dryRun !== true) await store(tx, caller, programme, step, taken);
      return {
        moved: taken.map(({ stored, life }) => ({ id: stored.pair.id, state: life.state })),
        skipped: refused.map(({ stored, outcome }) => ({
          id: stored.pair.id,
          state: stored.pair.state,
          code: CODES[outcome.kind],
          missing: outcome.kind === 'gate-not-met' ? outcome.missing : [],
          message: messageOf(outcome),
        })),
      };
    });
  }
}

function rulesOf(programme: Programme): Rules {
  const catalogue = loadCatalogue();
  return {
    approver: catalogue.form(programme.form)?.approver ?? 'curator',
    reason: (code) => catalogue.completionReason(code),
  };
}

async function candidates(
  tx: EntityManager,
  programmeId: string,
  named: readonly string[] | undefined,
): Promise<Pair[]> {
  if (named === undefined) {
    const where = { programmeId, state: Not(In([...ENDED_PAIR_STATES])) };
    return tx.find(Pair, { where, order: { id: 'ASC' } });
  }
  const ids = named.map((id) => id.toLowerCase());
  const pairs = await tx.find(Pair, { where: { programmeId, id: In(ids) }, order: { id: 'ASC' } });
  const known = new Set(pairs.map((pair) => pair.id));
  const errors = ids.flatMap((id, i): FieldError[] =>
    known.has(id) ? [] : [{ field: `pairs[${i}]`, code: 'unknown-pair', message: '' }],
  );
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
  return pairs;
}

function attempt(
  pairs: readonly StoredPair[],
  step: Step,
  rules: Rules,
): { taken: Taken[]; refused: Refused[] } {
  const wrong = checkStep(step, rules);
  if (wrong.length > 0) {
    throw new Problem('validation-failed', { errors: wrong.map((error) => ({ ...error, message: '' })) });
  }
  const taken: Taken[] = [];
  const refused: Refused[] = [];
  for (const stored of pairs) {
    const outcome = takeStep(lifeOf(stored), step, rules);
    if (outcome.kind === 'taken') taken.push({ stored, life: outcome.life });
    else refused.push({ stored, outcome });
  }
  return { taken, refused };
}

async function store(
  tx: EntityManager,
  caller: Principal,
  programme: Programme,
  step: Step,
  taken: readonly Taken[],
): Promise<void> {
  if (taken.length === 0) return;
  await updatePairs(
    tx,
    taken.map(({ stored, life: { history: _, ...life } }) => ({ id: stored.pair.id, ...life })),
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

const CODES = {
  'not-allowed': 'transition-not-allowed',
  'gate-not-met': 'gate-not-met',
  'date-order': 'date-order',
} as const;

function messageOf(outcome: Refused['outcome']): string {
  if (outcome.kind === 'gate-not-met') return outcome.missing.map((code) => message(code, 'ru')).join(' ');
  return message(CODES[outcome.kind], 'ru', { field: 'on' });
}

function problemOf({ outcome, stored }: Refused): Problem {
  if (outcome.kind === 'date-order') {
    return new Problem('validation-failed', { errors: [{ field: 'on', code: 'date-order', message: '' }] });
  }
  const code: ProblemCode = CODES[outcome.kind];
  if (outcome.kind === 'not-allowed') return new Problem(code, { members: { state: stored.pair.state } });
  const { missing } = outcome;
  return new Problem(code, {
    members: { missing },
    errors: missing.map((one) => ({ field: 'to', code: one, message: '' })),
  });
}
