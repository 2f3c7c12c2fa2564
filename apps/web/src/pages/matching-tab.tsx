import { useCallback, useState } from 'react';
import type { Wish } from '../api/answer-types.js';
import { post } from '../api/client.js';
import type { Matching } from '../api/types.js';
import { useList } from '../api/use-api.js';
import { ru } from '../messages.js';
import { Failure } from '../parts/failure.js';
import { MatchingResult } from '../parts/matching-result.js';
import { RunProgress } from '../parts/run-progress.js';

/** The newest matching of a programme, and the way to the next one. */
export function MatchingTab({
  programme,
  organisation,
  variantTitle,
}: {
  programme: string;
  organisation: string;
  variantTitle: (code: string) => string;
}) {
  const path = `/v1/programmes/${programme}/matchings`;
  const matchings = useList<Matching>(path);
  const [running, setRunning] = useState<string>();
  const [error, setError] = useState<Error>();
  const newest = matchings.data?.filter((matching) => matching.status === 'done').at(-1);
  const { reload } = matchings;
  const onEnd = useCallback(() => {
    setRunning(undefined);
    reload();
  }, [reload]);

  const start = (wish: Wish & { keepAnnounced?: { maxLossPercent: number } }) => {
    setError(undefined);
    const basedOn = newest && !newest.summary?.infeasible ? { basedOn: newest.id } : {};
    post(path, { ...wish, ...basedOn }).then(({ location }) => setRunning(location), setError);
  };

  return (
    <>
      {newest ? (
        <AgainForm onStart={start} />
      ) : (
        <div className="toolbar">
          <button onClick={() => start({})}>{ru.matching.start}</button>
        </div>
      )}
      <Failure error={error ?? matchings.error} />
      {running && <RunProgress key={running} location={running} onEnd={onEnd} />}
      {matchings.data?.length === 0 && !running && <p>{ru.matching.none}</p>}
      {newest && (
        <MatchingResult
          key={newest.id}
          matching={newest}
          organisation={organisation}
          variantTitle={variantTitle}
          onRematch={start}
        />
      )}
    </>
  );
}

const DEFAULT_LOSS_PERCENT = 1;

/** Matching again, if need be with as few suggested pairs changed as a small loss allows. */
function AgainForm({ onStart }: { onStart: (how: { keepAnnounced?: { maxLossPercent: number } }) => void }) {
  const [keeps, setKeeps] = useState(false);
  const [maxLossPercent, setMaxLossPercent] = useState(DEFAULT_LOSS_PERCENT);
  const text = ru.answers.rerun;
  return (
    <form
      className="toolbar"
      onSubmit={(event) => {
        event.preventDefault();
        onStart(keeps ? { keepAnnounced: { maxLossPercent } } : {});
      }}
    >
      <button type="submit">{ru.matching.again}</button>
      <label>
        <input type="checkbox" checked={keeps} onChange={(event) => setKeeps(event.target.checked)} />
        {text.keep}
      </label>
      {keeps && (
        <label>
          {text.loss}{' '}
          <input
            type="number"
            required
            min={0}
            max={100}
            step="any"
            value={maxLossPercent}
            onChange={(event) => setMaxLossPercent(event.target.valueAsNumber)}
          />
        </label>
      )}
    </form>
  );
}
