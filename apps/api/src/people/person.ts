import type { ConsentView, PersonPairView } from '@app/contracts';
import { ACTIVE_PAIR_STATES } from '@app/contracts';
import { Consent, Person } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { notFound } from '../http/problem.js';

/** A person of the organisation. @throws Problem `not-found`, also for another organisation's */
export async function findPerson(
  tx: EntityManager,
  organisation: string,
  externalId: string,
  options: { lock?: boolean } = {},
): Promise<Person> {
  const person = await tx.findOne(Person, {
    where: { organisationId: organisation, externalId },
    ...(options.lock && { lock: { mode: 'pessimistic_write' as const } }),
  });
  if (!person) throw notFound('person');
  return person;
}

/** All consents of a person, by purpose and day. */
export async function consentsOf(tx: EntityManager, person: Person): Promise<ConsentView[]> {
  const consents = await tx.find(Consent, {
    where: { organisationId: person.organisationId, personId: person.id },
    order: { purpose: 'ASC', givenOn: 'ASC' },
  });
  return consents.map(consentView);
}

export const consentView = (consent: Consent): ConsentView => ({
  id: consent.id,
  purpose: consent.purpose,
  givenOn: consent.givenOn,
  by: consent.givenBy,
  document: consent.document,
  validUntil: consent.validUntil,
  withdrawnOn: consent.withdrawnOn,
  withdrawalDocument: consent.withdrawalDocument,
  madeBy: consent.madeBy,
  madeAt: consent.madeAt.toISOString(),
});

/** The pairs that somebody takes part in, in either role, the oldest first; `active`: those that go on. */
export function pairsOf(
  tx: EntityManager,
  person: Person,
  which: 'all' | 'active' = 'all',
): Promise<PersonPairView[]> {
  return tx.query(
    `SELECT q.id, q.programme_id AS programme, own.role, q.state, q.started_on AS "startedOn", q.ended_on AS "endedOn"
     FROM (SELECT id, 'mentor' AS role FROM pair WHERE organisation_id = $1 AND mentor = $2
           UNION ALL SELECT pair_id, 'mentee' FROM pair_mentee WHERE organisation_id = $1 AND mentee = $2) own
     JOIN pair q ON q.organisation_id = $1 AND q.id = own.id
     WHERE $3::text[] IS NULL OR q.state = ANY ($3) ORDER BY q.id`,
    [person.organisationId, person.externalId, which === 'active' ? ACTIVE_PAIR_STATES : null],
  );
}
