import { RestrictionDto } from '@app/contracts';
import { newId } from '@app/persistence';
import type { ImportHandler } from '../import-handler.js';
import { countUpserted } from './outcomes.js';
import { knownInAnyRole, pairErrors } from './people.js';
import type { KnownPeople } from './people.js';

/**
 * Two who must not become a pair, by kinship or because somebody who knows both says so. They may be two mentees: then
 * they must not meet in a group.
 */
export const restrictionsHandler: ImportHandler<RestrictionDto, KnownPeople> = {
  kind: 'restrictions',
  dto: RestrictionDto,
  keyField: 'mentee',
  prepare: knownInAnyRole,
  check: pairErrors,
  key: (row) => `${row.mentor} ${row.mentee} ${row.kind}`,

  async write(tx, rows, _people, target) {
    const records = rows.map(({ value }) => ({
      id: newId(),
      mentor: value.mentor,
      mentee: value.mentee,
      kind: value.kind,
      reason: value.reason ?? null,
    }));
    const written = await tx.query<{ created: boolean }[]>(
      `INSERT INTO restriction (id, organisation_id, mentor, mentee, kind, reason, made_by)
       SELECT id, $1, mentor, mentee, kind, reason, $2
       FROM jsonb_to_recordset($3) AS r (id uuid, mentor text, mentee text, kind text, reason text)
       ON CONFLICT (organisation_id, mentor, mentee, kind) DO UPDATE
         SET reason = excluded.reason, made_by = excluded.made_by
         WHERE restriction.reason IS DISTINCT FROM excluded.reason
       RETURNING (xmax = 0) AS created`,
      [target.organisation, target.madeBy, JSON.stringify(records)],
    );
    return { ...countUpserted(rows.length, written), errors: [], warnings: [] };
  },
};
