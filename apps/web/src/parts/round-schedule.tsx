import { useState } from 'react';
import type { MeetingRound, RoundMeeting } from '../api/year-types.js';
import { get, post } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import type { ImportView } from '../api/bank-types.js';
import { ru } from '../messages.js';
import { useNames } from '../names.js';
import { DownloadButton } from './download-button.js';
import { Outcome } from './outcome.js';
import { Table } from './table.js';

type Side = 'mentor' | 'mentee';
type Ratings = Record<string, string>;
const keyOf = (meeting: RoundMeeting, from: Side) => `${from} ${meeting.mentor} ${meeting.mentee}`;

/** Who meets whom when, and the ratings that come back. */
export function RoundSchedule({ round, programme }: { round: MeetingRound; programme: string }) {
  const nameOf = useNames();
  const [ratings, setRatings] = useState<Ratings>({});
  const action = useAction();
  const text = ru.year.rounds;
  const { columns } = text;
  const lines = (round.slots ?? []).flatMap(({ startsAt, endsAt, meetings }) =>
    meetings.map((meeting) => ({ ...meeting, time: `${startsAt.slice(11)}–${endsAt.slice(11)}` })),
  );
  const { summary } = round;
  const rating = (meeting: RoundMeeting, from: Side) => {
    const about = from === 'mentor' ? meeting.mentee : meeting.mentor;
    const key = keyOf(meeting, from);
    return (
      <input
        type="number"
        className="rating"
        min={1}
        max={10}
        aria-label={text.ratingOf(nameOf(meeting[from]), nameOf(about))}
        value={ratings[key] ?? ''}
        onChange={(event) => setRatings({ ...ratings, [key]: event.target.value })}
      />
    );
  };
  const save = () => action.run(() => send(programme, lines, ratings), text.saved);
  return (
    <>
      {summary && (
        <>
          <p role="status">
            {summary.meetings > 0 ? text.summary(summary.meetings, summary.slotsUsed) : text.nobody}
          </p>
          {summary.dropped > 0 && (
            <p>
              {text.dropped(summary.dropped)}. {text.needed(summary.slotsNeeded)}
            </p>
          )}
          {summary.withoutMeeting.length > 0 && (
            <p>{text.withoutMeeting(summary.withoutMeeting.map(nameOf))}</p>
          )}
        </>
      )}
      {lines.length > 0 && (
        <>
          <div className="toolbar">
            <DownloadButton
              path={`/v1/meeting-rounds/${round.id}/schedule.xlsx`}
              name="meetings.xlsx"
              title={text.xlsx}
            />
          </div>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <Table
              caption={text.title}
              rows={lines}
              rowKey={(meeting) => keyOf(meeting, 'mentor')}
              columns={[
                { title: columns.time, cell: ({ time }) => time },
                { title: columns.place, cell: ({ place }) => place, number: true },
                { title: columns.mentee, cell: ({ mentee }) => nameOf(mentee) },
                { title: columns.mentor, cell: ({ mentor }) => nameOf(mentor) },
                { title: columns.rank, cell: ({ rank }) => rank, number: true },
                { title: columns.fromMentee, cell: (meeting) => rating(meeting, 'mentee') },
                { title: columns.fromMentor, cell: (meeting) => rating(meeting, 'mentor') },
              ]}
            />
            <p>
              <small>{text.ratings}</small>
            </p>
            <button type="submit" aria-busy={action.busy} disabled={action.busy}>
              {text.save}
            </button>
          </form>
          <Outcome action={action} />
        </>
      )}
    </>
  );
}

const POLL_MS = 400;

/** Sends what was filled in as one import and waits for its end. @throws with the first thing that is wrong */
async function send(programme: string, lines: readonly RoundMeeting[], ratings: Ratings): Promise<void> {
  const entries = lines.flatMap((meeting) =>
    (['mentor', 'mentee'] as const).flatMap((from) => {
      const value = ratings[keyOf(meeting, from)];
      return value ? [{ mentor: meeting.mentor, mentee: meeting.mentee, from, rating: Number(value) }] : [];
    }),
  );
  if (entries.length === 0) throw new Error(ru.year.rounds.noRatings);
  const { location } = await post(`/v1/programmes/${programme}/preferences/imports?mode=strict`, { entries });
  for (;;) {
    const view = await get<ImportView>(location);
    if (view.status === 'done') return;
    if (view.status === 'failed' || view.status === 'cancelled') {
      throw new Error(view.errors[0]?.message ?? view.error?.message ?? ru.run[view.status]);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
