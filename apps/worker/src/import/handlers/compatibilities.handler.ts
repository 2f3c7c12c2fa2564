import { CompatibilityDto } from '@app/contracts';
import { newId } from '@app/persistence';
import type { ImportHandler } from '../import-handler.js';
import { countUpserted } from './outcomes.js';
import { knownPeople, pairErrors } from './people.js';
import type { KnownPeople } from './people.js';

/** The psychologist's scores of pairs; the newest file says what holds. */
export const compatibilitiesHandler: ImportHandler<CompatibilityDto, KnownPeople> = {
  kind: 'compatibilities',
  dto: CompatibilityDto,
  keyField: 'mentee',
  prepare: knownPeople,
  check: pairErrors,
  key: (row) => `${row.mentor} ${row.mentee}`,

  async write(tx, rows, _people, target) {
    const records = rows.map(({ value }) => ({
      id: newId(),
      mentor: value.mentor,
      mentee: value.mentee,
      score: value.score,
      method: value.method,
      measured_on: value.measuredOn,
      veto: value.veto ?? false,
    }));
    const written = await tx.query<{ created: boolean }[]>(
      `INSERT INTO compatibility AS t (id, organisation_id, mentor, mentee, score, method, measured_on, veto, made_by)
       SELECT id, $1, mentor, mentee, score, method, measured_on, veto, $2
       FROM jsonb_to_recordset($3) AS r (id uuid, mentor text, mentee text, score double precision, method text,
                                         measured_on date, veto boolean)
       ON CONFLICT (organisation_id, mentor, mentee) DO UPDATE
         SET score = excluded.score, method = excluded.method, measured_on = excluded.measured_on,
             veto = excluded.veto, made_by = excluded.made_by
         WHERE (t.score, t.method, t.measured_on, t.veto)
           IS DISTINCT FROM (excluded.score, excluded.method, excluded.measured_on, excluded.veto)
       RETURNING (xmax = 0) AS created`,
      [target.organisation, target.madeBy, JSON.stringify(records)],
    );
    return { ...countUpserted(rows.length, written), errors: [], warnings: [] };
  },
};
