import { Injectable } from '@nestjs/common';
import type {
  ConsentList,
  ConsentView,
  NewConsentDto,
  Principal,
  WithdrawalDto,
  WithdrawalView,
} from '@app/contracts';
import { Consent, Database, erasePeople, eraseWithdrawn, newId, recordAct, todayIn } from '@app/persistence';
import type { DestructionAct, Person } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { Problem } from '../http/problem.js';
import { ownTenant } from '../http/tenant.js';
import { actView } from './act-view.js';
import { eraseWithdrawnTesting } from './erase-testing.js';
import { consentsOf, consentView, findPerson, pairsOf } from './person.js';

/** Consents of single people: given on paper, noted here; a withdrawal acts at once. */
@Injectable()
export class ConsentsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `not-found` */
  list(caller: Principal, organisation: string, externalId: string): Promise<ConsentList> {
    ownTenant(caller, organisation);
    return this.database.within({ organisation }, async (tx) => ({
      items: await consentsOf(tx, await findPerson(tx, organisation, externalId)),
      nextCursor: null,
    }));
  }

  /**
   * Notes a consent. Whoever was erased and consents anew is filled in by the next import.
   * @throws Problem `not-found`, `already-exists`, `validation-failed`
   */
  give(
    caller: Principal,
    organisation: string,
    externalId: string,
    body: NewConsentDto,
  ): Promise<ConsentView> {
    ownTenant(caller, organisation);
    if (body.validUntil && body.validUntil < body.givenOn) throw invalid('validUntil');
    return this.database.within({ organisation }, async (tx) => {
      const person = await findPerson(tx, organisation, externalId, { lock: true });
      const { purpose, givenOn } = body;
      if (await tx.existsBy(Consent, { organisationId: organisation, personId: person.id, purpose, givenOn }))
        throw new Problem('already-exists');
      const id = newId();
      await tx.insert(Consent, {
        id,
        organisationId: organisation,
        personId: person.id,
        purpose,
        givenOn,
        givenBy: body.by,
        document: body.document ?? null,
        validUntil: body.validUntil ?? null,
        withdrawnOn: null,
        withdrawalDocument: null,
        madeBy: caller.keyId,
      });
      await eraseWithdrawn(tx, organisation, [person.id]);
      return consentView(await tx.findOneByOrFail(Consent, { id }));
    });
  }

  /**
   * Withdraws every consent for the purpose that was given up to that day, and erases what may no longer be kept.
   * @throws Problem `not-found`, `nothing-to-withdraw`, `validation-failed` for a day to come
   */
  withdraw(
    caller: Principal,
    organisation: string,
    externalId: string,
    body: WithdrawalDto,
  ): Promise<WithdrawalView> {
    const { region } = ownTenant(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      const person = await findPerson(tx, organisation, externalId, { lock: true });
      if (body.withdrawnOn > (await todayIn(tx, region))) throw invalid('withdrawnOn', 'out-of-range');
      await markWithdrawn(tx, person, body);
      const act = await erased(tx, person, body);
      return {
        consents: await consentsOf(tx, person),
        act: act && actView(act),
        pairs: AFFECTS_PAIRS.includes(body.purpose) ? await pairsOf(tx, person, 'active') : [],
      };
    });
  }
}

/** Without these a pair cannot go on as it is. */
const AFFECTS_PAIRS: readonly WithdrawalDto['purpose'][] = ['personal-data', 'appointment'];

async function markWithdrawn(tx: EntityManager, person: Person, body: WithdrawalDto): Promise<void> {
  const [, count] = await tx.query<[unknown[], number]>(
    `UPDATE consent SET withdrawn_on = $4, withdrawal_document = $5
     WHERE organisation_id = $1 AND person_id = $2 AND purpose = $3 AND withdrawn_on IS NULL AND given_on <= $4`,
    [person.organisationId, person.id, body.purpose, body.withdrawnOn, body.document ?? null],
  );
  if (count === 0) throw new Problem('nothing-to-withdraw');
}

/** What the withdrawal destroys; null when nothing has to be destroyed for this purpose. */
async function erased(
  tx: EntityManager,
  { organisationId, id, externalId }: Person,
  { purpose, withdrawnOn, document }: WithdrawalDto,
): Promise<DestructionAct | null> {
  if (purpose === 'testing') return eraseWithdrawnTesting(tx, organisationId, externalId);
  if (purpose === 'personal-data') return (await eraseWithdrawn(tx, organisationId, [id]))[0] ?? null;
  if (purpose !== 'publication') return null;
  const people = [externalId];
  const destroyed = await erasePeople(tx, { organisation: organisationId, people, cause: 'publication' });
  if (destroyed.length === 0) return null;
  const withdrawal = { purpose, withdrawnOn, document: document ?? null };
  return recordAct(tx, {
    organisation: organisationId,
    people,
    reason: 'consent-withdrawn',
    withdrawal,
    destroyed,
  });
}

const invalid = (field: string, code: 'date-order' | 'out-of-range' = 'date-order'): Problem =>
  new Problem('validation-failed', { errors: [{ field, code, message: '' }] });
