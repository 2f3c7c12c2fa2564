import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import type {
  AttendanceDto,
  AttendanceView,
  ChangeMentorSchoolSessionDto,
  FieldError,
  MentorSchoolCalendarView,
  MentorSchoolSessionDto,
  MentorSchoolSessionQuery,
  MentorSchoolSessionView,
  MentorSchoolView,
  PageQuery,
  Principal,
  TrainingRequirementDto,
} from '@app/contracts';
import { toCalendar } from '@app/documents';
import {
  Database,
  MentorSchool,
  MentorSchoolSession,
  newId,
  recordTraining,
  trainingProgress,
} from '@app/persistence';
import type { TrainingRequirement } from '@app/persistence';
import { isUUID } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { cursorOf, pageOf } from '../http/paging.js';
import type { Page } from '../http/paging.js';
import { Problem } from '../http/problem.js';
import { dayInYear } from './academic-year.js';
import { checkedSession, findSession, readSessions, sessionView } from './sessions.js';

/** Школа наставников: its calendar, who attended, and who is trained by that. */
@Injectable()
export class MentorSchoolService {
  constructor(private readonly database: Database) {}

  /** What the school asks, and how far the mentors of the bank have got. */
  async read(organisation: string, query: PageQuery): Promise<MentorSchoolView> {
    const after = cursorOf(query) ?? '';
    const { required, own, rows, counts } = await this.database.within({ organisation }, async (tx) => {
      const { requirement, own } = await requirementOf(tx, organisation);
      const [counts] = await tx.query<{ mentors: number; trained: number }[]>(
        `SELECT count(*)::int AS mentors, count(*) FILTER (WHERE trained)::int AS trained FROM bank_entry
         WHERE organisation_id = $1 AND bank = 'mentors'`,
        [organisation],
      );
      const rows = await trainingProgress(tx, organisation, requirement, { after, limit: query.limit + 1 });
      return { required: requirement, own, rows, counts };
    });
    const { mentors = 0, trained = 0 } = counts ?? {};
    const page = pageOf(
      rows,
      query,
      (row) => row.mentor,
      (row) => row,
    );
    return {
      required: { hours: required.hours, sessions: required.sessions },
      own,
      mentors,
      trained,
      share: mentors === 0 ? null : trained / mentors,
      ...page,
    };
  }

  /** Sets what the organisation asks of a trained mentor; who is trained follows at once. */
  async require(organisation: string, body: TrainingRequirementDto): Promise<MentorSchoolView> {
    await this.changing(organisation, async (tx) => {
      const { hours, sessions } = body;
      await tx.upsert(MentorSchool, { organisationId: organisation, hours, sessions }, ['organisationId']);
      await recordTraining(tx, organisation, (await requirementOf(tx, organisation)).requirement);
    });
    return this.read(organisation, { limit: 100 });
  }

  /** Sessions by day. @throws Problem `malformed-cursor` */
  async list(organisation: string, query: MentorSchoolSessionQuery): Promise<Page<MentorSchoolSessionView>> {
    const rows = await this.database.within({ organisation }, (tx) =>
      readSessions(tx, {
        academicYear: query.academicYear ?? null,
        after: dayCursorOf(query),
        limit: query.limit + 1,
      }),
    );
    return pageOf(rows, query, (row) => `${row.startsOn} ${row.id}`, sessionView);
  }

  /** @throws Problem `not-found` */
  async session(organisation: string, id: string): Promise<MentorSchoolSessionView> {
    return this.database.within({ organisation }, async (tx) => sessionView(await findSession(tx, id)));
  }

  /** @throws Problem `validation-failed` */
  async create(organisation: string, body: MentorSchoolSessionDto): Promise<MentorSchoolSessionView> {
    const session = { ...checkedSession(body), id: newId(), organisationId: organisation, item: null };
    await this.database.within({ organisation }, (tx) => tx.insert(MentorSchoolSession, session));
    return sessionView({ ...session, attended: 0 });
  }

  /** A field that is absent stays. @throws Problem `not-found`, `validation-failed` */
  async change(
    organisation: string,
    id: string,
    body: ChangeMentorSchoolSessionDto,
  ): Promise<MentorSchoolSessionView> {
    return this.changing(organisation, async (tx) => {
      const { title, kind, startsOn, endsOn, hours, responsible, doneOn } = await findSession(tx, id);
      const before: MentorSchoolSessionDto = {
        title,
        kind,
        on: startsOn,
        until: endsOn,
        hours,
        responsible,
        doneOn,
      };
      await tx.update(MentorSchoolSession, { id }, checkedSession(merged(before, body)));
      await recordTraining(tx, organisation, (await requirementOf(tx, organisation)).requirement);
      return sessionView(await findSession(tx, id));
    });
  }

  /** Removes a session with its attendance. @throws Problem `not-found` */
  async remove(organisation: string, id: string): Promise<void> {
    await this.changing(organisation, async (tx) => {
      await findSession(tx, id);
      await tx.delete(MentorSchoolSession, { id });
      await recordTraining(tx, organisation, (await requirementOf(tx, organisation)).requirement);
    });
  }

