import { useState } from 'react';
import type { Pair, PlanVersion } from '../api/pair-types.js';
import type { Titled } from '../api/types.js';
import { put } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { useCatalogue } from '../api/use-api.js';
import { ru } from '../messages.js';
import { today } from '../today.js';
import { Form, SelectField, TextArea, TextField } from './fields.js';
import { Outcome } from './outcome.js';

interface ActivityDraft {
  id?: string;
  title: string;
  plannedOn: string;
  responsible: string;
  /** Of an activity that lasts: it is not changed here. */
  period?: { from: string; until: string };
}

interface PlanDraft {
  goal: string;
  topics: string[];
  from: string;
  until: string;
  activities: ActivityDraft[];
  expected: string;
}

function draftOf(base: PlanVersion | null, pair: Pair): PlanDraft {
  if (!base) {
    const from = pair.startedOn ?? today();
    return { goal: '', topics: [], from, until: '', activities: [], expected: '' };
  }
  return {
    goal: base.goal,
    topics: base.directions.find(({ from }) => from === 'mentor')?.topics ?? [],
    from: base.from,
    until: base.until,
    expected: base.expectedResults.join('\n'),
    activities: base.activities.map(({ id, title, plannedOn, from, until, responsible }) => ({
      ...(id !== undefined && { id }),
      title,
      plannedOn: plannedOn ?? '',
      responsible,
      ...(from && until && { period: { from, until } }),
    })),
  };
}

/** The draft as the API takes it; what this form does not show stays as it was. */
function planBody(draft: PlanDraft, base: PlanVersion | null): object {
  const others = base?.directions.filter(({ from }) => from !== 'mentor') ?? [];
  const route = base?.individualRoute;
  return {
    goal: draft.goal,
    directions: [{ from: 'mentor', topics: draft.topics }, ...others],
    from: draft.from,
    until: draft.until,
    activities: draft.activities.map(({ id, title, plannedOn, responsible, period }) => ({
      ...(id !== undefined && { id }),
      title,
      responsible,
      ...(period ?? { plannedOn }),
    })),
    expectedResults: draft.expected
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    ...(route && {
      individualRoute: Object.fromEntries(Object.entries(route).filter(([, value]) => value !== null)),
    }),
  };
}

/** Writes a pair's plan, or changes it; a change of a running pair's plan waits for both consents. */
export function PlanForm({
  path,
  pair,
  base,
  onDone,
}: {
  path: string;
  pair: Pair;
  base: PlanVersion | null;
  onDone: () => void;
}) {
  const topics = useCatalogue<Titled>('topics');
  const [draft, setDraft] = useState(() => draftOf(base, pair));
  const action = useAction(onDone);
  const text = ru.pairs.plan;
  const change = (field: 'goal' | 'from' | 'until' | 'expected') => (value: string) =>
    setDraft({ ...draft, [field]: value });
  const changeActivity = (at: number, changed: Partial<ActivityDraft>) =>
    setDraft({
      ...draft,
      activities: draft.activities.map((one, index) => (index === at ? { ...one, ...changed } : one)),
    });
  return (
    <details>
      <summary>{base ? text.change : text.write}</summary>
      <Form
        submit={text.save}
        busy={action.busy}
        onSubmit={() => action.run(() => put(path, planBody(draft, base)), text.saved)}
      >
        <TextArea required label={text.goal} value={draft.goal} onChange={change('goal')} />
        <TextField required type="date" label={text.from} value={draft.from} onChange={change('from')} />
        <TextField required type="date" label={text.until} value={draft.until} onChange={change('until')} />
        <label className="wide">
          {text.topics}
          <select
            multiple
            required
            size={6}
            value={draft.topics}
            aria-label={`${text.topics}. ${text.topicsHint}`}
            onChange={(event) =>
              setDraft({ ...draft, topics: [...event.target.selectedOptions].map(({ value }) => value) })
            }
          >
            {topics.map(({ code, title }) => (
              <option key={code} value={code}>
                {title.ru}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="wide">
          <legend>{text.activities}</legend>
          {draft.activities.map((activity, at) => (
            <div key={activity.id ?? at} className="fields">
              <TextField
                required
                label={text.activity}
                value={activity.title}
                onChange={(title) => changeActivity(at, { title })}
              />
              {!activity.period && (
                <TextField
                  required
                  type="date"
                  label={text.on}
                  value={activity.plannedOn}
                  onChange={(plannedOn) => changeActivity(at, { plannedOn })}
                />
              )}
              <SelectField
                label={text.responsible}
                value={activity.responsible}
                onChange={(responsible) => changeActivity(at, { responsible })}
                options={['mentor', 'mentee', 'both'].map((value) => ({
                  value,
                  title: ru.pairs.actors[value] ?? value,
                }))}
              />
              <button
                type="button"
                className="link"
                onClick={() =>
                  setDraft({ ...draft, activities: draft.activities.filter((_, index) => index !== at) })
                }
              >
                {text.removeActivity(activity.title)}
              </button>
            </div>
          ))}
          <button
            type="button"
            className="secondary outline"
            onClick={() =>
              setDraft({
                ...draft,
                activities: [...draft.activities, { title: '', plannedOn: draft.from, responsible: 'both' }],
              })
            }
          >
            {text.addActivity}
          </button>
        </fieldset>
        <TextArea label={text.expectedHint} value={draft.expected} onChange={change('expected')} />
      </Form>
      <Outcome action={action} />
    </details>
  );
}
