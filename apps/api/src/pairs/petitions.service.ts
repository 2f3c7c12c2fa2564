import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import { ACTIVE_PAIR_STATES } from '@app/contracts';
import type {
  FieldCode,
  FieldError,
  PetitionDecisionDto,
  PetitionDto,
  PetitionKind,
  PetitionList,
  PetitionView,
  Principal,
} from '@app/contracts';
import { Database, lockPairs, newId, Pair, PairPetition, Programme } from '@app/persistence';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope } from '../http/tenant.js';
import { leaveGroup } from './groups.service.js';
import type { Step } from './life-cycle.js';
import { assertGoesOn, openPair } from './open-pair.js';
import { documentOf, findPair, withHistories } from './stored-pairs.js';
import type { StoredPair } from './stored-pairs.js';
import { takeOneStep } from './take-steps.js';

/** Ходатайства о замене наставника и заявления о сложении обязанностей (S1 §4.1, §5.1), with the decisions on them. */
@Injectable()
export class PetitionsService {
  constructor(private readonly database: Database) {}

  async list(caller: Principal, pairId: string): Promise<PetitionList> {
    return this.database.within(organisationScope(caller), async (tx) => {
      await findPair(tx, pairId);
      const petitions = await tx.find(PairPetition, { where: { pairId }, order: { id: 'ASC' } });
      return { items: petitions.map(petitionView) };
    });
  }

  /** @throws Problem `validation-failed`, `already-exists` while the same is asked for, `pair-ended` */
  async create(
    caller: Principal,
    pairId: string,
    body: PetitionDto,
    ifMatch: string | undefined,
  ): Promise<PetitionView> {
    const { organisation } = organisationScope(caller);
    return this.database.within({ organisation }, async (tx) => {
      const stored = await openPair(tx, pairId, ifMatch);
      assertGoesOn(stored);
      const errors = checkPetition(body, stored);
      if (errors.length > 0) throw new Problem('validation-failed', { errors });
      const open = await tx.findBy(PairPetition, { pairId, kind: body.kind });
      if (open.some((one) => one.granted === null && one.mentee === (body.mentee ?? null))) {
        throw new Problem('already-exists', { params: { what: 'petition' } });
      }
      const id = newId();
      await tx.insert(PairPetition, {
        id,
        organisationId: organisation,
        pairId,
        kind: body.kind,
        mentee: body.mentee ?? null,
        allPairs: body.allPairs ?? false,
        askedBy: body.by,
        askedOn: body.on,
        reason: body.reason,
        madeBy: caller.keyId,
      });
      return petitionView(await tx.findOneByOrFail(PairPetition, { id }));
    });
  }

  /**
   * Decides once. A petition that is granted ends the pair (or takes the mentee out of the group) in the same
   * transaction, so that the mentee is in the next matching and the mentor's place is free.
   * @throws Problem `not-found`, `conflict` where it was decided before, `validation-failed`, `transition-not-allowed`,
   *   `precondition-failed`
   */
  async decide(
    caller: Principal,
    pairId: string,
    id: string,
    body: PetitionDecisionDto,
    ifMatch: string | undefined,
  ): Promise<PetitionView> {
    const { organisation } = organisationScope(caller);
    return this.database.within({ organisation }, async (tx) => {
      await lockPairs(tx, organisation);
      const stored = await openPair(tx, pairId, ifMatch);
      const petition = await tx.findOneBy(PairPetition, { id, pairId });
      if (!petition) throw notFound('petition');
      if (petition.granted !== null) throw new Problem('conflict');
      const kind = kindOf(petition.kind);
      const errors = checkDecision(body, petition, kind);
      if (errors.length > 0) throw new Problem('validation-failed', { errors });
      await tx.update(
        PairPetition,
        { id },
        {
          granted: body.granted,
          decidedOn: body.on,
          decidedBy: body.by,
          document: documentOf(body.document),
          decisionReason: body.reason ?? null,
          decisionMadeBy: caller.keyId,
        },
      );
      if (body.granted) await grant(tx, caller, stored, petition, kind, body);
      return petitionView(await tx.findOneByOrFail(PairPetition, { id }));
    });
  }
}