  /**
   * Records who came and who did not, and who is trained by it.
   * @throws Problem `not-found`, `validation-failed` (nobody of that id in the bank, or named twice)
   */
  async attend(
    caller: Principal,
    organisation: string,
    id: string,
    body: AttendanceDto,
  ): Promise<AttendanceView> {
    return this.changing(organisation, async (tx) => {
      await findSession(tx, id);
      const mentors = body.items.map((item) => item.mentor);
      const errors = await mentorErrors(tx, organisation, mentors);
      if (errors.length > 0) throw new Problem('validation-failed', { errors });
      await tx.query(
        `INSERT INTO mentor_school_attendance (organisation_id, session_id, mentor, attended, made_by)
         SELECT $1, $2, mentor, attended, $3 FROM jsonb_to_recordset($4) AS r(mentor text, attended boolean)
         ON CONFLICT (organisation_id, session_id, mentor)
         DO UPDATE SET attended = excluded.attended, made_by = excluded.made_by, made_at = now()`,
        [organisation, id, caller.keyId, JSON.stringify(body.items)],
      );
      const { requirement } = await requirementOf(tx, organisation);
      const outcome = await recordTraining(tx, organisation, requirement, mentors);
      return { items: await attendanceOf(tx, organisation, id), ...outcome };
    });
  }

  /** Takes the catalogue's calendar over for a year; what is there already stays as it is. */
  async takeCalendar(organisation: string, academicYear: string): Promise<MentorSchoolCalendarView> {
    const sessions = loadCatalogue().data.mentorSchool.calendar.map((item) => ({
      id: newId(),
      title: item.title.ru,
      kind: item.kind,
      starts_on: dayInYear(academicYear, item.from),
      ends_on: dayInYear(academicYear, item.until),
      hours: item.hours,
      responsible: item.responsible,
      item: item.code,
    }));
    return this.database.within({ organisation }, async (tx) => {
      const made = await tx.query<unknown[]>(
        `INSERT INTO mentor_school_session (id, organisation_id, title, kind, starts_on, ends_on, hours, responsible,
                                            academic_year, item)
         SELECT id, $1, title, kind, starts_on, ends_on, hours, responsible, $2, item
         FROM jsonb_to_recordset($3) AS r(id uuid, title text, kind text, starts_on date, ends_on date, hours real,
           responsible text, item text)
         ON CONFLICT (organisation_id, academic_year, item) DO NOTHING RETURNING id`,
        [organisation, academicYear, JSON.stringify(sessions)],
      );
      const rows = await readSessions(tx, { academicYear, after: null, limit: MOST_IN_FILE });
      return { created: made.length, items: rows.map(sessionView) };
    });
  }

  /** The sessions as a calendar file. */
  async calendar(organisation: string, academicYear: string | undefined): Promise<string> {
    const rows = await this.database.within({ organisation }, (tx) =>
      readSessions(tx, { academicYear: academicYear ?? null, after: null, limit: MOST_IN_FILE }),
    );
    const catalogue = loadCatalogue();
    const events = rows.map((row) => ({
      id: row.id,
      startsOn: row.startsOn,
      endsOn: row.endsOn,
      title: row.title,
      description: `Ответственный: ${catalogue.role(row.responsible)?.title.ru ?? row.responsible}`,
      isDone: row.doneOn !== null,
    }));
    return toCalendar('Школа наставников', events, new Date());
  }

  /** Changes that decide who is trained wait for each other. */
  private changing<T>(organisation: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.database.within({ organisation }, async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('mentor school of ' || $1, 0))`, [
        organisation,
      ]);
      return work(tx);
    });
  }
}

const MOST_IN_FILE = 1000;

async function requirementOf(
  tx: EntityManager,
  organisation: string,
): Promise<{ requirement: TrainingRequirement; own: boolean }> {
  const { required, kinds } = loadCatalogue().data.mentorSchool;
  const stored = await tx.findOneBy(MentorSchool, { organisationId: organisation });
  const { hours, sessions } = stored ?? required;
  const training = kinds.filter((kind) => kind.trains).map((kind) => kind.code);
  return { requirement: { hours, sessions, kinds: training }, own: stored !== null };
}

/** Null empties only what may be empty; elsewhere it says nothing. */
function merged(
  before: MentorSchoolSessionDto,
  change: ChangeMentorSchoolSessionDto,
): MentorSchoolSessionDto {
  const on = change.on ?? before.on;
  const moved = change.on !== undefined && change.until === undefined && before.until === before.on;
  return {
    title: change.title ?? before.title,
    kind: change.kind ?? before.kind,
    on,
    // A session of one day stays one when it is put off.
    until: moved ? on : (change.until ?? before.until ?? on),
    hours: change.hours ?? before.hours,
    responsible: change.responsible ?? before.responsible ?? 'curator',
    doneOn: change.doneOn === undefined ? (before.doneOn ?? null) : change.doneOn,
  };
}

function dayCursorOf(query: PageQuery): { day: string; id: string } | null {
  const key = cursorOf(query);
  if (key === null) return null;
  const [day = '', id = ''] = key.split(' ');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !isUUID(id)) throw new Problem('malformed-cursor');
  return { day, id };
}

async function mentorErrors(
  tx: EntityManager,
  organisation: string,
  mentors: readonly string[],
): Promise<FieldError[]> {
  const rows = await tx.query<{ id: string }[]>(
    `SELECT external_id AS id FROM bank_entry
     WHERE organisation_id = $1 AND bank = 'mentors' AND external_id = ANY ($2)`,
    [organisation, mentors],
  );
  const known = new Set(rows.map((row) => row.id));
  return mentors.flatMap((mentor, i): FieldError[] => {
    const field = `items[${i}].mentor`;
    if (!known.has(mentor)) return [{ field, code: 'unknown-person', message: '' }];
    return mentors.indexOf(mentor) < i ? [{ field, code: 'duplicate', message: '' }] : [];
  });
}

async function attendanceOf(
  tx: EntityManager,
  organisation: string,
  session: string,
): Promise<AttendanceView['items']> {
  return tx.query(
    `SELECT mentor, attended FROM mentor_school_attendance WHERE organisation_id = $1 AND session_id = $2
     ORDER BY mentor`,
    [organisation, session],
  );
}
