import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import type { ConsultantDto, ConsultantList, ConsultantView, FieldError, Principal } from '@app/contracts';
import { Database, hasConsent, newId, PairConsultant } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { notFound, Problem } from '../http/problem.js';
import { organisationScope } from '../http/tenant.js';
import { assertGoesOn, openPair } from './open-pair.js';
import { documentOf, findPair } from './stored-pairs.js';
import type { StoredPair } from './stored-pairs.js';

/** Colleagues whom a mentor brings in, with their written consent (S0 §8, S1 §4.1). */
@Injectable()
export class ConsultantsService {
  constructor(private readonly database: Database) {}

  async list(caller: Principal, pairId: string): Promise<ConsultantList> {
    return this.database.within(organisationScope(caller), async (tx) => {
      await findPair(tx, pairId);
      const found = await tx.find(PairConsultant, { where: { pairId }, order: { id: 'ASC' } });
      return { items: found.map(consultantView) };
    });
  }

  /** @throws Problem `validation-failed`, `already-exists`, `pair-ended`, `precondition-failed` */
  async add(
    caller: Principal,
    pairId: string,
    body: ConsultantDto,
    ifMatch: string | undefined,
  ): Promise<ConsultantView> {
    const { organisation } = organisationScope(caller);
    return this.database.within({ organisation }, async (tx) => {
      const stored = await openPair(tx, pairId, ifMatch);
      assertGoesOn(stored);
      const { person, topic } = body;
      const errors = await errorsOf(tx, organisation, stored, body);
      if (errors.length > 0) throw new Problem('validation-failed', { errors });
      if (await tx.existsBy(PairConsultant, { pairId, person, topic })) {
        throw new Problem('already-exists', { params: { what: 'consultant' } });
      }
      const consentDocument = documentOf(body.consentDocument) ?? body.consentDocument;
      const row = { id: newId(), organisationId: organisation, pairId, person, topic, consentDocument };
      await tx.insert(PairConsultant, { ...row, madeBy: caller.keyId });
      return { id: row.id, person, topic, consentDocument };
    });
  }

  /** @throws Problem `not-found`, `precondition-failed` */
  async remove(caller: Principal, pairId: string, id: string, ifMatch: string | undefined): Promise<void> {
    await this.database.within(organisationScope(caller), async (tx) => {
      await openPair(tx, pairId, ifMatch);
      const { affected } = await tx.delete(PairConsultant, { id, pairId });
      if (affected === 0) throw notFound('consultant');
    });
  }
}

const consultantView = ({ id, person, topic, consentDocument }: PairConsultant): ConsultantView => ({
  id,
  person,
  topic,
  consentDocument,
});

async function errorsOf(
  tx: EntityManager,
  organisation: string,
  { pair, mentees }: StoredPair,
  { person, topic, consentDocument }: ConsultantDto,
): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  if (!loadCatalogue().topic(topic)) errors.push({ field: 'topic', code: 'unknown-topic', message: '' });
  if (person === pair.mentor || mentees.includes(person)) {
    return [...errors, { field: 'person', code: 'not-allowed', message: '' }];
  }
  const places = { organisation: 'p.organisation_id', person: 'p.id', day: '$3' };
  const [found] = await tx.query<{ consented: boolean }[]>(
    `SELECT ${hasConsent({ ...places, purpose: 'personal-data' })} AS consented FROM person p
     WHERE p.organisation_id = $1 AND p.external_id = $2 AND p.erased_at IS NULL`,
    [organisation, person, consentDocument.date],
  );
  if (!found) errors.push({ field: 'person', code: 'unknown-person', message: '' });
  else if (!found.consented) errors.push({ field: 'person', code: 'no-personal-data-consent', message: '' });
  return errors;
}
