import { useEffect, useState } from 'react';
import { get, post } from '../api/client.js';
import type { RunView } from '../api/types.js';
import { ru } from '../messages.js';
import { Failure } from './failure.js';

const POLL_MS = 400;
const ENDED = ['done', 'failed', 'cancelled'];

/** Follows long work at `location` until it ends. */
export function RunProgress({ location, onEnd }: { location: string; onEnd: () => void }) {
  const [run, setRun] = useState<RunView>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = () =>
      void get<RunView>(location).then((now) => {
        setRun(now);
        if (ENDED.includes(now.status)) onEnd();
        else timer = setTimeout(poll, POLL_MS);
      }, setError);
    poll();
    return () => clearTimeout(timer);
  }, [location, onEnd]);
  if (error) return <Failure error={error} />;
  if (!run) return <progress />;
  if (ENDED.includes(run.status)) {
    return run.status === 'done' ? null : (
      <p role="status">
        {ru.run[run.status]} {run.error?.message}
      </p>
    );
  }
  return (
    <p role="status">
      {ru.run[run.status]}, {run.progress} %
      <progress value={run.progress} max={100} />
      <button className="secondary outline" onClick={() => void post(`${location}/cancel`).catch(setError)}>
        {ru.run.cancel}
      </button>
    </p>
  );
}
