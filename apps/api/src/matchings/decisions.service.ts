import { Injectable } from '@nestjs/common';
import { ACTIVE_PAIR_STATES, PROBLEMS } from '@app/contracts';
import type {
  BulkDecisionsDto,
  BulkDecisionsView,
  Decision,
  DecisionDto,
  DecisionView,
  FieldCode,
  FieldError,
  PairState,
  Principal,
  ProblemCode,
} from '@app/contracts';
import {
  Database,
  insertPairEvents,
  insertPairs,
  lockPairs,
  markMomentsStale,
  Matching,
  newId,
  occupiedPlaces,
  Programme,
  standingDecisions,
  Suggestion,
  takenMentees,
  updatePairs,
} from '@app/persistence';
import type { NewPair } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope } from '../http/tenant.js';
import { decide, peopleKey } from './decide.js';
import type { Ledger } from './decide.js';
import { findFinishedMatching } from './find-matching.js';

/** The reason of a pair that ended because its acceptance was withdrawn; no completion reason of a school. */
export const WITHDRAWN = 'withdrawn';

type Asked = { suggestion: Suggestion; decision: Decision; reason: string | null };
type StoredSuggestion = Pick<Suggestion, 'id' | 'mentor' | 'mentee' | 'variant'>;

/** What curators decide about suggestions: append-only, and an accepted one becomes a pair in the same transaction. */
@Injectable()
export class DecisionsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `not-found`, `mentor-full`, `mentee-taken`, `conflict` and others of `decide` */
  async decideOne(caller: Principal, suggestionId: string, body: DecisionDto): Promise<DecisionView> {
    const scope = organisationScope(caller);
    return this.database.within(scope, async (tx) => {
      const suggestion = await tx.findOneBy(Suggestion, { id: suggestionId });
      if (!suggestion) throw notFound('suggestion');
      const asked = [{ suggestion, decision: body.decision, reason: body.reason ?? null }];
      const { items, errors } = await this.apply(tx, caller, suggestion.matchingId, asked);
      const [refusal] = errors;
      if (refusal) {
        const code = refusal.code as FieldCode;
        throw new Problem(problemOf(code), {
          params: peopleOf(suggestion),
          errors: [fieldError('decision', code)],
        });
      }
      return items[0] as DecisionView;
    });
  }

  /** All or nothing. @throws Problem `conflict` with one error for each decision that cannot be */
  async decideMany(
    caller: Principal,
    matchingId: string,
    body: BulkDecisionsDto,
  ): Promise<BulkDecisionsView> {
    if ((body.all === undefined) === (body.entries === undefined)) {
      throw new Problem('validation-failed', { errors: [fieldError('entries', 'required')] });
    }
    return this.database.within(organisationScope(caller), async (tx) => {
      const matching = await findFinishedMatching(tx, matchingId);
      const asked =
        body.entries !== undefined
          ? await this.named(tx, matching, body.entries)
          : await this.every(tx, matching, body.all ?? 'accept', body.reason ?? null);
      const { items, errors } = await this.apply(tx, caller, matchingId, asked);
      if (errors.length > 0) throw new Problem('conflict', { errors });
      const recorded = items.filter((item) => item.recorded).length;
      return { items, recorded, unchanged: items.length - recorded };
    });
  }

  private async named(
    tx: EntityManager,
    matching: Matching,
    entries: NonNullable<BulkDecisionsDto['entries']>,
  ): Promise<Asked[]> {
    const suggestions = await suggestionsOf(tx, matching.id);
    const byId = new Map(suggestions.map((suggestion) => [suggestion.id, suggestion]));
    const errors: FieldError[] = [];
    const asked = entries.flatMap((entry, i): Asked[] => {
      const suggestion = byId.get(entry.suggestion.toLowerCase());
      if (suggestion) return [{ suggestion, decision: entry.decision, reason: entry.reason ?? null }];
      errors.push({ row: i + 1, ...fieldError(`entries[${i}].suggestion`, 'unknown-suggestion') });
      return [];
    });
    if (errors.length > 0) throw new Problem('validation-failed', { errors });
    return asked;
  }

  /** Every suggestion of the matching, but none that was rejected after it. */
  private async every(
    tx: EntityManager,
    matching: Matching,
    decision: Decision,
    reason: string | null,
  ): Promise<Asked[]> {
    const standing = await standingDecisions(tx, matching.organisationId, matching.programmeId);
    const rejected = new Set(
      standing.filter((one) => one.decision === 'reject').map((one) => peopleKey(one.mentor, one.mentee)),
    );
    const suggestions = await suggestionsOf(tx, matching.id);
    return suggestions
      .filter((one) => decision === 'withdraw' || !rejected.has(peopleKey(one.mentor, one.mentee)))
      .map((suggestion) => ({ suggestion, decision, reason }));
  }

  private async apply(
    tx: EntityManager,
    caller: Principal,
    matchingId: string,
    asked: readonly Asked[],
  ): Promise<{ items: DecisionView[]; errors: FieldError[] }> {
    const { organisation } = organisationScope(caller);
    await lockPairs(tx, organisation);
    const matching = await tx.findOneByOrFail(Matching, { id: matchingId });
    const programme = await tx.findOneByOrFail(Programme, { id: matching.programmeId });
    const ledger = await loadLedger(tx, organisation, programme.id);
    const ended: string[] = [];
    const made: NewPair[] = [];
    const items: DecisionView[] = [];
    const errors: FieldError[] = [];
    asked.forEach(({ suggestion, decision, reason }, i) => {
      const { mentor, mentee } = suggestion;
      const id = newId();
      const verdict = decide(ledger, { mentor, mentee, decision }, id);
      if (verdict.kind === 'refused') {
        errors.push({ row: i + 1, ...fieldError(`entries[${i}]`, verdict.code) });
        return;
      }
      const recorded = verdict.kind === 'recorded';
      const isMade = recorded && verdict.effect === 'make-pair';
      if (isMade) made.push(acceptedPair(id, suggestion, programme, matching.asOf));
      if (recorded && verdict.effect === 'end-pair') ended.push(verdict.pair);
      const pair = isMade ? id : verdict.kind === 'unchanged' ? verdict.pair : null;
      items.push({ suggestion: suggestion.id, mentor, mentee, decision, reason, recorded, pair });
    });
    if (errors.length === 0) {
      await insertDecisions(tx, caller, programme.id, items);
      await insertPairs(tx, organisation, caller.keyId, made);
      await endWithdrawn(tx, caller, ended, matching.asOf);
      if (made.length + ended.length > 0) await markMomentsStale(tx, programme.id);
    }
    return { items, errors };
  }
}

