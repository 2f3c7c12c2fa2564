import { loadCatalogue } from '@app/catalogue';
import type { RetentionPeriodView } from '@app/contracts';
import { ownPeriods } from '@app/persistence';
import type { RetentionMonths } from '@app/persistence';
import type { EntityManager } from 'typeorm';

/** The periods that hold for an organisation: its own, and the catalogue's for the rest. */
export async function periodsOf(tx: EntityManager, organisation: string): Promise<RetentionPeriodView[]> {
  const own = await ownPeriods(tx, organisation);
  return loadCatalogue().data.retention.periods.map(({ code, title, months }) => ({
    code,
    title: title.ru,
    months: own[code] ?? months,
    own: own[code] !== undefined,
  }));
}

export async function monthsOf(tx: EntityManager, organisation: string): Promise<RetentionMonths> {
  const periods = await periodsOf(tx, organisation);
  const months = { paired: 0, unpaired: 0, 'consent-expired': 0 };
  for (const period of periods) months[period.code] = period.months;
  return months;
}
