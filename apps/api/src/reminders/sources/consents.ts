import { loadCatalogue } from '@app/catalogue';
import { ACTIVE_PAIR_STATES } from '@app/contracts';
import type { Bank } from '@app/contracts';
import { hasConsent } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import type { Asked, Found, ReminderSource } from '../source.js';

interface Row extends Found {
  bank: Bank;
  purpose?: string;
}

/** Everybody in a pair that goes on, once for each of them. `$1` organisation, `$2` states. */
const MEMBERS = `(SELECT q.id AS pair, q.programme_id AS programme, q.mentor AS person, 'mentors' AS bank, q.started_on
    FROM pair q WHERE q.organisation_id = $1 AND q.state = ANY ($2)
  UNION ALL SELECT q.id, q.programme_id, m.mentee, 'mentees', q.started_on
    FROM pair q JOIN pair_mentee m ON m.organisation_id = q.organisation_id AND m.pair_id = q.id
    WHERE q.organisation_id = $1 AND q.state = ANY ($2)) AS member
  JOIN person p ON p.organisation_id = $1 AND p.external_id = member.person`;

const HOLDS = hasConsent({ organisation: '$1', person: 'p.id', day: '$3', purpose: 'personal-data' });

/** The newest withdrawal of the consent to personal data, if no consent was given after it. */
const WITHDRAWN = `(SELECT max(w.withdrawn_on) FROM consent w WHERE w.organisation_id = $1 AND w.person_id = p.id
  AND w.purpose = 'personal-data')`;

const COLUMNS = `member.pair, member.programme, member.bank, member.person`;

function find(tx: EntityManager, { organisation, asOf, until }: Asked, statement: string): Promise<Row[]> {
  return tx.query<Row[]>(statement, [organisation, ACTIVE_PAIR_STATES, asOf, until]);
}

/** Somebody works in a pair whose consent ran out, or was never there. */
const missing: ReminderSource = {
  kind: 'consent-missing',
  find: (tx, asked) =>
    find(
      tx,
      asked,
      `SELECT ${COLUMNS}, least($3::date, coalesce((SELECT max(c.valid_until) FROM consent c WHERE c.organisation_id = $1
           AND c.person_id = p.id AND c.purpose = 'personal-data' AND c.withdrawn_on IS NULL), $3::date)) AS "dueOn"
       FROM ${MEMBERS} WHERE NOT ${HOLDS} AND ${WITHDRAWN} IS NULL AND $3::date <= $4::date`,
    ),
};

/** Somebody has withdrawn the consent: the pair cannot go on. */
const withdrawn: ReminderSource = {
  kind: 'consent-withdrawn',
  find: (tx, asked) =>
    find(
      tx,
      asked,
      `SELECT ${COLUMNS}, ${WITHDRAWN} AS "dueOn" FROM ${MEMBERS}
       WHERE NOT ${HOLDS} AND ${WITHDRAWN} <= $4::date`,
    ),
};

/** A consent of any purpose ends soon, and none goes on. */
const ending: ReminderSource = {
  kind: 'consent-ending',
  async find(tx, asked) {
    const rows = await find(
      tx,
      asked,
      `SELECT ${COLUMNS}, c.purpose, c.last AS "dueOn" FROM ${MEMBERS}
       JOIN LATERAL (
         SELECT purpose, max(coalesce(valid_until, 'infinity')) AS last FROM consent
         WHERE organisation_id = $1 AND person_id = p.id AND withdrawn_on IS NULL GROUP BY purpose) c
         ON c.last BETWEEN $3::date AND $4::date`,
    );
    return rows.map(({ purpose = '', ...row }) => ({
      ...row,
      params: { purpose: loadCatalogue().consentPurpose(purpose)?.title.ru ?? purpose },
    }));
  },
};

export const consentSources = [missing, withdrawn, ending];
