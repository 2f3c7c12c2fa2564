import type { StageTwoLine } from '../api/types.js';
import { interval, num, p, share } from '../format.js';
import { ru } from '../messages.js';
import { useMeasureTitle } from './measure-title.js';

/** «Таблица 2»: entry, exit and change of each indicator, with a verdict in words of change. */
export function StageTwoTable({ lines }: { lines: StageTwoLine[] }) {
  const titleOf = useMeasureTitle();
  const { columns, roles } = ru.monitoring;
  return (
    <>
      <h2>{ru.monitoring.table2}</h2>
      <div className="overflow-auto">
        <div className="scroll" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th>{columns.indicator}</th>
                <th>{columns.role}</th>
                <th className="number">{columns.n}</th>
                <th className="number">{columns.entry}</th>
                <th className="number">{columns.exit}</th>
                <th className="number">{columns.change}</th>
                <th className="number">{columns.effect}</th>
                <th className="number">{columns.p}</th>
                <th className="number">{columns.share}</th>
                <th>{columns.verdict}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={`${line.role} ${line.indicator} ${line.topic ?? ''} ${line.instrument?.id ?? ''}`}>
                  <td>{titleOf(line)}</td>
                  <td>{roles[line.role] ?? line.role}</td>
                  <td className="number">{line.n.pairs}</td>
                  <td className="number">{num(line.entry?.mean)}</td>
                  <td className="number">{num(line.exit?.mean)}</td>
                  <td className="number">
                    {num(line.change?.mean)} {interval(line.change?.ci)}
                  </td>
                  <td className="number">{num(line.effect?.gav?.estimate)}</td>
                  <td className="number">{p(line.pAdjusted)}</td>
                  <td className="number">
                    {line.share
                      ? `${share(line.share.improved)} / ${share(line.share.same)} / ${share(line.share.worse)}`
                      : '—'}
                  </td>
                  <td>{line.verdict}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <p>
        <small>{ru.monitoring.caveat}</small>
      </p>
    </>
  );
}
