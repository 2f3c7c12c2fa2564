import type { Bank } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { newId } from '../keys.js';
import { eraseWithdrawn } from './erasure.js';
import { digestOf } from './entry-state.js';
import type { EntryState } from './entry-state.js';

/** What became of each entry, in the order they were given. */
export type EntryOutcome = 'created' | 'updated' | 'unchanged';

interface Pending {
  state: EntryState;
  digest: Buffer;
}

/**
 * Creates or updates entries of one bank by external id, with their persons and consents; an entry that is the same as
 * last time is left alone. No external id may stand twice in `states`.
 *
 * The consents of a row replace the person's, but a recorded withdrawal stays whatever later rows say, and the personal
 * fields of a person whose personal-data consent is withdrawn are erased at once, in both banks.
 */
export async function storeEntries(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  states: readonly EntryState[],
): Promise<EntryOutcome[]> {
  const pending = states.map((state): Pending => ({ state, digest: digestOf(state) }));
  const known = await knownDigests(tx, organisation, bank, states);
  const outcomes = pending.map(({ state, digest }): EntryOutcome => {
    const before = known.get(state.externalId);
    if (before === undefined) return 'created';
    return before.equals(digest) ? 'unchanged' : 'updated';
  });
  const changed = pending.filter((_, i) => outcomes[i] !== 'unchanged');
  if (changed.length > 0) await storeChanged(tx, organisation, bank, changed);
  return outcomes;
}

async function storeChanged(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  changed: Pending[],
): Promise<void> {
  const persons = await storePersons(tx, organisation, changed);
  await storeConsents(tx, organisation, changed, persons);
  await storeRows(tx, organisation, bank, changed, persons);
  await eraseWithdrawn(tx, organisation, [...persons.values()]);
}

async function knownDigests(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  states: readonly EntryState[],
): Promise<Map<string, Buffer>> {
  const rows = await tx.query<{ external_id: string; digest: Buffer }[]>(
    `SELECT external_id, digest FROM bank_entry
     WHERE organisation_id = $1 AND bank = $2 AND external_id = ANY ($3)`,
    [organisation, bank, states.map((state) => state.externalId)],
  );
  return new Map(rows.map((row) => [row.external_id, row.digest]));
}

/** Upserts the persons; a field that a row does not mention stays. Returns person ids by external id. */
async function storePersons(
  tx: EntityManager,
  organisation: string,
  changed: Pending[],
): Promise<Map<string, string>> {
  const rows = changed.map(({ state }) => ({
    id: newId(),
    external_id: state.externalId,
    display_name: state.person.displayName ?? null,
    sex: state.person.sex ?? null,
    birth_year: state.person.birthYear ?? null,
    says_name: 'displayName' in state.person,
    says_sex: 'sex' in state.person,
    says_year: 'birthYear' in state.person,
  }));
  await tx.query(
    `INSERT INTO person (id, organisation_id, external_id)
     SELECT id, $1, external_id FROM jsonb_to_recordset($2) AS r (id uuid, external_id text)
     ON CONFLICT (organisation_id, external_id) DO NOTHING`,
    [organisation, JSON.stringify(rows)],
  );
  const [stored] = await tx.query<[{ id: string; external_id: string }[], number]>(
    `UPDATE person p SET
       display_name = CASE WHEN r.says_name THEN r.display_name ELSE p.display_name END,
       sex = CASE WHEN r.says_sex THEN r.sex ELSE p.sex END,
       birth_year = CASE WHEN r.says_year THEN r.birth_year ELSE p.birth_year END
     FROM jsonb_to_recordset($2) AS r (external_id text, display_name text, sex text, birth_year smallint,
                                       says_name boolean, says_sex boolean, says_year boolean)
     WHERE p.organisation_id = $1 AND p.external_id = r.external_id
     RETURNING p.id, p.external_id`,
    [organisation, JSON.stringify(rows)],
  );
  return new Map(stored.map((row) => [row.external_id, row.id]));
}

