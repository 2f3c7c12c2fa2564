import type { RegionLine } from '../api/types.js';
import { interval, num, share } from '../format.js';
import { ru } from '../messages.js';
import { useMeasureTitle } from './measure-title.js';

/** Stage 2 over all organisations; small groups are marked, never blank. */
export function RegionStageTwo({ lines }: { lines: RegionLine[] }) {
  const titleOf = useMeasureTitle();
  const { stage2Columns: columns } = ru.region;
  return (
    <>
      <h2>{ru.region.stage2}</h2>
      <div className="overflow-auto">
        <div className="scroll" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th>{columns.indicator}</th>
                <th>{ru.monitoring.columns.role}</th>
                <th className="number">{columns.organisations}</th>
                <th className="number">{columns.n}</th>
                <th className="number">{columns.entry}</th>
                <th className="number">{columns.exit}</th>
                <th className="number">{columns.change}</th>
                <th className="number">{columns.pooled}</th>
                <th className="number">{columns.heterogeneity}</th>
                <th className="number">{columns.share}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Line key={keyOf(line)} line={line} title={titleOf(line)} />
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <p>
        <small>{ru.monitoring.caveat}</small>
      </p>
      <Cells lines={lines} titleOf={titleOf} />
    </>
  );
}

const keyOf = (line: RegionLine) =>
  [line.role, line.indicator, line.topic, line.measure, line.instrument?.id, line.instrument?.version].join(
    ' ',
  );

function Line({ line, title }: { line: RegionLine; title: string }) {
  const role = ru.monitoring.roles[line.role] ?? line.role;
  if (line.suppressed) {
    return (
      <tr>
        <td>{title}</td>
        <td>{role}</td>
        <td colSpan={8} className="suppressed">
          {ru.region.suppressed}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <td>
        {title}
        {line.measure === 'SMCR' && <small> ({ru.region.standardised})</small>}
      </td>
      <td>{role}</td>
      <td className="number">{num(line.organisations)}</td>
      <td className="number">{num(line.n?.pairs)}</td>
      <td className="number">{num(line.union?.entry?.mean)}</td>
      <td className="number">{num(line.union?.exit?.mean)}</td>
      <td className="number">{num(line.union?.change?.mean)}</td>
      <td className="number">
        {num(line.pooled?.estimate)} {interval(line.pooled?.ci)}
      </td>
      <td className="number">
        {line.pooled?.i2 === null || line.pooled?.i2 === undefined ? '—' : `${num(line.pooled.i2)} %`}
      </td>
      <td className="number">
        {line.share ? [line.share.improved, line.share.same, line.share.worse].map(share).join(' / ') : '—'}
      </td>
    </tr>
  );
}

/** Drill-down: municipalities and organisations, as far as their groups are large enough. */
function Cells({ lines, titleOf }: { lines: RegionLine[]; titleOf: (line: RegionLine) => string }) {
  return (
    <details>
      <summary>{ru.region.cells}</summary>
      {lines
        .filter((line) => line.measure !== 'SMCR' && line.cells.length > 0)
        .map((line) => (
          <div className="scroll" tabIndex={0}>
            <table key={keyOf(line)}>
              <caption>
                {titleOf(line)}, {ru.monitoring.roles[line.role] ?? line.role}
              </caption>
              <tbody>
                {line.cells.map((cell) => (
                  <tr key={`${cell.level} ${cell.id}`}>
                    <td>{cell.level === 'municipality' ? <strong>{cell.name}</strong> : cell.name}</td>
                    {cell.suppressed ? (
                      <td colSpan={2} className="suppressed">
                        {ru.region.suppressed}
                      </td>
                    ) : (
                      <>
                        <td className="number">n = {num(cell.n)}</td>
                        <td className="number">
                          {num(cell.estimate)} {interval(cell.ci)}
                        </td>
                      </>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ))}
    </details>
  );
}
