import type { Pair } from '../api/pair-types.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { isByBoth, isEnd, LINE, nextStep, waitsFor } from '../pair-steps.js';

/** Where a pair stands on its way, and what the next step waits for. */
export function StepLine({ pair }: { pair: Pair }) {
  const text = ru.pairs.page;
  const ended = isEnd(pair.state);
  const reached = reachedOf(pair);
  const waits = waitsFor(pair);
  const next = nextStep(pair);
  return (
    <>
      <ol className="steps" aria-label={text.line}>
        {LINE.map((step, index) => (
          <li
            key={step}
            aria-current={step === pair.state ? 'step' : undefined}
            className={index <= reached ? 'taken' : undefined}
          >
            {ru.pairs.states[step]}
            {step === next && waits.length === 1 && isByBoth(step) && ` ${text.half}`}
          </li>
        ))}
      </ol>
      {ended && <p>{text.ended(ru.pairs.states[pair.state] ?? pair.state, date(pair.endedOn))}</p>}
      {waits.length > 0 && (
        <>
          <p>{text.waits}</p>
          <ul>
            {waits.map((code) => (
              <li key={code}>{text.waitsFor[code]}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** How far along the line the pair is, or was when it ended otherwise. */
function reachedOf({ state, history }: Pair): number {
  const at = LINE.findIndex((step) => step === state);
  if (at >= 0) return at;
  return LINE.reduce((last, step, index) => (history.some(({ event }) => event === step) ? index : last), 0);
}