function kindOf(code: string): PetitionKind {
  const kind = loadCatalogue().petitionKind(code);
  if (!kind) throw new Error(`the catalogue has lost petition kind ${code}`);
  return kind;
}

function checkPetition(body: PetitionDto, { pair, mentees }: StoredPair): FieldError[] {
  const kind = loadCatalogue().petitionKind(body.kind);
  if (!kind) return [wrong('kind', 'unknown-code')];
  const errors: FieldError[] = [];
  if (body.by !== kind.by) errors.push(wrong('by', 'not-allowed'));
  if (kind.by === 'mentor' && body.mentee !== undefined) errors.push(wrong('mentee', 'not-allowed'));
  if (kind.by === 'mentee') {
    if (body.mentee === undefined && mentees.length > 1) errors.push(wrong('mentee', 'required'));
    if (body.mentee !== undefined && !mentees.includes(body.mentee)) {
      errors.push(wrong('mentee', 'unknown-person'));
    }
    if (body.allPairs === true) errors.push(wrong('allPairs', 'not-allowed'));
  }
  if (pair.startedOn !== null && body.on < pair.startedOn) errors.push(wrong('on', 'date-order'));
  return errors;
}

function checkDecision(body: PetitionDecisionDto, petition: PairPetition, kind: PetitionKind): FieldError[] {
  return [
    ...(kind.deciders.includes(body.by) ? [] : [wrong('by', 'not-allowed')]),
    ...(body.on < petition.askedOn ? [wrong('on', 'date-order')] : []),
  ];
}

async function grant(
  tx: EntityManager,
  caller: Principal,
  stored: StoredPair,
  petition: PairPetition,
  kind: PetitionKind,
  body: PetitionDecisionDto,
): Promise<void> {
  const step: Step = {
    to: kind.state,
    on: body.on,
    by: kind.by,
    reason: kind.reason,
    document: documentOf(body.document),
    until: null,
    recorded: false,
  };
  if (petition.mentee !== null && stored.mentees.length > 1) {
    await leaveGroup(tx, caller, stored, petition.mentee, step);
    return;
  }
  const pairs = petition.allPairs ? await activePairsOf(tx, stored.pair) : [stored];
  for (const one of pairs) {
    const programme = await tx.findOneByOrFail(Programme, { id: one.pair.programmeId });
    await takeOneStep(tx, caller, programme, step, one);
  }
  if (petition.allPairs) await takeAwayPlaces(tx, stored.pair);
}

/** Every active pair of the mentor, in all programmes. */
async function activePairsOf(tx: EntityManager, { mentor }: Pair): Promise<StoredPair[]> {
  const where = { mentor, state: In([...ACTIVE_PAIR_STATES]) };
  return withHistories(tx, await tx.find(Pair, { where, order: { id: 'ASC' } }));
}

/** Who is released altogether is offered to nobody any more, until the bank says otherwise. */
async function takeAwayPlaces(tx: EntityManager, { organisationId, mentor }: Pair): Promise<void> {
  await tx.query(
    `UPDATE bank_entry SET capacity = 0, version = version + 1, updated_at = now()
     WHERE organisation_id = $1 AND bank = 'mentors' AND external_id = $2`,
    [organisationId, mentor],
  );
}

const wrong = (field: string, code: FieldCode): FieldError => ({ field, code, message: '' });

function petitionView(petition: PairPetition): PetitionView {
  const { granted, decidedOn, decidedBy, document, decisionReason } = petition;
  return {
    id: petition.id,
    pair: petition.pairId,
    kind: petition.kind,
    by: petition.askedBy,
    mentee: petition.mentee,
    on: petition.askedOn,
    reason: petition.reason,
    allPairs: petition.allPairs,
    decision:
      granted === null || decidedOn === null || decidedBy === null
        ? null
        : { granted, on: decidedOn, by: decidedBy, document, reason: decisionReason },
  };
}
