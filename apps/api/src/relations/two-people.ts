import type { Bank, FieldError } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { Problem } from '../http/problem.js';

interface Two {
  mentor: string;
  mentee: string;
  mentorOrganisation?: string;
  menteeOrganisation?: string;
}

/** SQL for rows of an organisation that are about `:person`, in either role; null: about anybody. */
export const aboutPerson = (alias: string): string =>
  `${alias}.organisationId = :organisation
    AND (:person::text IS NULL OR ${alias}.mentor = :person OR ${alias}.mentee = :person)`;

/**
 * Two different people of this organisation: a mentor and a mentee by their banks, or, with `any-bank`, of whichever
 * bank, as two mentees who must not meet in a group.
 * @throws Problem `validation-failed`
 */
export async function checkTwo(
  tx: EntityManager,
  organisation: string,
  two: Two,
  banks: 'own-banks' | 'any-bank',
): Promise<void> {
  const rows = await tx.query<{ bank: Bank; id: string }[]>(
    `SELECT bank, external_id AS id FROM bank_entry WHERE organisation_id = $1 AND external_id = ANY ($2)`,
    [organisation, [two.mentor, two.mentee]],
  );
  const isKnown = (id: string, bank: Bank, at: string | undefined) =>
    (at === undefined || at === organisation) &&
    rows.some((row) => row.id === id && (banks === 'any-bank' || row.bank === bank));
  const errors: FieldError[] = [];
  const refuse = (field: string, code: FieldError['code']) => errors.push({ field, code, message: '' });
  if (!isKnown(two.mentor, 'mentors', two.mentorOrganisation)) refuse('mentor', 'unknown-person');
  if (!isKnown(two.mentee, 'mentees', two.menteeOrganisation)) refuse('mentee', 'unknown-person');
  if (errors.length === 0 && two.mentor === two.mentee) refuse('mentee', 'self-pair');
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
}
