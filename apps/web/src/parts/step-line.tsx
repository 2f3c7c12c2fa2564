import type { Pair } from '../api/pair-types.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { isEnd, LINE, waitsFor } from '../pair-steps.js';

/** Where a pair stands on its way, and what the next step waits for. */
export function StepLine({ pair }: { pair: Pair }) {
  const text = ru.pairs.page;
  const ended = isEnd(pair.state);
  const reached = LINE.findIndex((step) => step === pair.state);
  const waits = waitsFor(pair);
  const wasTaken = (step: string) =>
    pair.history.some(({ event }) => event === step) || LINE.findIndex((one) => one === step) <= reached;
  return (
    <>
      <ol className="steps" aria-label={text.line}>
        {LINE.map((step) => (
          <li
            key={step}
            aria-current={step === pair.state ? 'step' : undefined}
            className={wasTaken(step) ? 'taken' : undefined}
          >
            {ru.pairs.states[step]}
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
