import { checkBankEntry, loadCatalogue } from '@app/catalogue';
import { BankEntryDto } from '@app/contracts';
import type { Bank, FieldError } from '@app/contracts';
import { entryState, hasConsent, storeEntries, todayIn } from '@app/persistence';
import type { EntryState } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { issueOf } from '../import-handler.js';
import type { AcceptedRow, ImportHandler, ImportTarget } from '../import-handler.js';
import { countOutcomes } from './outcomes.js';

interface BankContext {
  bank: Bank;
  /** The day of the import, by which a consent has run out or not. */
  today: string;
}

/** Entries of the mentors' or the mentees' bank, created or updated by external id. */
export const bankHandler: ImportHandler<BankEntryDto, BankContext> = {
  kind: 'bank',
  dto: BankEntryDto,
  keyField: 'externalId',
  key: (row) => row.externalId,

  async prepare(tx, target) {
    if (target.bank === null) throw new Error('an import into a bank names the bank');
    return { bank: target.bank, today: await todayIn(tx, target.region) };
  },

  check: (row) => checkBankEntry(loadCatalogue(), row),

  async write(tx, rows, { bank, today }, target) {
    const states = rows.map(({ value }) => entryState(value));
    const outcomes = await storeEntries(tx, target.organisation, bank, states);
    const consenting = await withConsent(tx, target, states, today);
    const warnings = rows.flatMap((row, i) => {
      const state = states[i];
      return state ? warningsOf(row, state, bank, consenting) : [];
    });
    return { ...countOutcomes(outcomes), errors: [], warnings };
  },
};

function warningsOf(
  row: AcceptedRow<BankEntryDto>,
  state: EntryState,
  bank: Bank,
  consenting: ReadonlySet<string>,
): FieldError[] {
  const warnings: FieldError[] = [];
  if (!consenting.has(state.externalId)) warnings.push(issueOf(row, 'consents', 'no-consent'));
  if (bank === 'mentees' && state.requests.length === 0)
    warnings.push(issueOf(row, 'requests', 'no-requests'));
  if (bank === 'mentors' && state.capacity === 0) warnings.push(issueOf(row, 'capacity', 'no-capacity'));
  return warnings;
}

/** Whose personal-data consent stands today, or will when its day comes: a file may be about next year. */
async function withConsent(
  tx: EntityManager,
  target: ImportTarget,
  states: EntryState[],
  today: string,
): Promise<Set<string>> {
  const condition = hasConsent({
    organisation: 'p.organisation_id',
    person: 'p.id',
    day: 'greatest(c.given_on, $3::date)',
    purpose: 'personal-data',
  });
  const rows = await tx.query<{ id: string }[]>(
    `SELECT p.external_id AS id FROM person p
     WHERE p.organisation_id = $1 AND p.external_id = ANY ($2) AND ${condition}`,
    [target.organisation, states.map((state) => state.externalId), today],
  );
  return new Set(rows.map((row) => row.id));
}
