import type { MeetingRoundView, RoundMeetingView } from '@app/contracts';
import type { CellValue, TableSheet } from '@app/documents';

/** What people are called beside their ids; who is not in it has no name that may be shown. */
export type Names = ReadonlyMap<string, string>;

type Side = 'mentor' | 'mentee';
const OTHER = { mentor: 'mentee', mentee: 'mentor' } as const;
const LIST = 'dd.mm.yyyy hh:mm';

/** A round as sheets to be printed: all meetings by time, a line per mentor, a line per mentee, and what did not fit. */
export function scheduleSheets(round: MeetingRoundView, names: Names): TableSheet[] {
  const called = (id: string) => names.get(id) ?? '';
  const time = (text: string) => new Date(`${text}:00Z`);
  const used = round.slots.filter((slot) => slot.meetings.length > 0);
  return [
    {
      name: 'Расписание',
      columns: [
        { header: 'Начало', width: 17, format: LIST },
        { header: 'Окончание', width: 17, format: LIST },
        { header: 'Место' },
        { header: 'Наставник' },
        { header: 'ФИО наставника', width: 30 },
        { header: 'Наставляемый' },
        { header: 'ФИО наставляемого', width: 30 },
      ],
      rows: used.flatMap(({ startsAt, endsAt, meetings }) =>
        meetings.map(({ place, mentor, mentee }) => [
          time(startsAt),
          time(endsAt),
          place,
          mentor,
          called(mentor),
          mentee,
          called(mentee),
        ]),
      ),
    },
    personSheet('Наставники', 'mentor', used, names),
    personSheet('Наставляемые', 'mentee', used, names),
    {
      name: 'Не вошли',
      columns: [
        { header: 'Наставник' },
        { header: 'ФИО наставника', width: 30 },
        { header: 'Наставляемый' },
        { header: 'ФИО наставляемого', width: 30 },
        { header: 'Место в списке' },
      ],
      rows: round.dropped.map(({ mentor, mentee, rank }) => [
        mentor,
        called(mentor),
        mentee,
        called(mentee),
        rank,
      ]),
    },
  ];
}

/** A line per person: whom they meet in each slot, and where. */
function personSheet(name: string, side: Side, slots: MeetingRoundView['slots'], names: Names): TableSheet {
  const people = [...new Set(slots.flatMap(({ meetings }) => meetings.map((one) => one[side])))].sort();
  const meetingOf = slots.map(({ meetings }) => new Map(meetings.map((one) => [one[side], one])));
  return {
    name,
    columns: [
      { header: 'Код' },
      { header: 'ФИО', width: 30 },
      ...slots.map(({ startsAt }) => ({ header: headOf(startsAt), width: 30 })),
    ],
    rows: people.map((id): CellValue[] => [
      id,
      names.get(id) ?? '',
      ...meetingOf.map((meetings) => cellOf(meetings.get(id), OTHER[side], names)),
    ]),
  };
}

function cellOf(meeting: RoundMeetingView | undefined, other: Side, names: Names): string | null {
  if (!meeting) return null;
  const id = meeting[other];
  return `${names.get(id) ?? id} (место ${meeting.place})`;
}

/** «20.09 14:00» of `2026-09-20T14:00`. */
function headOf(time: string): string {
  const [, month = '', day = ''] = time.slice(0, 10).split('-');
  return `${day}.${month} ${time.slice(11)}`;
}
