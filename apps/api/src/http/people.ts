import type { Bank, FieldError } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** A mentor and a mentee as a request names them, and where in the request. */
export interface NamedPeople {
  mentor: string;
  mentee: string;
  mentorOrganisation?: string | undefined;
  menteeOrganisation?: string | undefined;
  /** `locks[3]`; empty for the request itself. */
  at: string;
}

/** What is wrong with people that a request names: nobody of that id in the bank, or one person twice. */
export async function peopleErrors(
  tx: EntityManager,
  organisation: string,
  people: readonly NamedPeople[],
): Promise<FieldError[]> {
  const mentors = await inBank(
    tx,
    organisation,
    'mentors',
    people.map((one) => one.mentor),
  );
  const mentees = await inBank(
    tx,
    organisation,
    'mentees',
    people.map((one) => one.mentee),
  );
  return people.flatMap((one): FieldError[] => {
    const field = (name: string) => (one.at === '' ? name : `${one.at}.${name}`);
    const own = (named: string | undefined) => named === undefined || named === organisation;
    const errors: FieldError[] = [];
    if (!own(one.mentorOrganisation) || !mentors.has(one.mentor)) errors.push(unknown(field('mentor')));
    if (!own(one.menteeOrganisation) || !mentees.has(one.mentee)) errors.push(unknown(field('mentee')));
    if (one.mentor === one.mentee) errors.push({ field: field('mentee'), code: 'self-pair', message: '' });
    return errors;
  });
}

const unknown = (field: string): FieldError => ({ field, code: 'unknown-person', message: '' });

async function inBank(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ id: string }[]>(
    `SELECT external_id AS id FROM bank_entry
     WHERE organisation_id = $1 AND bank = $2 AND external_id = ANY ($3)`,
    [organisation, bank, ids],
  );
  return new Set(rows.map((row) => row.id));
}
