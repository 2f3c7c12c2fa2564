import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import { BANK_ROLE, BANKS } from '@app/contracts';
import type {
  InterviewDto,
  InterviewList,
  InterviewView,
  PersonView,
  Principal,
  SelectionSheetList,
} from '@app/contracts';
import { Database, Interview, newId, Response, retentionOf } from '@app/persistence';
import type { Person } from '@app/persistence';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { readEntries } from '../banks/entry-view.js';
import { ownTenant } from '../http/tenant.js';
import { monthsOf } from './periods.js';
import { consentsOf, findPerson, pairsOf } from './person.js';

/** What is known of single people, whichever banks they are in, and how they were chosen. */
@Injectable()
export class PeopleService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `not-found` */
  read(caller: Principal, organisation: string, externalId: string): Promise<PersonView> {
    const tenant = ownTenant(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      const person = await findPerson(tx, organisation, externalId);
      const entries = await readEntries(tx, tenant, { externalId });
      const months = await monthsOf(tx, organisation);
      const [retention] = await retentionOf(tx, organisation, months, { externalId });
      return {
        externalId,
        displayName: person.displayName,
        sex: person.sex,
        birthYear: person.birthYear,
        erasedAt: person.erasedAt?.toISOString() ?? null,
        entries: entries.map(({ bank, personKind, refreshedOn, trained, flags }) => ({
          bank,
          personKind,
          refreshedOn,
          trained,
          flags,
        })),
        consents: await consentsOf(tx, person),
        pairs: await pairsOf(tx, person),
        ...(await countsOf(tx, person)),
        retainUntil: retention?.retainUntil ?? null,
      };
    });
  }

  /** Notes an interview. @throws Problem `not-found` */
  interview(
    caller: Principal,
    organisation: string,
    externalId: string,
    body: InterviewDto,
  ): Promise<InterviewView> {
    ownTenant(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      const person = await findPerson(tx, organisation, externalId, { lock: true });
      const id = newId();
      await tx.insert(Interview, {
        id,
        organisationId: organisation,
        personId: person.id,
        heldOn: body.on,
        heldBy: body.by,
        result: body.result,
        note: body.note ?? null,
        madeBy: caller.keyId,
      });
      return interviewView(await tx.findOneByOrFail(Interview, { id }));
    });
  }

  /** Interviews of a person, the oldest first. @throws Problem `not-found` */
  interviews(caller: Principal, organisation: string, externalId: string): Promise<InterviewList> {
    ownTenant(caller, organisation);
    return this.database.within({ organisation }, async (tx) => {
      const { id: personId } = await findPerson(tx, organisation, externalId);
      const where = { organisationId: organisation, personId };
      const found = await tx.find(Interview, { where, order: { heldOn: 'ASC', id: 'ASC' } });
      return { items: found.map(interviewView), nextCursor: null };
    });
  }

  /** Questionnaires by which people are chosen; those of the psychologist are not among them. */
  selectionSheets(caller: Principal, organisation: string, externalId: string): Promise<SelectionSheetList> {
    ownTenant(caller, organisation);
    const instruments = loadCatalogue().data.instruments.filter(({ use }) => use === 'selection');
    const codes = [...new Set(instruments.map(({ code }) => code))];
    return this.database.within({ organisation }, async (tx) => {
      await findPerson(tx, organisation, externalId);
      const where = { organisationId: organisation, respondent: externalId, instrument: In(codes) };
      const sheets = await tx.find(Response, { where, order: { answeredOn: 'ASC', id: 'ASC' } });
      return { items: sheets.map(sheetView), nextCursor: null };
    });
  }
}

async function countsOf(
  tx: EntityManager,
  person: Person,
): Promise<Pick<PersonView, 'restrictions' | 'interviews'>> {
  const [counts] = await tx.query<Pick<PersonView, 'restrictions' | 'interviews'>[]>(
    `SELECT (SELECT count(*)::int FROM restriction WHERE organisation_id = $1 AND (mentor = $2 OR mentee = $2))
              AS restrictions,
            (SELECT count(*)::int FROM interview WHERE organisation_id = $1 AND person_id = $3) AS interviews`,
    [person.organisationId, person.externalId, person.id],
  );
  return counts ?? { restrictions: 0, interviews: 0 };
}

const interviewView = (interview: Interview): InterviewView => ({
  id: interview.id,
  on: interview.heldOn,
  by: interview.heldBy,
  result: interview.result,
  note: interview.note,
  madeBy: interview.madeBy,
  madeAt: interview.madeAt.toISOString(),
});

const sheetView = (sheet: Response): SelectionSheetList['items'][number] => ({
  id: sheet.id,
  programme: sheet.programmeId,
  bank: BANKS.find((bank) => BANK_ROLE[bank] === sheet.respondentRole) ?? 'mentees',
  instrument: sheet.instrument,
  version: sheet.instrumentVersion,
  answeredOn: sheet.answeredOn,
  answers: sheet.answers,
});
