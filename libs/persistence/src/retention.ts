import type { RetentionCode } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** Months of each period: the catalogue's, or the organisation's own. */
export type RetentionMonths = Readonly<Record<RetentionCode, number>>;

/** How long somebody's data are kept, and why so long. */
export interface Retention {
  externalId: string;
  code: RetentionCode;
  since: string;
  retainUntil: string;
}

/**
 * SQL of the retention of each person `p` of the organisation `$1`, as columns `code`, `since` and `retain_until`;
 * `$2`, `$3`, `$4` are the months for `paired`, `unpaired` and `consent-expired`.
 *
 * Of whoever was in a pair the data are kept from the end of the last one, or of its programme while it goes on; of the
 * others from the last refresh of an entry. A consent to personal data that has run out, with none to follow, cuts it
 * short. Nobody is destroyed by a date alone: it makes a list for people to decide on.
 */
export const RETENTION_SQL = `LATERAL (SELECT period.* FROM (
  SELECT max(coalesce(q.ended_on, o.ends_on)) AS ended
  FROM (SELECT id FROM pair WHERE organisation_id = $1 AND mentor = p.external_id
        UNION ALL SELECT pair_id FROM pair_mentee WHERE organisation_id = $1 AND mentee = p.external_id) own
  JOIN pair q ON q.organisation_id = $1 AND q.id = own.id
  JOIN programme o ON o.organisation_id = $1 AND o.id = q.programme_id
) pairs, (
  SELECT max(greatest(e.refreshed_on, e.created_at::date)) AS refreshed
  FROM bank_entry e WHERE e.organisation_id = $1 AND e.person_id = p.id
) entries, (
  SELECT CASE WHEN bool_or(c.valid_until IS NULL) THEN NULL ELSE max(c.valid_until) END AS expired
  FROM consent c WHERE c.organisation_id = $1 AND c.person_id = p.id AND c.purpose = 'personal-data'
    AND c.withdrawn_on IS NULL
) consents, LATERAL (
  SELECT code, since, (since + make_interval(months => months))::date AS retain_until FROM (VALUES
    ('paired', greatest(pairs.ended, entries.refreshed), $2::integer, pairs.ended IS NOT NULL),
    ('unpaired', entries.refreshed, $3::integer, pairs.ended IS NULL),
    ('consent-expired', consents.expired, $4::integer, true)) AS one (code, since, months, applies)
  WHERE applies AND since IS NOT NULL ORDER BY retain_until, code LIMIT 1
) period) retention`;

export const retentionParameters = (organisation: string, months: RetentionMonths): unknown[] => [
  organisation,
  months.paired,
  months.unpaired,
  months['consent-expired'],
];

/** The retention of people who are not erased: of one, or of those whose last day lies before `dueOn`, by external id. */
export function retentionOf(
  tx: EntityManager,
  organisation: string,
  months: RetentionMonths,
  which: { externalId: string } | { dueOn: string; after: string; limit: number },
): Promise<(Retention & { banks: ('mentors' | 'mentees')[] })[]> {
  const select = `SELECT p.external_id AS "externalId", code, since, retain_until AS "retainUntil",
      ARRAY (SELECT e.bank FROM bank_entry e WHERE e.organisation_id = $1 AND e.person_id = p.id ORDER BY e.bank) AS banks
    FROM person p, ${RETENTION_SQL} WHERE p.organisation_id = $1 AND p.erased_at IS NULL`;
  const parameters = retentionParameters(organisation, months);
  if ('externalId' in which)
    return tx.query(`${select} AND p.external_id = $5`, [...parameters, which.externalId]);
  return tx.query(`${select} AND retain_until < $5 AND p.external_id > $6 ORDER BY p.external_id LIMIT $7`, [
    ...parameters,
    which.dueOn,
    which.after,
    which.limit,
  ]);
}

/** The organisation's own periods, by code. */
export async function ownPeriods(
  tx: EntityManager,
  organisation: string,
): Promise<Partial<Record<RetentionCode, number>>> {
  const rows = await tx.query<{ code: RetentionCode; months: number }[]>(
    `SELECT code, months FROM retention_period WHERE organisation_id = $1`,
    [organisation],
  );
  return Object.fromEntries(rows.map(({ code, months }) => [code, months]));
}
