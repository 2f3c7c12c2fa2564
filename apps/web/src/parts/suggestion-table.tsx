import type { Decision, Suggestion } from '../api/types.js';
import { ru } from '../messages.js';
import { SuggestionRow } from './suggestion-row.js';
import type { WeighedWish } from './wish-dialog.js';

/** Every suggested pair, with what can be done about all of them at once. */
export function SuggestionTable({
  suggestions,
  variantTitle,
  onDecide,
  onAcceptAll,
  onWeigh,
}: {
  suggestions: readonly Suggestion[];
  variantTitle: (code: string) => string;
  onDecide: (suggestion: Suggestion, decision: Decision) => void;
  onAcceptAll: () => void;
  onWeigh: (wish: WeighedWish) => void;
}) {
  const { columns, acceptAll } = ru.matching;
  return (
    <>
      <div className="toolbar">
        <button className="secondary" onClick={onAcceptAll}>
          {acceptAll}
        </button>
      </div>
      <div className="scroll" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{columns.mentee}</th>
              <th scope="col">{columns.mentor}</th>
              <th scope="col">{columns.score}</th>
              <th scope="col">{columns.why}</th>
              <th scope="col">{columns.decision}</th>
            </tr>
          </thead>
          <tbody>
            {suggestions.map((suggestion) => (
              <SuggestionRow
                key={suggestion.id}
                suggestion={suggestion}
                variantTitle={variantTitle}
                onDecide={(decision) => onDecide(suggestion, decision)}
                onWeigh={onWeigh}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
