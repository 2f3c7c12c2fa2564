import type { Bank } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { joiningInBulk } from '../staging/index.js';
import type { StagedImport } from '../staging/index.js';
import { eraseWithdrawn } from './erasure.js';
import { digestOf } from './entry-state.js';
import type { EntryState } from './entry-state.js';

/** How many entries were created, updated, and left as they were. */
export interface EntryCounts {
  created: number;
  updated: number;
  unchanged: number;
}

/**
 * Where entries come from: a relation named `source` with the columns `key` (the external id), `digest` and `state` (an
 * `EntryState`), and its parameters, from $3 on.
 */
interface Source {
  relation: string;
  parameters: unknown[];
}

/**
 * Creates or updates entries of one bank by external id, with their persons and consents; an entry that is the same as
 * last time is left alone. No external id may stand twice in `states`.
 *
 * The consents of a row replace the person's, but a recorded withdrawal stays whatever later rows say, and the personal
 * fields of a person whose personal-data consent is withdrawn are erased at once, in both banks.
 */
export function storeEntries(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  states: readonly EntryState[],
): Promise<EntryCounts> {
  const given = states.map((state) => ({
    key: state.externalId,
    digest: `\\x${digestOf(JSON.stringify(state)).toString('hex')}`,
    state,
  }));
  return store(tx, organisation, bank, {
    relation: 'jsonb_to_recordset($3) AS source (key text, digest bytea, state jsonb)',
    parameters: [JSON.stringify(given)],
  });
}

/**
 * The same for the staged rows of an import, without their passing through the program.
 * @param onStep called a few times on the way, with the share that is done
 */
export function storeStagedEntries(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  staged: StagedImport,
  onStep?: (share: number) => void,
): Promise<EntryCounts> {
  const source = {
    relation: `(SELECT key, digest, value AS state FROM import_row WHERE import_id = $3 AND attempt = $4) AS source`,
    parameters: [staged.id, staged.attempt],
  };
  return joiningInBulk(tx, () => store(tx, organisation, bank, source, onStep));
}

async function store(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  source: Source,
  onStep?: (share: number) => void,
): Promise<EntryCounts> {
  const run: Statement = (sql) => tx.query(sql, [organisation, bank, ...source.parameters]);
  const changed = changedEntries(source);
  const counts = await countEntries(run, source);
  if (counts.created + counts.updated === 0) return counts;
  const steps = [
    () => storePersons(run, changed),
    () => storeConsents(run, changed),
    async () => {
      // Asked before the entries are stored, after which they count as unchanged.
      const withdrawn = await withdrawnPersons(run, changed);
      await storeRows(run, changed);
      if (withdrawn.length > 0) await eraseWithdrawn(tx, organisation, withdrawn);
    },
  ];
  for (const [at, step] of steps.entries()) {
    await step();
    onStep?.((at + 1) / steps.length);
  }
  return counts;
}

/** Runs a statement about the organisation ($1), the bank ($2) and the entries of the source. */
type Statement = <Row = unknown>(sql: string) => Promise<Row[]>;

/**
 * The entry of the bank that a state is about. By a column of its own: through row-level security, what has to be
 * computed first is no help for finding a row by index.
 */
const STORED = `bank_entry e ON e.organisation_id = $1 AND e.bank = $2 AND e.external_id = source.key`;

/** The person that a state is about. */
const PERSON = `person p ON p.organisation_id = $1 AND p.external_id = changed.external_id`;

/** Entries that are new, or not the same as last time, until they are stored. */
const changedEntries = ({ relation }: Source): string => `
  WITH changed AS MATERIALIZED (
    SELECT source.key AS external_id, state->'person' AS person, state->'consents' AS consents, state,
           source.digest
    FROM ${relation} LEFT JOIN ${STORED} WHERE e.digest IS DISTINCT FROM source.digest)`;

async function countEntries(run: Statement, { relation }: Source): Promise<EntryCounts> {
  const [counts] = await run<EntryCounts>(
    `SELECT count(*) FILTER (WHERE e.id IS NULL)::int AS created,
            count(*) FILTER (WHERE e.digest <> source.digest)::int AS updated,
            count(*) FILTER (WHERE e.digest = source.digest)::int AS unchanged
     FROM ${relation} LEFT JOIN ${STORED}`,
  );
  return counts ?? { created: 0, updated: 0, unchanged: 0 };
}

