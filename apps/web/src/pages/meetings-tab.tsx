import { useCallback, useState } from 'react';
import type { Matching } from '../api/types.js';
import type { MeetingRound } from '../api/year-types.js';
import { post } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { useApi, useList } from '../api/use-api.js';
import { ru } from '../messages.js';
import { Form, TextField } from '../parts/fields.js';
import { Outcome } from '../parts/outcome.js';
import { RoundSchedule } from '../parts/round-schedule.js';
import { RunProgress } from '../parts/run-progress.js';
import { Shown } from '../parts/shown.js';
import { today } from '../today.js';

/** Quick meetings: a schedule for the shortlist of the newest matching, then ratings. */
export function MeetingsTab({ programme }: { programme: string }) {
  const path = `/v1/programmes/${programme}/meeting-rounds`;
  const matchings = useList<Matching>(`/v1/programmes/${programme}/matchings`);
  const rounds = useList<MeetingRound>(path);
  const [running, setRunning] = useState<string>();
  const text = ru.year.rounds;
  const matching = matchings.data?.filter(({ status }) => status === 'done').at(-1);
  const newest = rounds.data?.filter(({ status }) => status === 'done').at(-1);
  const { reload } = rounds;
  const onEnd = useCallback(() => reload(), [reload]);
  return (
    <>
      <p>{text.lead}</p>
      <Shown loaded={matchings}>
        {() =>
          matching ? (
            <RoundForm path={path} matching={matching.id} onStart={setRunning} />
          ) : (
            <p className="empty">{text.noMatching}</p>
          )
        }
      </Shown>
      {running && <RunProgress key={running} location={running} onEnd={onEnd} />}
      <Shown loaded={rounds}>
        {(items) =>
          newest ? (
            <Round key={newest.id} id={newest.id} programme={programme} />
          ) : items.length === 0 && matching ? (
            <p className="empty">{text.none}</p>
          ) : null
        }
      </Shown>
    </>
  );
}

function Round({ id, programme }: { id: string; programme: string }) {
  const round = useApi<MeetingRound>(`/v1/meeting-rounds/${id}`);
  return <Shown loaded={round}>{(found) => <RoundSchedule round={found} programme={programme} />}</Shown>;
}

function RoundForm({
  path,
  matching,
  onStart,
}: {
  path: string;
  matching: string;
  onStart: (location: string) => void;
}) {
  const [draft, setDraft] = useState({
    perMentee: '3',
    firstStartsAt: `${today()}T14:00`,
    minutes: '10',
    breakMinutes: '2',
    count: '12',
    places: '',
  });
  const action = useAction();
  const text = ru.year.rounds;
  const change = (field: keyof typeof draft) => (value: string) => setDraft({ ...draft, [field]: value });
  const send = () =>
    action.run(async () => {
      const { perMentee, firstStartsAt, minutes, breakMinutes, count, places } = draft;
      const { location } = await post(path, {
        matching,
        perMentee: Number(perMentee),
        series: {
          firstStartsAt,
          minutes: Number(minutes),
          breakMinutes: Number(breakMinutes),
          count: Number(count),
        },
        ...(places !== '' && { places: Number(places) }),
      });
      onStart(location);
    });
  const number = (field: 'perMentee' | 'minutes' | 'breakMinutes' | 'count') => (
    <TextField required type="number" label={text[field]} value={draft[field]} onChange={change(field)} />
  );
  return (
    <>
      <Form submit={text.start} busy={action.busy} onSubmit={send}>
        {number('perMentee')}
        <TextField
          required
          type="datetime-local"
          label={text.firstStartsAt}
          value={draft.firstStartsAt}
          onChange={change('firstStartsAt')}
        />
        {number('minutes')}
        {number('breakMinutes')}
        {number('count')}
        <TextField type="number" label={text.places} value={draft.places} onChange={change('places')} />
      </Form>
      <Outcome action={action} />
    </>
  );
}
