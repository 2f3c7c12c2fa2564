import { BANK_ROLE } from '@app/contracts';
import type { Bank, FieldError, ParticipantRole } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { hasConsent } from './consents.js';
import type { ConsentRecord, Day } from './programme-data.js';

/** What sheets and measurements are checked against: the organisation's programmes, people and their consents. */
export interface MonitoringImportContext {
  /** Form by programme. */
  programmes: ReadonlyMap<string, { form: string }>;
  /** By `bank/externalId`. */
  people: ReadonlyMap<string, readonly ConsentRecord[]>;
  /** Programmes whose stored moments the import has made stale. */
  touched: Set<string>;
}

interface PersonRow {
  bank: Bank;
  externalId: string;
  consents: ConsentRecord[];
}

/** Reads it in the import's transaction, which sees the own organisation only. */
export async function loadImportContext(tx: EntityManager): Promise<MonitoringImportContext> {
  const programmes = await tx.query<{ id: string; form: string }[]>(`SELECT id, form FROM programme`);
  const people = await tx.query<PersonRow[]>(
    `SELECT e.bank, e.external_id AS "externalId",
            coalesce((SELECT jsonb_agg(jsonb_build_object('purpose', c.purpose, 'givenOn', c.given_on,
                        'validUntil', c.valid_until, 'withdrawnOn', c.withdrawn_on))
                      FROM consent c WHERE c.organisation_id = e.organisation_id AND c.person_id = e.person_id),
                     '[]') AS consents
     FROM bank_entry e`,
  );
  return {
    programmes: new Map(programmes.map(({ id, form }) => [id, { form }])),
    people: new Map(people.map((row) => [personKey(row), row.consents])),
    touched: new Set(),
  };
}

export interface BankPerson {
  bank: Bank;
  externalId: string;
}

const personKey = ({ bank, externalId }: BankPerson): string => `${bank}/${externalId}`;

export const roleOf = (person: BankPerson): ParticipantRole => BANK_ROLE[person.bank];

export function isKnown(context: MonitoringImportContext, person: BankPerson): boolean {
  return context.people.has(personKey(person));
}

/** Tells of a person of an accepted row whose results will not be shown for want of a consent; null: all is well. */
export function consentWarning(
  context: MonitoringImportContext,
  person: BankPerson | null,
  day: Day,
  psychological: boolean,
): Pick<FieldError, 'code' | 'message'> | null {
  if (person === null) return null;
  const consents = context.people.get(personKey(person)) ?? [];
  if (!hasConsent(consents, 'personal-data', day)) return { code: 'no-consent', message: NOT_REPORTED };
  if (psychological && !hasConsent(consents, 'testing', day))
    return { code: 'no-testing-consent', message: '' };
  return null;
}

const NOT_REPORTED =
  'Нет действующего согласия на обработку персональных данных: результат принят, но в отчёты не войдёт.';

/** Stored moments of the programmes that the import changed must be built anew. */
export async function markTouched(tx: EntityManager, context: MonitoringImportContext): Promise<void> {
  if (context.touched.size === 0) return;
  await tx.query(`UPDATE programme SET moments_stale = true WHERE id = ANY ($1) AND NOT moments_stale`, [
    [...context.touched],
  ]);
}
