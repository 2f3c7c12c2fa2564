import { useState } from 'react';
import type { BulkMove, Pair } from '../api/pair-types.js';
import { post } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { ru } from '../messages.js';
import { LINE } from '../pair-steps.js';
import { Form } from './fields.js';
import { Outcome } from './outcome.js';
import { newStep, stepBody, StepFields } from './step-fields.js';
import { Table } from './table.js';

const STEPS = [...LINE.slice(1), 'terminated', 'replaced'];

/** One step for many pairs: first who can and who cannot, then the step. */
export function BulkStep({
  programme,
  pairs,
  nameOf,
  onDone,
}: {
  programme: string;
  /** The pairs that are shown. */
  pairs: readonly Pair[];
  nameOf: (id: string) => string;
  onDone: () => void;
}) {
  const path = `/v1/programmes/${programme}/pairs/transitions`;
  const [step, setStep] = useState(() => newStep('met'));
  const [preview, setPreview] = useState<BulkMove>();
  const action = useAction();
  const text = ru.pairs.bulk;
  const look = () =>
    action.run(async () => {
      setPreview(undefined);
      const body = { ...stepBody(step), pairs: pairs.map(({ id }) => id), dryRun: true };
      setPreview((await post<BulkMove>(path, body)).body);
    });
  const take = (ids: string[]) =>
    action.run(async () => {
      await post(path, { ...stepBody(step), pairs: ids });
      setPreview(undefined);
      onDone();
    }, text.taken(ids.length));
  const titleOf = (id: string) => {
    const pair = pairs.find((one) => one.id === id);
    return pair ? ru.pairs.page.title(nameOf(pair.mentor), pair.mentees.map(nameOf).join(', ')) : id;
  };
  return (
    <details>
      <summary>{text.title}</summary>
      <p>{text.lead}</p>
      <Form submit={text.preview} busy={action.busy} onSubmit={look}>
        <StepFields
          step={step}
          steps={STEPS}
          onChange={(changed) => {
            setStep(changed);
            setPreview(undefined);
          }}
        />
      </Form>
      <Outcome action={action} />
      {preview && (
        <section>
          <p role="status">{text.can(preview.moved.length)}</p>
          {preview.skipped.length > 0 && (
            <>
              <h3>{text.cannot(preview.skipped.length)}</h3>
              <Table
                caption={text.cannot(preview.skipped.length)}
                rows={preview.skipped}
                rowKey={({ id }) => id}
                columns={[
                  { title: ru.pairs.columns.open, cell: ({ id }) => titleOf(id) },
                  { title: ru.pairs.columns.state, cell: ({ state }) => ru.pairs.states[state] ?? state },
                  { title: text.why, cell: ({ message }) => message },
                ]}
              />
            </>
          )}
          {preview.moved.length > 0 && (
            <button onClick={() => take(preview.moved.map(({ id }) => id))} disabled={action.busy}>
              {text.take(preview.moved.length)}
            </button>
          )}
        </section>
      )}
    </details>
  );
}
