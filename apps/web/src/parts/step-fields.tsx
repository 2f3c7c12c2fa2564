import type { CompletionReason } from '../api/pair-types.js';
import { useCatalogue } from '../api/use-api.js';
import { ru } from '../messages.js';
import { isByBoth, isEnd, needsDocument } from '../pair-steps.js';
import { today } from '../today.js';
import { CheckField, SelectField, TextField } from './fields.js';

/** A step of a pair's life as it is being written down. */
export interface StepDraft {
  to: string;
  on: string;
  by: string;
  reason: string;
  number: string;
  date: string;
  signedBy: string;
  until: string;
  recorded: boolean;
}

export const newStep = (to: string, by = ''): StepDraft => ({
  to,
  on: today(),
  by,
  reason: '',
  number: '',
  date: today(),
  signedBy: '',
  until: '',
  recorded: false,
});

/** The step as the API takes it: only what this step has. */
export function stepBody(step: StepDraft): object {
  const { to, on, by, reason, number, date, signedBy, until, recorded } = step;
  return {
    to,
    on,
    ...(by && { by }),
    ...(isEnd(to) && { reason }),
    ...(to === 'extended' && { until }),
    ...(needsDocument(to) && number && { document: { number, date, signedBy } }),
    ...(recorded && { recorded }),
  };
}

/** Who can be behind a step; for an end it depends on the reason. */
function actorsOf(step: StepDraft, reason: CompletionReason | undefined): string[] {
  if (isByBoth(step.to) || step.to === 'extended') return ['mentor', 'mentee'];
  if (step.to === 'approved') return ['curator', 'council'];
  return isEnd(step.to) ? (reason?.initiators ?? []) : [];
}

/** The fields that a step has, and no others. */
export function StepFields({
  step,
  steps,
  onChange,
}: {
  step: StepDraft;
  steps: readonly string[];
  onChange: (step: StepDraft) => void;
}) {
  const reasons = useCatalogue<CompletionReason>('completion-reasons');
  const fitting = reasons.filter(({ states }) => states.includes(step.to));
  const actors = actorsOf(
    step,
    fitting.find(({ code }) => code === step.reason),
  );
  const text = ru.pairs.step;
  const change = (field: keyof StepDraft) => (value: string) => onChange({ ...step, [field]: value });
  const mustSay = (isByBoth(step.to) || step.to === 'extended') && !step.recorded;
  const { recorded } = step;
  return (
    <>
      <SelectField
        label={text.to}
        value={step.to}
        onChange={(to) => onChange({ ...newStep(to), on: step.on, recorded })}
        options={steps.map((value) => ({ value, title: ru.pairs.events[value] ?? value }))}
      />
      <TextField type="date" required label={text.on} value={step.on} onChange={change('on')} />
      {isEnd(step.to) && (
        <SelectField
          required
          none="—"
          label={text.reason}
          value={step.reason}
          onChange={change('reason')}
          options={fitting.map(({ code, title }) => ({ value: code, title: title.ru }))}
        />
      )}
      {actors.length > 0 && (
        <SelectField
          required={mustSay}
          none={mustSay ? '—' : text.nobody}
          label={text.by}
          value={actors.includes(step.by) ? step.by : ''}
          onChange={change('by')}
          options={actors.map((value) => ({ value, title: ru.pairs.actors[value] ?? value }))}
        />
      )}
      {step.to === 'extended' && (
        <TextField type="date" required label={text.until} value={step.until} onChange={change('until')} />
      )}
      {needsDocument(step.to) && (
        <>
          <TextField
            required={!recorded}
            label={text.number}
            value={step.number}
            onChange={change('number')}
          />
          <TextField
            type="date"
            required={!recorded}
            label={text.date}
            value={step.date}
            onChange={change('date')}
          />
          <TextField
            required={!recorded || step.number !== ''}
            label={text.signedBy}
            value={step.signedBy}
            onChange={change('signedBy')}
          />
        </>
      )}
      {!['accepted', 'met', 'terminated', 'replaced'].includes(step.to) && (
        <CheckField
          label={text.recorded}
          checked={recorded}
          onChange={(checked) => onChange({ ...step, recorded: checked })}
        />
      )}
    </>
  );
}
