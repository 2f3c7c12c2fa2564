import { useState } from 'react';
import type { Pair } from '../api/pair-types.js';
import { post } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { ru } from '../messages.js';
import { isByBoth, nextStep, possibleSteps, sidesMissing } from '../pair-steps.js';
import { Form } from './fields.js';
import { Outcome } from './outcome.js';
import { newStep, stepBody, StepFields } from './step-fields.js';

/** The next step of a pair; what is offered first is the step that the pair waits for. */
export function StepForm({ pair, onDone }: { pair: Pair; onDone: () => void }) {
  const offered = () => {
    const next = nextStep(pair) ?? 'completed';
    return newStep(next, isByBoth(next) ? sidesMissing(pair, next)[0] : undefined);
  };
  const [step, setStep] = useState(offered);
  const action = useAction(onDone);
  const text = ru.pairs.step;
  return (
    <section>
      <h2>{text.title}</h2>
      <Form
        submit={text.take}
        busy={action.busy}
        onSubmit={() =>
          action.run(() => post(`/v1/pairs/${pair.id}/transitions`, stepBody(step)), text.taken)
        }
      >
        <StepFields step={step} steps={possibleSteps(pair)} onChange={setStep} />
      </Form>
      <Outcome action={action} />
    </section>
  );
}
