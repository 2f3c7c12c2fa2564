import { useCallback, useState } from 'react';
import type { Wish } from '../api/answer-types.js';
import { download, post } from '../api/client.js';
import type { Decision, Matching, Suggestion, Unmatched } from '../api/types.js';
import { useApi, useList } from '../api/use-api.js';
import { share } from '../format.js';
import { ru } from '../messages.js';
import { DiffSection } from './diff-section.js';
import { Failure } from './failure.js';
import { FairnessSection } from './fairness-section.js';
import { RecruitmentSection } from './recruitment-section.js';
import { SuggestionTable } from './suggestion-table.js';
import { UnmatchedTable } from './unmatched-table.js';
import { WhyNotForm } from './why-not-form.js';
import { WishDialog } from './wish-dialog.js';
import type { WeighedWish } from './wish-dialog.js';

/** What a matching suggests and why, the answers to questions about it, and the curator's decisions. */
export function MatchingResult({
  matching,
  organisation,
  variantTitle,
  onRematch,
}: {
  matching: Matching;
  organisation: string;
  variantTitle: (code: string) => string;
  onRematch: (wish: Wish) => void;
}) {
  const path = `/v1/matchings/${matching.id}`;
  const detail = useApi<Matching>(path);
  const suggestions = useList<Suggestion>(`${path}/suggestions`);
  const unmatched = useList<Unmatched>(`${path}/unmatched`);
  const mentors = useList<{ externalId: string }>(`/v1/organisations/${organisation}/banks/mentors/entries`);
  const [weighed, setWeighed] = useState<WeighedWish>();
  const [error, setError] = useState<Error>();
  const forget = useCallback(() => setWeighed(undefined), []);

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
  const summary = detail.data?.summary;
  const mentees = [...(suggestions.data ?? []), ...(unmatched.data ?? [])].map(({ mentee }) => mentee).sort();

  return (
    <>
      <Failure error={error ?? suggestions.error ?? unmatched.error} />
      {summary && <Summary summary={summary} matching={matching.id} onError={setError} />}
      {suggestions.data && suggestions.data.length > 0 && (
        <SuggestionTable
          suggestions={suggestions.data}
          variantTitle={variantTitle}
          onDecide={decide}
          onAcceptAll={acceptAll}
          onWeigh={setWeighed}
        />
      )}
      {unmatched.data && unmatched.data.length > 0 && <UnmatchedTable rows={unmatched.data} />}
      {summary && !summary.infeasible && (
        <>
          <WhyNotForm
            matching={matching.id}
            mentors={(mentors.data ?? []).map((entry) => entry.externalId)}
            mentees={mentees}
          />
          {matching.basedOn !== null && <DiffSection matching={matching.id} before={matching.basedOn} />}
          <FairnessSection matching={matching.id} />
          <RecruitmentSection matching={matching.id} />
        </>
      )}
      {weighed && (
        <WishDialog
          matching={matching.id}
          weighed={weighed}
          onRematch={(wish) => {
            forget();
            onRematch(wish);
          }}
          onClose={forget}
        />
      )}
    </>
  );
}

/** How the matching came out, in a few sentences. */
function Summary({
  summary,
  matching,
  onError,
}: {
  summary: NonNullable<Matching['summary']>;
  matching: string;
  onError: (error: Error) => void;
}) {
  const text = ru.matching;
  const { wish, kept, infeasible, gap = [] } = summary;
  const isProved = gap.every((missing) => missing === 0);
  if (infeasible) {
    return (
      <article role="alert">
        {text.infeasible} {[...infeasible.mentees, ...infeasible.mentors].join(', ')}
      </article>
    );
  }
  return (
    <>
      <p>
        {text.summary(summary.matched, summary.mentees, summary.mentors)}{' '}
        {summary.meanScore !== null && text.mean(share(summary.meanScore))}{' '}
        {isProved ? text.optimal : text.bounded}{' '}
        <a
          href="#certificate"
          onClick={(event) => {
            event.preventDefault();
            download(`/v1/matchings/${matching}/certificate`, `certificate-${matching}.json`).catch(onError);
          }}
        >
          {text.certificate}
        </a>
      </p>
      {wish && (
        <p>
          {ru.answers.rerun.summary(wish.loss, wish.moved)} {kept && ru.answers.rerun.kept(kept)}
        </p>
      )}
    </>
  );
}