/** Makes the persons that are missing; a field that a row does not mention stays. */
async function storePersons(run: Statement, changed: string): Promise<void> {
  await run(
    `${changed}
     INSERT INTO person (id, organisation_id, external_id, display_name, sex, birth_year)
     SELECT new_id(), $1, external_id, person->>'displayName', person->>'sex', (person->>'birthYear')::smallint
     FROM changed
     ON CONFLICT (organisation_id, external_id) DO NOTHING`,
  );
  await run(
    `${changed}
     UPDATE person AS p SET
       display_name = CASE WHEN person ? 'displayName' THEN person->>'displayName' ELSE p.display_name END,
       sex = CASE WHEN person ? 'sex' THEN person->>'sex' ELSE p.sex END,
       birth_year = CASE WHEN person ? 'birthYear' THEN (person->>'birthYear')::smallint ELSE p.birth_year END
     FROM changed WHERE p.organisation_id = $1 AND p.external_id = changed.external_id
       AND (person ? 'displayName' AND p.display_name IS DISTINCT FROM person->>'displayName'
         OR person ? 'sex' AND p.sex IS DISTINCT FROM person->>'sex'
         OR person ? 'birthYear' AND p.birth_year IS DISTINCT FROM (person->>'birthYear')::smallint)`,
  );
}

/** Consents as `EntryState` has them. */
const CONSENTS = `jsonb_to_recordset(consents) AS given (purpose text, "givenOn" date, by text, document text,
  "validUntil" date, "withdrawnOn" date)`;

/** Replaces the consents of the rows that speak of them; what was withdrawn is neither removed nor taken back. */
async function storeConsents(run: Statement, changed: string): Promise<void> {
  await run(
    `${changed}
     DELETE FROM consent c USING changed JOIN ${PERSON}
     WHERE consents IS NOT NULL AND c.organisation_id = $1 AND c.person_id = p.id AND c.withdrawn_on IS NULL
       AND NOT EXISTS (SELECT FROM ${CONSENTS}
                       WHERE given.purpose = c.purpose AND given."givenOn" = c.given_on)`,
  );
  await run(
    `${changed}
     INSERT INTO consent (id, organisation_id, person_id, purpose, given_on, given_by, document, valid_until,
                          withdrawn_on)
     SELECT new_id(), $1, p.id, purpose, "givenOn", by, document, "validUntil", "withdrawnOn"
     FROM changed JOIN ${PERSON} CROSS JOIN LATERAL ${CONSENTS}
     ON CONFLICT (organisation_id, person_id, purpose, given_on) DO UPDATE SET
       given_by = excluded.given_by, document = excluded.document, valid_until = excluded.valid_until,
       withdrawn_on = coalesce(excluded.withdrawn_on, consent.withdrawn_on)`,
  );
}

/** Persons of changed entries who have ever withdrawn their personal-data consent, or are erased. */
async function withdrawnPersons(run: Statement, changed: string): Promise<string[]> {
  const rows = await run<{ id: string }>(
    `${changed}
     SELECT p.id FROM changed JOIN ${PERSON}
     WHERE p.erased_at IS NOT NULL
       OR EXISTS (SELECT FROM consent c WHERE c.organisation_id = $1 AND c.person_id = p.id
                    AND c.purpose = 'personal-data' AND c.withdrawn_on IS NOT NULL)`,
  );
  return rows.map((row) => row.id);
}

async function storeRows(run: Statement, changed: string): Promise<void> {
  const columns = FIELDS.map(({ column }) => column);
  await run(
    `${changed}
     INSERT INTO bank_entry (id, organisation_id, bank, external_id, person_id, digest, ${columns.join(', ')})
     SELECT new_id(), $1, $2, changed.external_id, p.id, changed.digest,
       ${FIELDS.map(({ field }) => `r."${field}"`).join(', ')}
     FROM changed JOIN ${PERSON}
       CROSS JOIN LATERAL jsonb_to_record(state) AS r (${FIELDS.map(({ field, type }) => `"${field}" ${type}`).join(', ')})
     ON CONFLICT (organisation_id, bank, external_id) DO UPDATE SET
       ${['person_id', 'digest', ...columns].map((column) => `${column} = excluded.${column}`).join(', ')},
       version = bank_entry.version + 1, updated_at = now()`,
  );
}

/** Fields of an `EntryState` and the columns that keep them. */
const FIELDS = [
  { field: 'personKind', column: 'person_kind', type: 'text' },
  { field: 'grade', column: 'grade', type: 'smallint' },
  { field: 'experienceYears', column: 'experience_years', type: 'real' },
  { field: 'categories', column: 'categories', type: 'text[]' },
  { field: 'activity', column: 'activity', type: 'text' },
  { field: 'competences', column: 'competences', type: 'jsonb' },
  { field: 'requests', column: 'requests', type: 'jsonb' },
  { field: 'profile', column: 'profile', type: 'jsonb' },
  { field: 'capacity', column: 'capacity', type: 'smallint' },
  { field: 'trained', column: 'trained', type: 'boolean' },
  { field: 'waitingSince', column: 'waiting_since', type: 'date' },
  { field: 'refreshedOn', column: 'refreshed_on', type: 'date' },
  { field: 'marks', column: 'marks', type: 'jsonb' },
  { field: 'evidence', column: 'evidence', type: 'jsonb' },
  { field: 'proposedBy', column: 'proposed_by', type: 'text' },
] as const;
