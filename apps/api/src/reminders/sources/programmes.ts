import { loadCatalogue } from '@app/catalogue';
import { Programme, RoadMapStage } from '@app/persistence';
import type { WaitingMentee } from '@app/persistence';
import { In, MoreThanOrEqual } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { addDays } from '../../programmes/days.js';
import { waitingIn } from '../../programmes/search-state.js';
import { defaultRoadMap, stateOf } from '../../road-map/road-map.js';
import type { Asked, Found, ReminderSource } from '../source.js';

/** How long after its end a programme still has stages to be done. */
const AFTERMATH_DAYS = 60;

/** A map that nobody has taken over reminds of what comes; only the school's own can be overdue. */
const stageDue: ReminderSource = {
  kind: 'stage-due',
  async find(tx, { asOf, until }) {
    const catalogue = loadCatalogue();
    const programmes = await tx.findBy(Programme, {
      endsOn: MoreThanOrEqual(addDays(asOf, -AFTERMATH_DAYS)),
    });
    const stored = await tx.find(RoadMapStage, {
      where: { programmeId: In(programmes.map((programme) => programme.id)) },
      order: { ordinal: 'ASC' },
    });
    return programmes.flatMap((programme) => {
      const own = stored.filter((stage) => stage.programmeId === programme.id);
      const stages =
        own.length > 0 ? own : defaultRoadMap(catalogue, programme).filter((one) => one.dueOn >= asOf);
      return stages
        .filter((stage) => stage.dueOn <= until && stateOf(stage, asOf) !== 'done')
        .map(({ dueOn, title, responsible }): Found => {
          const role = catalogue.role(responsible)?.title.ru ?? responsible;
          return { dueOn, programme: programme.id, params: { title, role } };
        });
    });
  },
};

const mentorSchoolDue: ReminderSource = {
  kind: 'mentor-school-due',
  async find(tx, { organisation, until }) {
    const rows = await tx.query<{ dueOn: string; title: string }[]>(
      `SELECT s.ends_on AS "dueOn", s.title FROM mentor_school_session s
       WHERE s.organisation_id = $1 AND s.done_on IS NULL AND s.ends_on <= $2::date
         AND NOT EXISTS (SELECT FROM mentor_school_attendance a
                         WHERE a.organisation_id = s.organisation_id AND a.session_id = s.id)`,
      [organisation, until],
    );
    return rows.map(({ dueOn, title }) => ({ dueOn, params: { title } }));
  },
};

/** Those who wait, by programme; of programmes that go on. */
async function waitingByProgramme(
  tx: EntityManager,
  { organisation, asOf }: Asked,
): Promise<WaitingMentee[][]> {
  const programmes = await tx.findBy(Programme, { endsOn: MoreThanOrEqual(asOf) });
  const ids = programmes.map((programme) => programme.id);
  const all = await waitingIn(tx, organisation, ids);
  return ids.map((id) => all.filter((one) => one.programme === id)).filter((waiting) => waiting.length > 0);
}

/** One reminder for all of them, with the longest wait. */
function together(waiting: readonly WaitingMentee[], dueOn: string): Found {
  const [first] = waiting;
  const since = waiting.map((one) => one.since).sort()[0] ?? dueOn;
  const alone = waiting.length === 1 ? (first?.mentee ?? null) : null;
  return {
    dueOn,
    programme: first?.programme ?? null,
    bank: 'mentees',
    person: alone,
    count: waiting.length,
    params: { day: since },
  };
}

const menteesWaiting: ReminderSource = {
  kind: 'mentees-waiting',
  async find(tx, asked) {
    const programmes = await waitingByProgramme(tx, asked);
    return programmes.map((waiting) => together(waiting, asked.asOf));
  },
};

/** Whoever waits long needs the psychologist's support meanwhile (S1, annex). */
const supportWaiting: ReminderSource = {
  kind: 'support-waiting',
  async find(tx, asked) {
    const { afterDays } = asked.rule;
    const programmes = await waitingByProgramme(tx, asked);
    return programmes.flatMap((waiting) => {
      const long = waiting.filter((one) => addDays(one.since, afterDays) <= asked.until);
      const first = long.map((one) => one.since).sort()[0];
      return first === undefined ? [] : [together(long, addDays(first, afterDays))];
    });
  },
};

export const programmeSources = [stageDue, mentorSchoolDue, menteesWaiting, supportWaiting];
