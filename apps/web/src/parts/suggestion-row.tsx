import type { Decision, Suggestion } from '../api/types.js';
import { points, share } from '../format.js';
import { ru } from '../messages.js';
import { lossInWords } from '../words.js';
import type { WeighedWish } from './wish-dialog.js';

const PARTS = ['request', 'profile', 'compatibility'] as const;
const CHOICES = ['accept', 'reject', 'lock'] as const;

/** One suggested pair: its score by parts, its reasons, what else there was, and the decision. */
export function SuggestionRow({
  suggestion,
  variantTitle,
  onDecide,
  onWeigh,
}: {
  suggestion: Suggestion;
  variantTitle: (code: string) => string;
  onDecide: (decision: Decision) => void;
  onWeigh: (wish: WeighedWish) => void;
}) {
  const text = ru.matching;
  const { mentee } = suggestion;
  const weighLock = (mentor: string) =>
    onWeigh({ title: ru.answers.wish.lock({ mentor, mentee }), wish: { locks: [{ mentor, mentee }] } });
  const weighRefusal = () => {
    const pair = { mentor: suggestion.mentor, mentee };
    onWeigh({ title: ru.answers.wish.exclude(pair), wish: { excluded: [pair] } });
  };
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
                  {alternative.mentor}: {wordsFor(alternative)}{' '}
                  <button
                    className="link"
                    aria-label={ru.answers.wish.priceOf(alternative.mentor)}
                    onClick={() => weighLock(alternative.mentor)}
                  >
                    {ru.answers.wish.price}
                  </button>
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
          {!suggestion.locked && (
            <button className="link" onClick={weighRefusal}>
              {ru.answers.wish.priceWithout}
            </button>
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

/** What all together would lose with this mentor instead. */
function wordsFor({ points: own, regret }: Suggestion['alternatives'][number]): string {
  return ru.answers.alternative(points(own), regret === null ? '' : lossInWords(regret));
}
