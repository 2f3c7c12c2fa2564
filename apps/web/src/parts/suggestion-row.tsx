import type { Decision, Suggestion } from '../api/types.js';
import { points, share } from '../format.js';
import { ru } from '../messages.js';

const PARTS = ['request', 'profile', 'compatibility'] as const;
const CHOICES = ['accept', 'reject', 'lock'] as const;

/** One suggested pair: its score by parts, its reasons, what else there was, and the decision. */
export function SuggestionRow({
  suggestion,
  variantTitle,
  onDecide,
}: {
  suggestion: Suggestion;
  variantTitle: (code: string) => string;
  onDecide: (decision: Decision) => void;
}) {
  const text = ru.matching;
  return (
    <tr>
      <td>
        <strong>{suggestion.mentee}</strong>
      </td>
      <td>
        <strong>{suggestion.mentor}</strong>
        <br />
        <small>{variantTitle(suggestion.variant)}</small>
        {suggestion.locked && <span className="tag">{text.locked}</span>}{' '}
        {suggestion.tie && (
          <span className="tag" title={text.tieHint}>
            {text.tie}
          </span>
        )}
      </td>
      <td>
        <strong>{share(suggestion.score)}</strong>
        {PARTS.map((part) => (
          <Component key={part} name={text.components[part]} value={suggestion.components[part]} />
        ))}
      </td>
      <td>
        <ul className="plain">
          {suggestion.reasons.map((reason, i) => (
            <li key={`${reason.code} ${i}`}>{reason.text}</li>
          ))}
        </ul>
        {suggestion.alternatives.length > 0 && (
          <details>
            <summary>{text.alternatives}</summary>
            <ul className="plain">
              {suggestion.alternatives.map((alternative) => (
                <li key={alternative.mentor}>
                  {alternative.mentor}: {text.alternative(points(alternative.points))}
                  {alternative.regret && `, ${cost(alternative.regret)}`}
                </li>
              ))}
            </ul>
          </details>
        )}
      </td>
      <td>
        {suggestion.decision && <p>{text.decided[suggestion.decision]}</p>}
        <div className="actions">
          {suggestion.decision && suggestion.decision !== 'withdraw' ? (
            <button className="outline secondary" onClick={() => onDecide('withdraw')}>
              {text.decisions.withdraw}
            </button>
          ) : (
            CHOICES.map((choice) => (
              <button
                key={choice}
                className={choice === 'accept' ? '' : 'outline secondary'}
                onClick={() => onDecide(choice)}
              >
                {text.decisions[choice]}
              </button>
            ))
          )}
        </div>
      </td>
    </tr>
  );
}

function Component({ name, value }: { name: string; value: number | null }) {
  return (
    <div className="bar">
      <span>{name}</span>
      {value === null ? (
        <small>{ru.matching.absent}</small>
      ) : (
        <progress value={value} max={10_000} aria-label={name} />
      )}
      <span>{value === null ? '' : points(value)}</span>
    </div>
  );
}

/** What the whole matching would lose with this mentor instead. */
function cost(regret: { matched: number; points: number }): string {
  if (regret.matched > 0) return ru.matching.fewer(regret.matched);
  return regret.points === 0 ? ru.matching.noLoss : ru.matching.loss(regret.points);
}
