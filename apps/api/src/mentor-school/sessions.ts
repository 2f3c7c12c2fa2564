import { loadCatalogue } from '@app/catalogue';
import type { MentorSchoolSessionDto, MentorSchoolSessionView } from '@app/contracts';
import { MentorSchoolSession } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { notFound, Problem } from '../http/problem.js';
import { academicYearOf } from './academic-year.js';

/** A session with the number of mentors who attended. */
export type SessionRow = MentorSchoolSession & { attended: number };

/** A session of the caller's organisation. @throws Problem `not-found` */
export async function findSession(tx: EntityManager, id: string): Promise<SessionRow> {
  const [row] = await readSessions(tx, { id });
  if (!row) throw notFound('mentor-school-session');
  return row;
}

/** Sessions by day: one, or those after another one, up to a limit. */
export async function readSessions(
  tx: EntityManager,
  filter:
    | { id: string }
    | { academicYear: string | null; after: { day: string; id: string } | null; limit: number },
): Promise<SessionRow[]> {
  const [id, list] = 'id' in filter ? [filter.id, null] : [null, filter];
  return tx.query<SessionRow[]>(
    `SELECT s.id, s.organisation_id AS "organisationId", s.title, s.kind, s.starts_on AS "startsOn",
            s.ends_on AS "endsOn", s.hours, s.responsible, s.done_on AS "doneOn", s.academic_year AS "academicYear",
            s.item, (SELECT count(*)::int FROM mentor_school_attendance a
                     WHERE a.organisation_id = s.organisation_id AND a.session_id = s.id AND a.attended) AS attended
     FROM mentor_school_session s
     WHERE ($1::uuid IS NULL OR s.id = $1) AND ($2::text IS NULL OR s.academic_year = $2)
       AND ($3::date IS NULL OR (s.starts_on, s.id) > ($3::date, $4::uuid))
     ORDER BY s.starts_on, s.id LIMIT $5`,
    [id, list?.academicYear ?? null, list?.after?.day ?? null, list?.after?.id ?? null, list?.limit ?? 1],
  );
}

/** The columns that a request speaks of. @throws Problem `validation-failed` */
export function checkedSession(
  body: MentorSchoolSessionDto,
): Omit<MentorSchoolSession, 'id' | 'organisationId' | 'item'> {
  const catalogue = loadCatalogue();
  const responsible = body.responsible ?? 'curator';
  const until = body.until ?? body.on;
  const errors = [
    ...(kindOf(body.kind) ? [] : [{ field: 'kind', code: 'unknown-code' as const, message: '' }]),
    ...(catalogue.role(responsible)
      ? []
      : [{ field: 'responsible', code: 'unknown-code' as const, message: '' }]),
    ...(until < body.on ? [{ field: 'until', code: 'date-order' as const, message: '' }] : []),
  ];
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
  return {
    title: body.title,
    kind: body.kind,
    startsOn: body.on,
    endsOn: until,
    hours: body.hours,
    responsible,
    doneOn: body.doneOn ?? null,
    academicYear: academicYearOf(body.on),
  };
}

export const kindOf = (code: string) =>
  loadCatalogue().data.mentorSchool.kinds.find((kind) => kind.code === code);

export function sessionView(row: SessionRow): MentorSchoolSessionView {
  return {
    id: row.id,
    title: row.title,
    kind: row.kind,
    on: row.startsOn,
    until: row.endsOn,
    hours: row.hours,
    responsible: row.responsible,
    doneOn: row.doneOn,
    academicYear: row.academicYear,
    item: row.item,
    trains: kindOf(row.kind)?.trains ?? false,
    attended: row.attended,
  };
}