const fieldError = (field: string, code: FieldCode): FieldError => ({ field, code, message: '' });

const peopleOf = ({ mentor, mentee }: StoredSuggestion) => ({ mentor, mentee });

/** A refusal of one decision as the problem of the whole request. */
function problemOf(code: FieldCode): ProblemCode {
  return code in PROBLEMS ? (code as ProblemCode) : 'conflict';
}

function suggestionsOf(tx: EntityManager, matching: string): Promise<Suggestion[]> {
  return tx.find(Suggestion, {
    where: { matchingId: matching },
    order: { ordinal: 'ASC' },
    select: { id: true, mentor: true, mentee: true, variant: true, matchingId: true },
  });
}

async function loadLedger(tx: EntityManager, organisation: string, programme: string): Promise<Ledger> {
  const standing = await standingDecisions(tx, organisation, programme);
  const occupied = await occupiedPlaces(tx);
  const entries = await tx.query<{ bank: string; id: string; capacity: number }[]>(
    `SELECT bank, external_id AS id, capacity FROM bank_entry WHERE organisation_id = $1`,
    [organisation],
  );
  const pairs = await tx.query<{ id: string; mentor: string; mentee: string; state: PairState }[]>(
    `SELECT p.id, p.mentor, m.mentee, p.state FROM pair p JOIN pair_mentee m ON m.pair_id = p.id
     WHERE p.programme_id = $1 AND p.state = ANY ($2)`,
    [programme, ACTIVE_PAIR_STATES],
  );
  const mentors = entries.filter((entry) => entry.bank === 'mentors');
  return {
    standing: new Map(standing.map((one) => [peopleKey(one.mentor, one.mentee), one.decision])),
    pairs: new Map(
      pairs.map((pair) => [peopleKey(pair.mentor, pair.mentee), { id: pair.id, state: pair.state }]),
    ),
    taken: new Set((await takenMentees(tx, programme)).keys()),
    free: new Map(mentors.map((entry) => [entry.id, entry.capacity - (occupied.get(entry.id) ?? 0)])),
    mentees: new Set(entries.filter((entry) => entry.bank === 'mentees').map((entry) => entry.id)),
  };
}

/** Dated by the matching, not by the clock: the day on which a curator pressed the button is no fact of the pair. */
function acceptedPair(id: string, suggestion: StoredSuggestion, programme: Programme, asOf: string): NewPair {
  return {
    id,
    programme: programme.id,
    mentor: suggestion.mentor,
    mentees: [suggestion.mentee],
    variant: suggestion.variant,
    kinds: programme.kinds,
    state: 'accepted',
    startedOn: null,
    endedOn: null,
    endReason: null,
    suggestion: suggestion.id,
    override: null,
    brokenRules: [],
    events: [{ ...EVENT, event: 'accepted', happenedOn: asOf }],
  };
}

const EVENT = { actor: 'curator', reason: null, document: null, until: null, recorded: false } as const;

async function insertDecisions(
  tx: EntityManager,
  caller: Principal,
  programme: string,
  items: readonly DecisionView[],
): Promise<void> {
  const rows = items.filter((item) => item.recorded).map((item) => ({ ...item, id: newId() }));
  await tx.query(
    `INSERT INTO decision (id, organisation_id, programme_id, suggestion_id, mentor, mentee, decision, reason, made_by)
     SELECT id, $1, $2, suggestion, mentor, mentee, decision, reason, $3
     FROM jsonb_to_recordset($4) AS r(id uuid, suggestion uuid, mentor text, mentee text, decision text, reason text)`,
    [caller.organisation, programme, caller.keyId, JSON.stringify(rows)],
  );
}

async function endWithdrawn(
  tx: EntityManager,
  caller: Principal,
  pairs: readonly string[],
  on: string,
): Promise<void> {
  await updatePairs(
    tx,
    pairs.map((id) => ({ id, state: 'terminated', startedOn: null, endedOn: on, endReason: WITHDRAWN })),
  );
  const events = pairs.map((pair) => ({
    ...EVENT,
    pair,
    event: 'terminated' as const,
    happenedOn: on,
    reason: WITHDRAWN,
  }));
  await insertPairEvents(tx, organisationScope(caller).organisation, caller.keyId, events);
}
