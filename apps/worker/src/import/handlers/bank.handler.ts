import { checkBankEntry, loadCatalogue, psychologicalPart } from '@app/catalogue';
import { BankEntryDto } from '@app/contracts';
import type { Bank, FieldError } from '@app/contracts';
import {
  entryState,
  eraseTesting,
  hasConsent,
  joiningInBulk,
  storeStagedEntries,
  todayIn,
} from '@app/persistence';
import type { StagedImport } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { issueOf } from '../import-handler.js';
import type { ImportTarget, SetImportHandler } from '../import-handler.js';

interface BankContext {
  bank: Bank;
  /** The day of the import, by which a consent has run out or not. */
  today: string;
}

/** Entries of the mentors' or the mentees' bank, created or updated by external id. */
export const bankHandler: SetImportHandler<BankEntryDto, BankContext> = {
  kind: 'bank',
  dto: BankEntryDto,
  keyField: 'externalId',
  key: (row) => row.externalId,

  async prepare(tx, target) {
    if (target.bank === null) throw new Error('an import into a bank names the bank');
    return { bank: target.bank, today: await todayIn(tx, target.region) };
  },

  check: (row) => checkBankEntry(loadCatalogue(), row),

  stateOf: entryState,

  async writeStaged(tx, staged, { bank, today }, target, onStep) {
    const counts = await storeStagedEntries(tx, target.organisation, bank, staged, (share) =>
      onStep(STORE_SHARE * share),
    );
    await eraseUntested(tx, staged, target);
    const warnings = await warningsOf(tx, staged, target, bank, today);
    return { ...counts, errors: [], warnings };
  },
};

/** Storing takes about this share of the time, warnings the rest. */
const STORE_SHARE = 0.9;

/** A withdrawal of the consent to testing acts at once, also when it comes in a file. */
async function eraseUntested(tx: EntityManager, staged: StagedImport, target: ImportTarget): Promise<void> {
  const rows = await tx.query<{ id: string }[]>(
    `SELECT key AS id FROM import_row WHERE import_id = $1 AND attempt = $2
       AND jsonb_path_exists(value, '$.consents[*] ? (@.purpose == "testing" && @.withdrawnOn != null)')
     ORDER BY ordinal`,
    [staged.id, staged.attempt],
  );
  const psychological = psychologicalPart(loadCatalogue());
  for (const { id } of rows) await eraseTesting(tx, target.organisation, id, psychological);
}

/** A staged row with something that is worth knowing about it. */
interface WarnedRow {
  row: number;
  line: number | null;
  consenting: boolean;
  wishless: boolean;
  placeless: boolean;
}

/**
 * Who has no personal-data consent that stands today or will when its day comes (a file may be about next year); who
 * asks for nothing, or has no place to offer.
 */
async function warningsOf(
  tx: EntityManager,
  staged: StagedImport,
  target: ImportTarget,
  bank: Bank,
  today: string,
): Promise<FieldError[]> {
  const consenting = hasConsent({
    organisation: 'p.organisation_id',
    person: 'p.id',
    day: 'greatest(c.given_on, $4::date)',
    purpose: 'personal-data',
  });
  const rows = await joiningInBulk(tx, () =>
    tx.query<WarnedRow[]>(
      `SELECT * FROM (
       SELECT r.ordinal AS row, r.line, ${consenting} AS consenting,
              $5 = 'mentees' AND r.value->'requests' = '[]' AS wishless,
              $5 = 'mentors' AND r.value->'capacity' = '0' AS placeless
       FROM import_row r JOIN person p ON p.organisation_id = $1 AND p.external_id = r.key
       WHERE r.import_id = $2 AND r.attempt = $3) AS warned
     WHERE NOT consenting OR wishless OR placeless ORDER BY row`,
      [target.organisation, staged.id, staged.attempt, today, bank],
    ),
  );
  return rows.flatMap(({ row, line, ...warned }) => {
    const place = { row, ...(line !== null && { line }) };
    return [
      ...(warned.consenting ? [] : [issueOf(place, 'consents', 'no-consent')]),
      ...(warned.wishless ? [issueOf(place, 'requests', 'no-requests')] : []),
      ...(warned.placeless ? [issueOf(place, 'capacity', 'no-capacity')] : []),
    ];
  });
}
