import { useState } from 'react';
import { Link } from 'wouter';
import type { Reminder } from '../api/year-types.js';
import { useList } from '../api/use-api.js';
import { date } from '../format.js';
import { grouped } from '../grouped.js';
import { ru } from '../messages.js';
import { Shown } from '../parts/shown.js';
import { Table } from '../parts/table.js';
import { placeOf } from '../reminder-place.js';
import { useOwnPath } from '../session.js';
import { ProgrammeList } from './programmes.js';

/** The curator's start page: what is due, and the programmes. */
export function HomePage() {
  const reminders = useList<Reminder>(`${useOwnPath()}/reminders`);
  return (
    <>
      <h1>{ru.year.toDo.title}</h1>
      <Shown loaded={reminders}>{(items) => <ToDo reminders={items} />}</Shown>
      <h2>{ru.programmes.title}</h2>
      <ProgrammeList />
    </>
  );
}

/** Grouped by kind, the most urgent kind first: the same thing is done for many people in one go. */
function ToDo({ reminders }: { reminders: readonly Reminder[] }) {
  const text = ru.year.toDo;
  if (reminders.length === 0) return <p className="empty">{text.nothing}</p>;
  const groups = grouped(reminders, ({ kind }) => kind);
  const late = reminders.filter(({ overdue }) => overdue).length;
  return (
    <>
      <p>
        {late > 0 && <strong>{text.overdue(late)}. </strong>}
        {text.due(reminders.length - late)}
      </p>
      {[...groups].map(([kind, items], index) => (
        <Group key={kind} items={items} open={index === 0 || groups.size <= 3} />
      ))}
    </>
  );
}

const AT_ONCE = 10;

function Group({ items, open }: { items: readonly Reminder[]; open: boolean }) {
  const [shown, setShown] = useState(AT_ONCE);
  const text = ru.year.toDo;
  const title = items[0]?.title ?? '';
  const late = items.filter(({ overdue }) => overdue).length;
  return (
    <details open={open}>
      <summary>
        {title}: {items.length}
        {late > 0 && <span className="tag late">{text.overdue(late)}</span>}
      </summary>
      <Table
        caption={title}
        rows={items.slice(0, shown)}
        rowKey={(_, index) => String(index)}
        columns={[
          {
            title: text.columns.due,
            cell: ({ dueOn, overdue }) => (
              <>
                {date(dueOn)} {overdue && <span className="tag late">{text.late}</span>}
              </>
            ),
          },
          { title: text.columns.text, cell: (reminder) => reminder.text },
          {
            title: text.columns.link,
            cell: (reminder) => {
              const place = placeOf(reminder);
              return (
                place && (
                  <Link href={place} aria-label={`${text.open}: ${reminder.text}`}>
                    {text.open}
                  </Link>
                )
              );
            },
          },
        ]}
      />
      {shown < items.length && (
        <button className="secondary outline" onClick={() => setShown(items.length)}>
          {text.more(items.length - shown)}
        </button>
      )}
    </details>
  );
}
