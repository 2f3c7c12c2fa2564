import { useCallback, useState } from 'react';
import { download, post } from '../api/client.js';
import type { Decision, Matching, Suggestion, Unmatched } from '../api/types.js';
import { useApi, useList } from '../api/use-api.js';
import { share } from '../format.js';
import { ru } from '../messages.js';
import { Failure } from '../parts/failure.js';
import { RunProgress } from '../parts/run-progress.js';
import { SuggestionRow } from '../parts/suggestion-row.js';
import { UnmatchedTable } from '../parts/unmatched-table.js';

/** The newest matching of a programme: what is suggested, why, and the curator's decisions. */
export function MatchingTab({
  programme,
  variantTitle,
}: {
  programme: string;
  variantTitle: (code: string) => string;
}) {
  const matchings = useList<Matching>(`/v1/programmes/${programme}/matchings`);
  const [running, setRunning] = useState<string>();
  const [error, setError] = useState<Error>();
  const newest = matchings.data?.filter((matching) => matching.status === 'done').at(-1);
  const { reload } = matchings;
  const onEnd = useCallback(() => reload(), [reload]);

  const start = () =>
    post(`/v1/programmes/${programme}/matchings`, {}).then(({ location }) => setRunning(location), setError);

  return (
    <>
      <div className="toolbar">
        <button onClick={() => void start()}>{newest ? ru.matching.again : ru.matching.start}</button>
      </div>
      <Failure error={error ?? matchings.error} />
      {running && <RunProgress key={running} location={running} onEnd={onEnd} />}
      {matchings.data?.length === 0 && !running && <p>{ru.matching.none}</p>}
      {newest && <Result key={newest.id} matching={newest} variantTitle={variantTitle} />}
    </>
  );
}

function Result({ matching, variantTitle }: { matching: Matching; variantTitle: (code: string) => string }) {
  const path = `/v1/matchings/${matching.id}`;
  const detail = useApi<Matching>(path);
  const suggestions = useList<Suggestion>(`${path}/suggestions`);
  const unmatched = useList<Unmatched>(`${path}/unmatched`);
  const [error, setError] = useState<Error>();
  const summary = detail.data?.summary;
  const { columns } = ru.matching;

  const decide = (suggestion: Suggestion, decision: Decision) => {
    const reason = decision === 'reject' ? window.prompt(ru.matching.rejectReason) : undefined;
    if (reason === null) return;
    post(`/v1/suggestions/${suggestion.id}/decisions`, { decision, ...(reason && { reason }) }).then(
      suggestions.reload,
      setError,
    );
  };
  const acceptAll = () => {
    if (!window.confirm(ru.matching.acceptAllConfirm(suggestions.data?.length ?? 0))) return;
    post(`${path}/decisions`, { all: 'accept' }).then(suggestions.reload, setError);
  };

  return (
    <>
      <Failure error={error ?? suggestions.error ?? unmatched.error} />
      {summary && (
        <p>
          {ru.matching.summary(summary.matched, summary.mentees, summary.mentors)}{' '}
          {summary.meanScore !== null && ru.matching.mean(share(summary.meanScore))} {ru.matching.optimal}{' '}
          <a
            href="#certificate"
            onClick={(event) => {
              event.preventDefault();
              download(`${path}/certificate`, `certificate-${matching.id}.json`).catch(setError);
            }}
          >
            {ru.matching.certificate}
          </a>
        </p>
      )}
      {summary?.infeasible && (
        <article role="alert">
          {ru.matching.infeasible} {[...summary.infeasible.mentees, ...summary.infeasible.mentors].join(', ')}
        </article>
      )}
      {suggestions.data && suggestions.data.length > 0 && (
        <>
          <div className="toolbar">
            <button className="secondary" onClick={acceptAll}>
              {ru.matching.acceptAll}
            </button>
          </div>
          <table>
            <thead>
              <tr>
                <th>{columns.mentee}</th>
                <th>{columns.mentor}</th>
                <th>{columns.score}</th>
                <th>{columns.why}</th>
                <th>{columns.decision}</th>
              </tr>
            </thead>
            <tbody>
              {suggestions.data.map((suggestion) => (
                <SuggestionRow
                  key={suggestion.id}
                  suggestion={suggestion}
                  variantTitle={variantTitle}
                  onDecide={(decision) => decide(suggestion, decision)}
                />
              ))}
            </tbody>
          </table>
        </>
      )}
      {unmatched.data && unmatched.data.length > 0 && <UnmatchedTable rows={unmatched.data} />}
    </>
  );
}
