import { Injectable } from '@nestjs/common';
import { fill, loadCatalogue } from '@app/catalogue';
import type { Principal, ReminderPage, ReminderQuery, ReminderRule, ReminderView } from '@app/contracts';
import { dayInDigits } from '@app/documents';
import { Database, todayIn } from '@app/persistence';
import { ordinalCursorOf, pageOf } from '../http/paging.js';
import { Problem } from '../http/problem.js';
import { tenantOf } from '../http/tenant.js';
import { addDays } from '../programmes/days.js';
import type { Found, ReminderSource } from './source.js';
import { consentSources } from './sources/consents.js';
import { entrySources } from './sources/entries.js';
import { pairSources } from './sources/pairs.js';
import { programmeSources } from './sources/programmes.js';

const SOURCES: readonly ReminderSource[] = [
  ...consentSources,
  ...entrySources,
  ...pairSources,
  ...programmeSources,
];

/** What a curator has to see to, computed from the data each time it is asked for: nothing has to be ticked off. */
@Injectable()
export class RemindersService {
  constructor(private readonly database: Database) {}

  /** By due day. @throws Problem `malformed-cursor`, `validation-failed` (a kind that is none) */
  async list(caller: Principal, query: ReminderQuery): Promise<ReminderPage> {
    const { organisation, region } = tenantOf(caller);
    const after = ordinalCursorOf(query);
    const sources = SOURCES.filter(({ kind }) => query.kind === undefined || kind === query.kind);
    if (sources.length === 0)
      throw new Problem('validation-failed', {
        errors: [{ field: 'kind', code: 'unknown-code', message: '' }],
      });
    const { asOf, all } = await this.database.snapshot({ organisation }, async (tx) => {
      const asOf = query.asOf ?? (await todayIn(tx, region));
      const all: ReminderView[] = [];
      for (const source of sources) {
        const rule = ruleOf(source.kind);
        const until = query.until ?? addDays(asOf, rule.leadDays);
        const found = await source.find(tx, { organisation, asOf, until, rule });
        all.push(...found.map((one) => viewOf(rule, one, asOf)));
      }
      return { asOf, all: all.sort(byDay) };
    });
    const rows = all.map((view, ordinal) => ({ view, ordinal })).slice(after + 1, after + 2 + query.limit);
    const page = pageOf(
      rows,
      query,
      (row) => String(row.ordinal),
      (row) => row.view,
    );
    return { asOf, ...page };
  }
}

function ruleOf(kind: string): ReminderRule {
  const rule = loadCatalogue().reminder(kind);
  if (!rule) throw new Error(`the catalogue has lost the reminder ${kind}`);
  return rule;
}

function viewOf(rule: ReminderRule, found: Found, asOf: string): ReminderView {
  const { dueOn, programme = null, pair = null, bank = null, person = null, count = null, params } = found;
  return {
    kind: rule.code,
    title: rule.title.ru,
    dueOn,
    overdue: dueOn < asOf,
    programme,
    pair,
    bank,
    person,
    count,
    text: fill(rule.text.ru, {
      ...params,
      day: dayInDigits(params?.day ?? dueOn),
      ...(person !== null && { person }),
      ...(count !== null && { count }),
    }),
  };
}

function byDay(a: ReminderView, b: ReminderView): number {
  const key = (one: ReminderView) =>
    [one.dueOn, one.kind, one.programme, one.pair, one.bank, one.person, one.text]
      .map((part) => part ?? '')
      .join(' ');
  return key(a) < key(b) ? -1 : 1;
}
