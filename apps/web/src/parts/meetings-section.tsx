import { useState } from 'react';
import type { Meeting, Pair } from '../api/pair-types.js';
import type { Titled } from '../api/types.js';
import { patch, post, remove } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { useApi, useCatalogue } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { today } from '../today.js';
import { Form, SelectField, TextField } from './fields.js';
import { Outcome } from './outcome.js';
import { Shown } from './shown.js';
import { Table } from './table.js';
import { useTitles } from './titles.js';

interface Meetings {
  items: Meeting[];
  advised: string[];
}

/** A pair's meetings: planned, held, and a way to write one down. */
export function MeetingsSection({
  pair,
  nameOf,
  onChange,
}: {
  pair: Pair;
  nameOf: (id: string) => string;
  onChange: () => void;
}) {
  const path = `/v1/pairs/${pair.id}/meetings`;
  const meetings = useApi<Meetings>(path);
  const kind = useTitles('meeting-kinds');
  const text = ru.pairs.meetings;
  const changed = () => {
    meetings.reload();
    onChange();
  };
  return (
    <section>
      <h2>{text.title}</h2>
      <Shown loaded={meetings}>
        {({ items, advised }) => (
          <>
            {items.length === 0 && <p className="empty">{text.none}</p>}
            {items.length > 0 && (
              <MeetingTable path={path} meetings={items} pair={pair} nameOf={nameOf} onChange={changed} />
            )}
            {advised.length > 0 && <p>{text.advised(advised.map(kind))}</p>}
            <MeetingForm path={path} first={advised[0]} onDone={changed} />
          </>
        )}
      </Shown>
    </section>
  );
}

function MeetingTable({
  path,
  meetings,
  pair,
  nameOf,
  onChange,
}: {
  path: string;
  meetings: readonly Meeting[];
  pair: Pair;
  nameOf: (id: string) => string;
  onChange: () => void;
}) {
  const kind = useTitles('meeting-kinds');
  const action = useAction(onChange);
  const text = ru.pairs.meetings;
  const { columns } = text;
  const attendance = ({ attendance: there }: Meeting) => {
    if (!there) return '';
    const absent = pair.mentees.filter((mentee) => !there.mentees.includes(mentee));
    if (!there.mentor) absent.unshift(pair.mentor);
    return absent.length === 0 ? text.everybody : text.absent(absent.map(nameOf));
  };
  return (
    <>
      <Table
        caption={text.title}
        rows={meetings}
        rowKey={({ id }) => id}
        columns={[
          { title: columns.kind, cell: (meeting) => kind(meeting.kind) },
          { title: columns.planned, cell: ({ plannedOn }) => date(plannedOn) },
          { title: columns.held, cell: ({ heldOn }) => date(heldOn) },
          { title: columns.topic, cell: ({ topic }) => topic },
          { title: columns.attendance, cell: attendance },
          {
            title: columns.mark,
            cell: (meeting) => {
              const of = [kind(meeting.kind), date(meeting.heldOn ?? meeting.plannedOn)] as const;
              return (
                <div className="actions">
                  {!meeting.heldOn && (
                    <button
                      className="outline"
                      aria-label={text.markOf(...of)}
                      onClick={() => action.run(() => patch(`${path}/${meeting.id}`, heldOn(meeting)))}
                    >
                      {text.mark}
                    </button>
                  )}
                  <button
                    className="link"
                    aria-label={text.removeOf(...of)}
                    onClick={() => action.run(() => remove(`${path}/${meeting.id}`))}
                  >
                    {text.remove}
                  </button>
                </div>
              );
            },
          },
        ]}
      />
      <Outcome action={action} />
    </>
  );
}

/** A meeting was held when it was planned, unless that day is still to come. */
function heldOn({ plannedOn }: Meeting): { heldOn: string } {
  const now = today();
  return { heldOn: plannedOn && plannedOn < now ? plannedOn : now };
}

function MeetingForm({
  path,
  first,
  onDone,
}: {
  path: string;
  first: string | undefined;
  onDone: () => void;
}) {
  const kinds = useCatalogue<Titled>('meeting-kinds');
  const modes = useCatalogue<Titled>('modes');
  const empty = { kind: '', plannedOn: '', heldOn: '', mode: '', topic: '' };
  const [meeting, setMeeting] = useState(empty);
  const action = useAction(() => {
    setMeeting(empty);
    onDone();
  });
  const text = ru.pairs.meetings;
  const kind = meeting.kind || (first ?? kinds[0]?.code ?? '');
  const change = (field: keyof typeof meeting) => (value: string) =>
    setMeeting({ ...meeting, [field]: value });
  const send = () =>
    action.run(async () => {
      if (!meeting.plannedOn && !meeting.heldOn) throw new Error(text.needDay);
      const said = Object.entries({ ...meeting, kind }).filter(([, value]) => value !== '');
      await post(path, Object.fromEntries(said));
    }, text.added);
  const options = (items: readonly Titled[]) =>
    items.map(({ code, title }) => ({ value: code, title: title.ru }));
  return (
    <details>
      <summary>{text.add}</summary>
      <Form submit={text.add} busy={action.busy} onSubmit={send}>
        <SelectField label={text.kind} value={kind} onChange={change('kind')} options={options(kinds)} />
        <TextField
          type="date"
          label={text.plannedOn}
          value={meeting.plannedOn}
          onChange={change('plannedOn')}
        />
        <TextField type="date" label={text.heldOn} value={meeting.heldOn} onChange={change('heldOn')} />
        <SelectField
          label={text.mode}
          value={meeting.mode}
          onChange={change('mode')}
          none="—"
          options={options(modes)}
        />
        <TextField label={text.topic} value={meeting.topic} onChange={change('topic')} />
      </Form>
      <Outcome action={action} />
    </details>
  );
}
