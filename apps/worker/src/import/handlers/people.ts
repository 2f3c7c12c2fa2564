import type { Bank, FieldError } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { ImportTarget } from '../import-handler.js';

/** Who is in the banks of the organisation that sent the file. */
export interface KnownPeople {
  organisation: string;
  mentors: ReadonlySet<string>;
  mentees: ReadonlySet<string>;
}

/** Two people as a row names them. */
export interface NamedPair {
  mentor: string;
  mentee: string;
  mentorOrganisation?: string;
  menteeOrganisation?: string;
}

export async function knownPeople(tx: EntityManager, target: ImportTarget): Promise<KnownPeople> {
  const rows = await tx.query<{ bank: Bank; id: string }[]>(
    `SELECT bank, external_id AS id FROM bank_entry WHERE organisation_id = $1`,
    [target.organisation],
  );
  const of = (bank: Bank) => new Set(rows.filter((row) => row.bank === bank).map((row) => row.id));
  return { organisation: target.organisation, mentors: of('mentors'), mentees: of('mentees') };
}

/** Everybody of both banks, for rows about two people in whichever role. */
export async function knownInAnyRole(tx: EntityManager, target: ImportTarget): Promise<KnownPeople> {
  const { organisation, mentors, mentees } = await knownPeople(tx, target);
  const anybody = new Set([...mentors, ...mentees]);
  return { organisation, mentors: anybody, mentees: anybody };
}

/** A mentor and a mentee of these banks, and not one person twice. */
export function pairErrors(pair: NamedPair, people: KnownPeople): FieldError[] {
  const errors: FieldError[] = [];
  const own = (organisation: string | undefined) =>
    organisation === undefined || organisation === people.organisation;
  if (!own(pair.mentorOrganisation) || !people.mentors.has(pair.mentor))
    errors.push({ field: 'mentor', code: 'unknown-person', message: '' });
  if (!own(pair.menteeOrganisation) || !people.mentees.has(pair.mentee))
    errors.push({ field: 'mentee', code: 'unknown-person', message: '' });
  if (errors.length === 0 && pair.mentor === pair.mentee)
    errors.push({ field: 'mentee', code: 'self-pair', message: '' });
  return errors;
}
