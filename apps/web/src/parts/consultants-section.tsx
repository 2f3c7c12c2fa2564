import { useState } from 'react';
import type { Consultant, Pair } from '../api/pair-types.js';
import type { Titled } from '../api/types.js';
import { post, remove } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { useApi, useCatalogue } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { today } from '../today.js';
import { Form, SelectField, TextField } from './fields.js';
import { Outcome } from './outcome.js';
import { PersonLink } from './person-link.js';
import { Shown } from './shown.js';
import { Table } from './table.js';
import { useTitles } from './titles.js';

/** Colleagues whom the mentor brings in, each with a written consent. */
export function ConsultantsSection({ pair }: { pair: Pair }) {
  const path = `/v1/pairs/${pair.id}/consultants`;
  const consultants = useApi<{ items: Consultant[] }>(path);
  const topic = useTitles('topics');
  const removal = useAction(consultants.reload);
  const text = ru.pairs.consultants;
  const { columns } = text;
  return (
    <section>
      <h2>{text.title}</h2>
      <Shown loaded={consultants}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="empty">{text.none}</p>
          ) : (
            <Table
              caption={text.title}
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                { title: columns.person, cell: ({ person }) => <PersonLink externalId={person} /> },
                { title: columns.topic, cell: (one) => topic(one.topic) },
                {
                  title: columns.document,
                  cell: ({ consentDocument: paper }) =>
                    ru.pairs.page.document({ ...paper, date: date(paper.date) }),
                },
                {
                  title: columns.remove,
                  cell: ({ id, person }) => (
                    <button
                      className="link"
                      aria-label={text.removeOf(person)}
                      onClick={() => removal.run(() => remove(`${path}/${id}`))}
                    >
                      {text.remove}
                    </button>
                  ),
                },
              ]}
            />
          )
        }
      </Shown>
      <Outcome action={removal} />
      <ConsultantForm path={path} onDone={consultants.reload} />
    </section>
  );
}

function ConsultantForm({ path, onDone }: { path: string; onDone: () => void }) {
  const topics = useCatalogue<Titled>('topics');
  const empty = { person: '', topic: '', number: '', date: today(), signedBy: '' };
  const [draft, setDraft] = useState(empty);
  const action = useAction(() => {
    setDraft(empty);
    onDone();
  });
  const text = ru.pairs.consultants;
  const step = ru.pairs.step;
  const change = (field: keyof typeof draft) => (value: string) => setDraft({ ...draft, [field]: value });
  const { person, topic, ...consentDocument } = draft;
  return (
    <details>
      <summary>{text.add}</summary>
      <Form
        submit={text.add}
        busy={action.busy}
        onSubmit={() => action.run(() => post(path, { person, topic, consentDocument }), text.added)}
      >
        <TextField required label={text.person} value={person} onChange={change('person')} />
        <SelectField
          required
          none="—"
          label={text.topic}
          value={topic}
          onChange={change('topic')}
          options={topics.map(({ code, title }) => ({ value: code, title: title.ru }))}
        />
        <TextField required label={step.number} value={draft.number} onChange={change('number')} />
        <TextField required type="date" label={step.date} value={draft.date} onChange={change('date')} />
        <TextField required label={step.signedBy} value={draft.signedBy} onChange={change('signedBy')} />
      </Form>
      <Outcome action={action} />
    </details>
  );
}
