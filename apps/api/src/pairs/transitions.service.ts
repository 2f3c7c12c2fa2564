import { Injectable } from '@nestjs/common';
import { ENDED_PAIR_STATES } from '@app/contracts';
import type {
  BulkTransitionDto,
  BulkTransitionView,
  FieldError,
  PairView,
  Principal,
  TransitionDto,
} from '@app/contracts';
import { Database, lockPairs, Pair, Programme } from '@app/persistence';
import { In, Not } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { checkIfMatch } from '../http/etag.js';
import { Problem } from '../http/problem.js';
import { organisationScope } from '../http/tenant.js';
import { findProgramme } from '../programmes/programmes.service.js';
import { readPairView } from './pair-view.js';
import { askedStep, findPair, withHistories } from './stored-pairs.js';
import { messageOf, REFUSAL_CODES, storeSteps, takeOneStep, trySteps } from './take-steps.js';

/** Steps of pairs' lives: the rules are in `life-cycle.ts`, here they are loaded, asked and stored. */
@Injectable()
export class TransitionsService {
  constructor(private readonly database: Database) {}

  /**
   * @param ifMatch the version that the caller has seen
   * @throws Problem `validation-failed`, `gate-not-met` (what is missing is listed), `transition-not-allowed`,
   *   `precondition-failed`
   */
  async move(
    caller: Principal,
    id: string,
    body: TransitionDto,
    ifMatch: string | undefined,
  ): Promise<PairView> {
    const scope = organisationScope(caller);
    const step = askedStep(body);
    return this.database.within(scope, async (tx) => {
      await lockPairs(tx, scope.organisation);
      const stored = await findPair(tx, id);
      checkIfMatch(stored.pair.version, ifMatch);
      const programme = await tx.findOneByOrFail(Programme, { id: stored.pair.programmeId });
      await takeOneStep(tx, caller, programme, step, stored);
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
      const { taken, refused } = await trySteps(tx, programme, step, await withHistories(tx, pairs));
      if (body.dryRun !== true) await storeSteps(tx, caller, programme, step, taken);
      return {
        moved: taken.map(({ stored, life }) => ({ id: stored.pair.id, state: life.state })),
        skipped: refused.map(({ stored, outcome }) => ({
          id: stored.pair.id,
          state: stored.pair.state,
          code: REFUSAL_CODES[outcome.kind],
          missing: outcome.kind === 'gate-not-met' ? outcome.missing : [],
          message: messageOf(outcome),
        })),
      };
    });
  }
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
