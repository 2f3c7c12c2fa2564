import type { StageOne } from '../api/types.js';
import { interval, num, share } from '../format.js';
import { ru } from '../messages.js';

/** Stage 1: what participants answered, where expectations were not met, and the draft of strengths and weaknesses. */
export function StageOneTables({ stage1 }: { stage1: StageOne }) {
  const text = ru.monitoring;
  return (
    <>
      <h2>{text.stage1}</h2>
      {stage1.questionnaires.map((sheet) => (
        <details key={`${sheet.instrument.id} ${sheet.respondent} ${sheet.wave}`}>
          <summary>
            {sheet.title}, {text.roles[sheet.respondent] ?? sheet.respondent}, {text.waves[sheet.wave]} (n ={' '}
            {sheet.n})
          </summary>
          <div className="scroll" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th>{text.question}</th>
                  <th className="number">{text.answers}</th>
                  <th className="number">{text.mean}</th>
                  <th className="number">{text.positive}</th>
                </tr>
              </thead>
              <tbody>
                {sheet.questions.map((question) => (
                  <tr key={question.item}>
                    <td>
                      {question.text}
                      {question.answers.length > 0 && (
                        <ul className="plain">
                          {question.answers.map((answer, i) => (
                            <li key={i}>{answer}</li>
                          ))}
                        </ul>
                      )}
                    </td>
                    <td className="number">{question.n}</td>
                    <td className="number">{num(question.mean)}</td>
                    <td className="number">
                      {share(question.positive?.share)}{' '}
                      {question.positive?.ci && `[${question.positive.ci.map(share).join('; ')}]`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      ))}
      {stage1.gaps.length > 0 && (
        <>
          <h3>{text.gaps}</h3>
          <div className="scroll" tabIndex={0}>
            <table>
              <tbody>
                {stage1.gaps.map((gap) => (
                  <tr key={`${gap.respondent} ${gap.exitItem}`}>
                    <td>
                      {gap.text} ({text.roles[gap.respondent] ?? gap.respondent})
                    </td>
                    <td className="number">n = {gap.n}</td>
                    <td className="number">
                      {num(gap.figures.change?.mean)} {interval(gap.figures.change?.ci)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <div className="grid">
        {(['strengths', 'weaknesses'] as const).map((side) => (
          <article key={side}>
            <h3>{text[side]}</h3>
            {stage1.swot[side].length === 0 && <p>{ru.none}</p>}
            <ul className="plain">
              {stage1.swot[side].map((line) => (
                <li key={`${line.respondent} ${line.item}`}>
                  {line.text} — {share(line.share)}, n = {line.n} (
                  {text.roles[line.respondent] ?? line.respondent})
                </li>
              ))}
            </ul>
          </article>
        ))}
      </div>
    </>
  );
}
