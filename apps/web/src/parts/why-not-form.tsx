import { useState } from 'react';
import type { People, WhyNot } from '../api/answer-types.js';
import { get } from '../api/client.js';
import { ru } from '../messages.js';
import { Failure } from './failure.js';
import { MovesTable } from './moves-table.js';

/** "Why not this mentor?": the rule that stands against it, or who would move and what it costs. */
export function WhyNotForm({
  matching,
  mentors,
  mentees,
}: {
  matching: string;
  mentors: readonly string[];
  mentees: readonly string[];
}) {
  const [asked, setAsked] = useState<People>({ mentor: '', mentee: '' });
  const [answer, setAnswer] = useState<WhyNot>();
  const [error, setError] = useState<Error>();
  const text = ru.answers.whyNot;
  const ask = () => {
    setAnswer(undefined);
    setError(undefined);
    const query = new URLSearchParams({ ...asked });
    get<WhyNot>(`/v1/matchings/${matching}/why-not?${query.toString()}`).then(setAnswer, setError);
  };
  return (
    <details>
      <summary>{text.title}</summary>
      <p>{text.lead}</p>
      <form
        className="toolbar"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <Person
          list="why-not-mentees"
          label={ru.matching.columns.mentee}
          ids={mentees}
          value={asked.mentee}
          onChange={(mentee) => setAsked({ ...asked, mentee })}
        />
        <Person
          list="why-not-mentors"
          label={ru.matching.columns.mentor}
          ids={mentors}
          value={asked.mentor}
          onChange={(mentor) => setAsked({ ...asked, mentor })}
        />
        <button type="submit">{text.ask}</button>
      </form>
      <div role="status">
        <Failure error={error} />
        {answer && <p>{answer.explanation}</p>}
        {answer && answer.wouldHelp.length > 0 && (
          <>
            <p>{text.wouldHelp}</p>
            <ul className="plain">
              {answer.wouldHelp.map((help) => (
                <li key={help.code}>{help.text}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      {answer && <MovesTable moves={answer.moves} title={ru.answers.movesTitle} />}
    </details>
  );
}

/** One id, offered from a list. */
function Person({
  list,
  label,
  ids,
  value,
  onChange,
}: {
  list: string;
  label: string;
  ids: readonly string[];
  value: string;
  onChange: (id: string) => void;
}) {
  return (
    <label>
      {label}
      <input required list={list} value={value} onChange={(event) => onChange(event.target.value.trim())} />
      <datalist id={list}>
        {ids.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
    </label>
  );
}
