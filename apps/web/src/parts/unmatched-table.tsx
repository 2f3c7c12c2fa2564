import type { Unmatched } from '../api/types.js';
import { ru } from '../messages.js';

/** Who is left without a mentor, why, and what would help. */
export function UnmatchedTable({ rows }: { rows: Unmatched[] }) {
  const text = ru.matching;
  return (
    <>
      <h2>{text.unmatched(rows.length)}</h2>
      <div className="scroll" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th>{text.columns.mentee}</th>
              <th>{text.columns.why}</th>
              <th>{text.wouldHelp}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.mentee}>
                <td>
                  <strong>{row.mentee}</strong>
                </td>
                <td>
                  {text.unmatchedReason[row.reason] ?? row.reason}
                  <ul className="plain">
                    {row.rules.map((rule) => (
                      <li key={rule.rule}>
                        <small>
                          {rule.title ?? rule.rule} ({text.stopped(rule.mentors)})
                        </small>
                      </li>
                    ))}
                  </ul>
                </td>
                <td>
                  <ul className="plain">
                    {row.wouldHelp.map((help) => (
                      <li key={help.code + help.text}>{help.text}</li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
