import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import type { FieldCode, FieldError, Principal, SupportDto, SupportList, SupportView } from '@app/contracts';
import { Database, newId, PairSupport } from '@app/persistence';
import { Problem } from '../http/problem.js';
import { organisationScope } from '../http/tenant.js';
import { everyMentee, openPair } from './open-pair.js';
import { findPair } from './stored-pairs.js';
import type { StoredPair } from './stored-pairs.js';

/** Сопровождение пар педагогом-психологом: what was done for a pair, and how satisfied its sides are. */
@Injectable()
export class SupportService {
  constructor(private readonly database: Database) {}

  /** By day; notes are for the psychologist's eyes only. */
  async list(caller: Principal, pairId: string): Promise<SupportList> {
    return this.database.within(organisationScope(caller), async (tx) => {
      await findPair(tx, pairId);
      const found = await tx.find(PairSupport, { where: { pairId }, order: { givenOn: 'ASC', id: 'ASC' } });
      return { items: found.map((support) => supportView(support, caller)) };
    });
  }

  /** @throws Problem `validation-failed`, `precondition-failed` */
  async create(
    caller: Principal,
    pairId: string,
    body: SupportDto,
    ifMatch: string | undefined,
  ): Promise<SupportView> {
    const { organisation } = organisationScope(caller);
    return this.database.within({ organisation }, async (tx) => {
      const stored = await openPair(tx, pairId, ifMatch);
      const errors = checkSupport(body, stored, caller);
      if (errors.length > 0) throw new Problem('validation-failed', { errors });
      const id = newId();
      await tx.insert(PairSupport, {
        id,
        organisationId: organisation,
        pairId,
        givenOn: body.on,
        kind: body.kind,
        side: body.side ?? null,
        mentee: body.mentee ?? null,
        satisfaction: body.satisfaction ?? null,
        note: body.note ?? null,
        madeBy: caller.keyId,
      });
      return supportView(await tx.findOneByOrFail(PairSupport, { id }), caller);
    });
  }
}

const readsNotes = (caller: Principal): boolean => caller.role === 'psychologist';

function checkSupport(body: SupportDto, stored: StoredPair, caller: Principal): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, code: FieldCode) => errors.push({ field, code, message: '' });
  const kind = loadCatalogue().supportKind(body.kind);
  if (!kind) add('kind', 'unknown-code');
  if (kind?.rates === true && body.satisfaction === undefined) add('satisfaction', 'required');
  if (kind?.rates === false && body.satisfaction !== undefined) add('satisfaction', 'not-allowed');
  if (body.satisfaction !== undefined && body.side === undefined) add('side', 'required');
  if (body.mentee !== undefined && body.side !== 'mentee') add('mentee', 'not-allowed');
  else if (body.mentee !== undefined && !everyMentee(stored).has(body.mentee))
    add('mentee', 'unknown-person');
  if (body.note !== undefined && !readsNotes(caller)) add('note', 'not-allowed');
  return errors;
}

function supportView(support: PairSupport, caller: Principal): SupportView {
  const { id, kind, givenOn, side, mentee, satisfaction, note } = support;
  return { id, kind, on: givenOn, side, mentee, satisfaction, ...(readsNotes(caller) ? { note } : {}) };
}
