import { loadCatalogue } from '@app/catalogue';
import type { Bank } from '@app/contracts';
import { retentionOf } from '@app/persistence';
import { monthsOf } from '../../people/periods.js';
import type { Found, ReminderSource } from '../source.js';

/** Entries that were not refreshed for as long as the catalogue says, by bank and day: a bank is refreshed as a whole. */
const stale: ReminderSource = {
  kind: 'entry-stale',
  find: (tx, { organisation, until }) =>
    tx.query<Found[]>(
      `SELECT e.bank, (coalesce(e.refreshed_on, e.created_at::date) + make_interval(months => $2))::date AS "dueOn",
              count(*)::int AS count, CASE WHEN count(*) = 1 THEN min(e.external_id) END AS person
       FROM bank_entry e JOIN person p ON p.organisation_id = e.organisation_id AND p.id = e.person_id
       WHERE e.organisation_id = $1 AND p.erased_at IS NULL
         AND coalesce(e.refreshed_on, e.created_at::date) + make_interval(months => $2) <= $3::date
       GROUP BY 1, 2`,
      [organisation, loadCatalogue().data.retention.staleMonths, until],
    ),
};

/** More people than any school has: nobody is left out of the count. */
const EVERYBODY = 1_000_000;

/** People whose data are kept no longer, by day; nobody is destroyed without a decision. */
const retention: ReminderSource = {
  kind: 'retention-due',
  async find(tx, { organisation, until }) {
    const months = await monthsOf(tx, organisation);
    const due = { dueOn: until, after: '', limit: EVERYBODY };
    const people = await retentionOf(tx, organisation, months, due);
    const byDay = new Map<string, typeof people>();
    for (const one of people) byDay.set(one.retainUntil, [...(byDay.get(one.retainUntil) ?? []), one]);
    return [...byDay].map(([dueOn, all]): Found => {
      const [first] = all;
      const bank: Bank | null = all.length === 1 ? (first?.banks[0] ?? null) : null;
      return {
        dueOn,
        count: all.length,
        bank,
        person: all.length === 1 ? (first?.externalId ?? null) : null,
      };
    });
  },
};

export const entrySources = [stale, retention];
