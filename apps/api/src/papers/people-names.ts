import type { PersonName } from '@app/documents';
import { hasConsent } from '@app/persistence';
import type { ConsentPurpose, NameForms, ParticipantRole } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** A person as papers name them. */
export interface NamedPerson {
  name: PersonName;
  sex: 'm' | 'f' | null;
  birthYear: number | null;
  /** Whether the consents hold on the day asked for. */
  consents: Record<'personal-data' | 'publication', boolean>;
}

interface NameRow {
  id: string;
  full: string | null;
  sex: 'm' | 'f' | null;
  birthYear: number | null;
  forms: NameForms | null;
  personal: boolean;
  publication: boolean;
}

const consent = (purpose: ConsentPurpose): string =>
  `p.erased_at IS NULL AND ${hasConsent({ organisation: 'p.organisation_id', person: 'p.id', day: '$2', purpose })}`;

/**
 * The people of an organisation by external id, with their consents on a day. Whose consent does not hold has no name:
 * no paper may print it.
 * @param only external ids; absent: everybody
 */
export async function namesOf(
  tx: EntityManager,
  organisation: string,
  day: string,
  only?: readonly string[],
): Promise<ReadonlyMap<string, NamedPerson>> {
  const rows = await tx.query<NameRow[]>(
    `SELECT p.external_id AS id, p.display_name AS full, p.sex, p.birth_year AS "birthYear", n.forms,
            ${consent('personal-data')} AS personal, ${consent('publication')} AS publication
     FROM person p LEFT JOIN name_case n ON n.organisation_id = p.organisation_id AND n.person_id = p.id
       AND n.nominative = p.display_name
     WHERE p.organisation_id = $1 AND ($3::text[] IS NULL OR p.external_id = ANY ($3))`,
    [organisation, day, only ?? null],
  );
  return new Map(rows.map((row) => [row.id, namedPerson(row)]));
}

function namedPerson(row: NameRow): NamedPerson {
  const known = row.personal;
  return {
    name: {
      full: known ? row.full : null,
      sex: known ? row.sex : null,
      fallback: row.id,
      ...(known && row.forms !== null && { forms: row.forms }),
    },
    sex: known ? row.sex : null,
    birthYear: known ? row.birthYear : null,
    consents: { 'personal-data': row.personal, publication: row.personal && row.publication },
  };
}

/** Somebody of whom only the id is known. */
export const unnamed = (id: string): NamedPerson => ({
  name: { full: null, sex: null, fallback: id },
  sex: null,
  birthYear: null,
  consents: { 'personal-data': false, publication: false },
});

/** An entry as papers describe it. */
export interface DescribedEntry {
  personKind: string;
  grade: number | null;
  categories: string[];
  activity: 'active' | 'passive' | null;
  capacity: number;
  trained: boolean;
  experienceYears: number | null;
  evidence: { kind: string; title: string; year?: number | null }[];
}

/** Entries of one bank, by external id. */
export async function entriesOf(
  tx: EntityManager,
  organisation: string,
  role: ParticipantRole,
): Promise<ReadonlyMap<string, DescribedEntry>> {
  const rows = await tx.query<(DescribedEntry & { id: string })[]>(
    `SELECT external_id AS id, person_kind AS "personKind", grade, categories, activity, capacity, trained,
            experience_years AS "experienceYears", evidence
     FROM bank_entry WHERE organisation_id = $1 AND bank = $2 ORDER BY external_id`,
    [organisation, `${role}s`],
  );
  return new Map(rows.map(({ id, ...entry }) => [id, entry]));
}
