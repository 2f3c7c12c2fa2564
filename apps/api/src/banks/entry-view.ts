import { loadCatalogue } from '@app/catalogue';
import type { Bank, BankEntryView, EntryFlag } from '@app/contracts';
import { hasConsent, RETENTION_SQL, retentionParameters, todayIn } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { monthsOf } from '../people/periods.js';

/** Whose entries are read. */
export interface Tenant {
  organisation: string;
  region: string;
}

/** The day `$5` for which the flags are told, and the months `$6` after which an entry is stale. */
const TODAY = '$5::date';
const consented = (purpose: 'personal-data' | 'testing') =>
  hasConsent({ organisation: 'e.organisation_id', person: 'e.person_id', day: '$5', purpose });

/** What needs a curator's eye, in the order of `ENTRY_FLAGS`. */
const FLAGS: Readonly<Record<EntryFlag, string>> = {
  'no-consent': `NOT ${consented('personal-data')}`,
  'no-testing-consent': `NOT ${consented('testing')}`,
  stale: `(coalesce(e.refreshed_on, e.created_at::date) + make_interval(months => $6))::date < ${TODAY}`,
  'no-requests': `e.bank = 'mentees' AND e.requests = '[]'`,
  'retention-due': `p.erased_at IS NULL AND retention.retain_until < ${TODAY}`,
  erased: `p.erased_at IS NOT NULL`,
};

const FLAG_LIST = Object.entries(FLAGS).map(
  ([flag, condition]) => `CASE WHEN ${condition} THEN '${flag}' END`,
);

/** An entry with its person, consents and flags, in the shape of the API; `$1` to `$4` are those of the retention. */
const SELECT = `SELECT e.id, e.bank, e.external_id AS "externalId", e.person_kind AS "personKind",
    p.display_name AS "displayName", p.sex, p.birth_year AS "birthYear", e.grade,
    e.experience_years AS "experienceYears", e.categories, e.activity, e.competences, e.requests, e.profile,
    e.capacity, e.trained, e.waiting_since AS "waitingSince", e.refreshed_on AS "refreshedOn", e.marks, e.evidence,
    coalesce((SELECT jsonb_agg(jsonb_build_object('purpose', c.purpose, 'givenOn', c.given_on, 'by', c.given_by,
        'document', c.document, 'validUntil', c.valid_until, 'withdrawnOn', c.withdrawn_on)
        ORDER BY c.purpose, c.given_on)
      FROM consent c WHERE c.organisation_id = e.organisation_id AND c.person_id = e.person_id), '[]') AS consents,
    e.proposed_by AS "proposedBy", array_remove(ARRAY[${FLAG_LIST.join(', ')}], NULL) AS flags, e.version
  FROM bank_entry e JOIN person p ON p.organisation_id = e.organisation_id AND p.id = e.person_id
    LEFT JOIN ${RETENTION_SQL} ON true
  WHERE e.organisation_id = $1`;

/** Which entries: one of a bank, all of a person, or the next ones of a bank after an external id, in that order. */
export type Which =
  | { bank: Bank; externalId: string }
  | { externalId: string }
  | { bank: Bank; after: string; limit: number; flag?: EntryFlag | undefined };

export async function readEntries(
  tx: EntityManager,
  { organisation, region }: Tenant,
  which: Which,
): Promise<BankEntryView[]> {
  const parameters = [
    ...retentionParameters(organisation, await monthsOf(tx, organisation)),
    await todayIn(tx, region),
    loadCatalogue().data.retention.staleMonths,
  ];
  if ('externalId' in which) {
    return tx.query(
      `${SELECT} AND e.external_id = $7 AND ($8::text IS NULL OR e.bank = $8) ORDER BY e.bank`,
      [...parameters, which.externalId, 'bank' in which ? which.bank : null],
    );
  }
  return tx.query(
    `${SELECT} AND e.bank = $7 AND e.external_id > $8 ${which.flag ? `AND (${FLAGS[which.flag]})` : ''}
     ORDER BY e.external_id LIMIT $9`,
    [...parameters, which.bank, which.after, which.limit],
  );
}

/** The entry as a client would send it. */
export function entryOfView(view: BankEntryView): Record<string, unknown> {
  const { id: _id, bank: _bank, version: _version, flags: _flags, ...entry } = view;
  return entry;
}
