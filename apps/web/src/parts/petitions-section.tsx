import { useState } from 'react';
import type { Pair, Petition, PetitionKind } from '../api/pair-types.js';
import { post } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { useApi, useCatalogue } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { isEnd } from '../pair-steps.js';
import { today } from '../today.js';
import { Form, SelectField, TextArea, TextField } from './fields.js';
import { Outcome } from './outcome.js';
import { Shown } from './shown.js';
import { useTitles } from './titles.js';

/** Petitions of a pair: the mentee asks for another mentor, the mentor to be released; and the decisions. */
export function PetitionsSection({
  pair,
  nameOf,
  onChange,
}: {
  pair: Pair;
  nameOf: (id: string) => string;
  onChange: () => void;
}) {
  const path = `/v1/pairs/${pair.id}/petitions`;
  const petitions = useApi<{ items: Petition[] }>(path);
  const kind = useTitles('petition-kinds');
  const text = ru.pairs.petitions;
  const changed = () => {
    petitions.reload();
    onChange();
  };
  return (
    <section>
      <h2>{text.title}</h2>
      <Shown loaded={petitions}>
        {({ items }) => (
          <>
            {items.length === 0 && <p className="empty">{text.none}</p>}
            {items.map((petition) => (
              <article key={petition.id}>
                <strong>{kind(petition.kind)}</strong>:{' '}
                {text.from(ru.pairs.actors[petition.by] ?? petition.by, date(petition.on))}
                <p>{petition.reason}</p>
                {petition.decision ? (
                  <p>
                    {text.decision(
                      petition.decision.granted ? text.granted : text.refused,
                      ru.pairs.actors[petition.decision.by] ?? petition.decision.by,
                      date(petition.decision.on),
                    )}{' '}
                    {petition.decision.reason}
                  </p>
                ) : (
                  <DecisionForm path={`${path}/${petition.id}/decisions`} onDone={changed} />
                )}
              </article>
            ))}
          </>
        )}
      </Shown>
      {!isEnd(pair.state) && <PetitionForm path={path} pair={pair} nameOf={nameOf} onDone={changed} />}
    </section>
  );
}

function DecisionForm({ path, onDone }: { path: string; onDone: () => void }) {
  const [decision, setDecision] = useState({ granted: 'yes', on: today(), by: 'curator', reason: '' });
  const action = useAction(onDone);
  const text = ru.pairs.petitions;
  const change = (field: keyof typeof decision) => (value: string) =>
    setDecision({ ...decision, [field]: value });
  const { granted, on, by, reason } = decision;
  const body = { granted: granted === 'yes', on, by, ...(reason && { reason }) };
  return (
    <>
      <Form
        submit={text.decide}
        busy={action.busy}
        onSubmit={() => action.run(() => post(path, body), text.decided)}
      >
        <SelectField
          label={text.decide}
          value={granted}
          onChange={change('granted')}
          options={[
            { value: 'yes', title: text.grant },
            { value: 'no', title: text.refuse },
          ]}
        />
        <TextField required type="date" label={text.on} value={on} onChange={change('on')} />
        <SelectField
          label={text.by}
          value={by}
          onChange={change('by')}
          options={['curator', 'head'].map((value) => ({ value, title: ru.pairs.actors[value] ?? value }))}
        />
        <TextField label={text.reason} value={reason} onChange={change('reason')} />
      </Form>
      {granted === 'yes' && <small>{text.grantHint}</small>}
      <Outcome action={action} />
    </>
  );
}

function PetitionForm({
  path,
  pair,
  nameOf,
  onDone,
}: {
  path: string;
  pair: Pair;
  nameOf: (id: string) => string;
  onDone: () => void;
}) {
  const kinds = useCatalogue<PetitionKind>('petition-kinds');
  const [petition, setPetition] = useState({ kind: 'replacement', mentee: '', on: today(), reason: '' });
  const action = useAction(() => {
    setPetition({ ...petition, reason: '' });
    onDone();
  });
  const text = ru.pairs.petitions;
  const change = (field: keyof typeof petition) => (value: string) =>
    setPetition({ ...petition, [field]: value });
  const { kind, mentee, on, reason } = petition;
  const by = kinds.find(({ code }) => code === kind)?.by ?? 'mentee';
  const whose = by === 'mentee' && pair.mentees.length > 1;
  const body = { kind, by, on, reason, ...(whose && { mentee }) };
  return (
    <details>
      <summary>{text.add}</summary>
      <Form
        submit={text.add}
        busy={action.busy}
        onSubmit={() => action.run(() => post(path, body), text.added)}
      >
        <SelectField
          label={text.kind}
          value={kind}
          onChange={change('kind')}
          options={kinds.map(({ code, title }) => ({ value: code, title: title.ru }))}
        />
        {whose && (
          <SelectField
            required
            none="—"
            label={text.mentee}
            value={mentee}
            onChange={change('mentee')}
            options={pair.mentees.map((id) => ({ value: id, title: nameOf(id) }))}
          />
        )}
        <TextField required type="date" label={text.on} value={on} onChange={change('on')} />
        <TextArea required label={text.reason} value={reason} onChange={change('reason')} />
      </Form>
      <Outcome action={action} />
    </details>
  );
}
