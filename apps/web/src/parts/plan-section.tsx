import { useState } from 'react';
import type { Pair, Plan, PlanVersion } from '../api/pair-types.js';
import { patch, post, put } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { useApi } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { today } from '../today.js';
import { DownloadButton } from './download-button.js';
import { Form, SelectField, TextArea, TextField } from './fields.js';
import { Outcome } from './outcome.js';
import { PlanForm } from './plan-form.js';
import { Shown } from './shown.js';
import { Table } from './table.js';
import { useTitles } from './titles.js';

/** The individual plan of a pair: what it says, what is done, a change that waits for consents, the analysis. */
export function PlanSection({ pair, onChange }: { pair: Pair; onChange: () => void }) {
  const path = `/v1/pairs/${pair.id}/plan`;
  const plan = useApi<Plan>(path);
  const text = ru.pairs.plan;
  const changed = () => {
    plan.reload();
    onChange();
  };
  return (
    <section>
      <h2>{text.title}</h2>
      <Shown loaded={plan}>
        {({ current, proposed, analysis }) => (
          <>
            {current === null && proposed === null && <p className="empty">{text.none}</p>}
            {current && (
              <>
                <DownloadButton path={`${path}.docx`} name="plan.docx" title={text.docx} />
                <Version version={current} path={path} onChange={changed} />
              </>
            )}
            {proposed && (
              <article className="warning">
                <p>{text.proposed}</p>
                <Version version={proposed} />
                <ConsentForm path={`${path}/consents`} onDone={changed} />
              </article>
            )}
            <PlanForm path={path} pair={pair} base={proposed ?? current} onDone={changed} />
            {analysis && (
              <>
                <h3>{text.analysis}</h3>
                <p>
                  {date(analysis.on)}. {text.achieved}:{' '}
                  {text.achievements[analysis.achieved] ?? analysis.achieved}.
                </p>
                <p>{analysis.text}</p>
              </>
            )}
            {current && !analysis && <AnalysisForm path={`${path}/analysis`} onDone={changed} />}
          </>
        )}
      </Shown>
    </section>
  );
}

/** What a version of the plan says; activities are ticked off where `path` is given. */
function Version({
  version,
  path,
  onChange,
}: {
  version: PlanVersion;
  path?: string;
  onChange?: () => void;
}) {
  const topic = useTitles('topics');
  const action = useAction(onChange);
  const text = ru.pairs.plan;
  const { columns } = text;
  const when = ({ plannedOn, from, until }: PlanVersion['activities'][number]) =>
    plannedOn ? date(plannedOn) : `${date(from)} – ${date(until)}`;
  const tick = (id: string | undefined, doneOn: string | null) =>
    action.run(() => patch(`${path}/activities/${id}`, { doneOn }));
  return (
    <>
      <dl className="card">
        <div>
          <dt>{text.goal}</dt>
          <dd>{version.goal}</dd>
        </div>
        <div>
          <dt>{text.directions}</dt>
          <dd>{version.directions.flatMap(({ topics }) => topics.map(topic)).join(', ')}</dd>
        </div>
        {version.expectedResults.length > 0 && (
          <div>
            <dt>{text.expected}</dt>
            <dd>{version.expectedResults.join('; ')}</dd>
          </div>
        )}
      </dl>
      <p>{text.term(date(version.from), date(version.until))}</p>
      {version.consents.map(({ by, on }) => (
        <p key={by}>{text.signed(ru.pairs.actors[by] ?? by, date(on))}</p>
      ))}
      {version.activities.length > 0 && (
        <Table
          caption={text.activities}
          rows={version.activities}
          rowKey={({ id }, index) => id ?? String(index)}
          columns={[
            { title: columns.title, cell: ({ title }) => title },
            { title: columns.when, cell: when },
            {
              title: columns.responsible,
              cell: ({ responsible }) => ru.pairs.actors[responsible] ?? responsible,
            },
            {
              title: columns.done,
              cell: ({ id, title, doneOn }) =>
                doneOn ? (
                  <>
                    {date(doneOn)}{' '}
                    {path && (
                      <button className="link" aria-label={text.undoOf(title)} onClick={() => tick(id, null)}>
                        {text.undo}
                      </button>
                    )}
                  </>
                ) : (
                  path && (
                    <div className="actions">
                      <button
                        className="outline"
                        aria-label={text.doneOf(title)}
                        onClick={() => tick(id, today())}
                      >
                        {text.done}
                      </button>
                    </div>
                  )
                ),
            },
          ]}
        />
      )}
      <Outcome action={action} />
    </>
  );
}

function ConsentForm({ path, onDone }: { path: string; onDone: () => void }) {
  const [by, setBy] = useState('mentor');
  const [on, setOn] = useState(today());
  const action = useAction(onDone);
  const text = ru.pairs.plan;
  const send = () =>
    action.run(() => post(path, by === 'both' ? { on, recorded: true } : { by, on }), text.consented);
  return (
    <>
      <Form submit={text.consent} busy={action.busy} onSubmit={send}>
        <SelectField
          label={text.consentBy}
          value={by}
          onChange={setBy}
          options={['mentor', 'mentee', 'both'].map((value) => ({
            value,
            title: ru.pairs.actors[value] ?? value,
          }))}
        />
        <TextField required type="date" label={text.consentOn} value={on} onChange={setOn} />
      </Form>
      <Outcome action={action} />
    </>
  );
}

function AnalysisForm({ path, onDone }: { path: string; onDone: () => void }) {
  const [analysis, setAnalysis] = useState({ on: today(), achieved: 'full', text: '' });
  const action = useAction(onDone);
  const text = ru.pairs.plan;
  const change = (field: keyof typeof analysis) => (value: string) =>
    setAnalysis({ ...analysis, [field]: value });
  return (
    <details>
      <summary>{text.writeAnalysis}</summary>
      <Form
        submit={text.writeAnalysis}
        busy={action.busy}
        onSubmit={() => action.run(() => put(path, analysis), text.analysisSaved)}
      >
        <TextField required type="date" label={text.on} value={analysis.on} onChange={change('on')} />
        <SelectField
          label={text.achieved}
          value={analysis.achieved}
          onChange={change('achieved')}
          options={Object.entries(text.achievements).map(([value, title]) => ({ value, title }))}
        />
        <TextArea required label={text.text} value={analysis.text} onChange={change('text')} />
      </Form>
      <Outcome action={action} />
    </details>
  );
}
