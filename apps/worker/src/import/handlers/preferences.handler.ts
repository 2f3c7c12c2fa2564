import { PreferenceDto } from '@app/contracts';
import { newId } from '@app/persistence';
import type { ImportHandler } from '../import-handler.js';
import { countUpserted } from './outcomes.js';
import { knownPeople, pairErrors } from './people.js';
import type { KnownPeople } from './people.js';

/** Ratings after the round of meetings of one programme, from either side (S3 §4.3). */
export const preferencesHandler: ImportHandler<PreferenceDto, KnownPeople> = {
  kind: 'preferences',
  dto: PreferenceDto,
  keyField: 'from',
  prepare: knownPeople,
  check: pairErrors,
  key: (row) => `${row.mentor} ${row.mentee} ${row.from}`,

  async write(tx, rows, _people, target) {
    const records = rows.map(({ value }) => ({
      id: newId(),
      mentor: value.mentor,
      mentee: value.mentee,
      given_by: value.from,
      rating: value.rating,
      veto: value.veto ?? false,
    }));
    const written = await tx.query<{ created: boolean }[]>(
      `INSERT INTO preference AS t (id, organisation_id, programme_id, mentor, mentee, given_by, rating, veto, made_by)
       SELECT id, $1, $2, mentor, mentee, given_by, rating, veto, $3
       FROM jsonb_to_recordset($4) AS r (id uuid, mentor text, mentee text, given_by text, rating smallint, veto boolean)
       ON CONFLICT (programme_id, mentor, mentee, given_by) DO UPDATE
         SET rating = excluded.rating, veto = excluded.veto, made_by = excluded.made_by
         WHERE (t.rating, t.veto) IS DISTINCT FROM (excluded.rating, excluded.veto)
       RETURNING (xmax = 0) AS created`,
      [target.organisation, target.programmeId, target.madeBy, JSON.stringify(records)],
    );
    return { ...countUpserted(rows.length, written), errors: [], warnings: [] };
  },
};