/** Replaces the consents of the rows that speak of them; what was withdrawn is neither removed nor taken back. */
async function storeConsents(
  tx: EntityManager,
  organisation: string,
  changed: Pending[],
  persons: ReadonlyMap<string, string>,
): Promise<void> {
  const speaking = changed.filter(({ state }) => state.consents !== undefined);
  if (speaking.length === 0) return;
  const rows = speaking.flatMap(({ state }) =>
    (state.consents ?? []).map((consent) => ({
      id: newId(),
      person_id: persons.get(state.externalId),
      purpose: consent.purpose,
      given_on: consent.givenOn,
      given_by: consent.by,
      document: consent.document,
      valid_until: consent.validUntil,
      withdrawn_on: consent.withdrawnOn,
    })),
  );
  const columns = `(id uuid, person_id uuid, purpose text, given_on date, given_by text, document text,
                    valid_until date, withdrawn_on date)`;
  await tx.query(
    `DELETE FROM consent c WHERE c.organisation_id = $1 AND c.person_id = ANY ($2) AND c.withdrawn_on IS NULL
       AND NOT EXISTS (SELECT FROM jsonb_to_recordset($3) AS r ${columns}
                       WHERE r.person_id = c.person_id AND r.purpose = c.purpose AND r.given_on = c.given_on)`,
    [organisation, speaking.map(({ state }) => persons.get(state.externalId)), JSON.stringify(rows)],
  );
  await tx.query(
    `INSERT INTO consent (id, organisation_id, person_id, purpose, given_on, given_by, document, valid_until, withdrawn_on)
     SELECT id, $1, person_id, purpose, given_on, given_by, document, valid_until, withdrawn_on
     FROM jsonb_to_recordset($2) AS r ${columns}
     ON CONFLICT (organisation_id, person_id, purpose, given_on) DO UPDATE SET
       given_by = excluded.given_by, document = excluded.document, valid_until = excluded.valid_until,
       withdrawn_on = coalesce(excluded.withdrawn_on, consent.withdrawn_on)`,
    [organisation, JSON.stringify(rows)],
  );
}

async function storeRows(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  changed: Pending[],
  persons: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = changed.map(({ state, digest }) => ({
    id: newId(),
    person_id: persons.get(state.externalId),
    external_id: state.externalId,
    person_kind: state.personKind,
    grade: state.grade,
    experience_years: state.experienceYears,
    categories: state.categories,
    activity: state.activity,
    competences: state.competences,
    requests: state.requests,
    profile: state.profile,
    capacity: state.capacity,
    trained: state.trained,
    waiting_since: state.waitingSince,
    refreshed_on: state.refreshedOn,
    marks: state.marks,
    evidence: state.evidence,
    proposed_by: state.proposedBy,
    digest: `\\x${digest.toString('hex')}`,
  }));
  const assignments = FIELDS.map((field) => `${field} = excluded.${field}`).join(', ');
  await tx.query(
    `INSERT INTO bank_entry (id, organisation_id, bank, external_id, ${FIELDS.join(', ')})
     SELECT id, $1, $2, external_id, ${FIELDS.map((field) => `r.${field}`).join(', ')}
     FROM jsonb_to_recordset($3) AS r (id uuid, person_id uuid, external_id text, person_kind text, grade smallint,
       experience_years real, categories text[], activity text, competences jsonb, requests jsonb, profile jsonb,
       capacity smallint, trained boolean, waiting_since date, refreshed_on date, marks jsonb, evidence jsonb,
       proposed_by text, digest bytea)
     ON CONFLICT (organisation_id, bank, external_id) DO UPDATE SET ${assignments},
       version = bank_entry.version + 1, updated_at = now()`,
    [organisation, bank, JSON.stringify(rows)],
  );
}

const FIELDS = [
  'person_id',
  'person_kind',
  'grade',
  'experience_years',
  'categories',
  'activity',
  'competences',
  'requests',
  'profile',
  'capacity',
  'trained',
  'waiting_since',
  'refreshed_on',
  'marks',
  'evidence',
  'proposed_by',
  'digest',
] as const;
