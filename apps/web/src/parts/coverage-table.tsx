import type { CoverageLine } from '../api/types.js';
import { num, share } from '../format.js';
import { ru } from '../messages.js';

/** Who is involved, of how many, against the region's target. */
export function CoverageTable({ lines }: { lines: CoverageLine[] }) {
  const text = ru.region;
  return (
    <>
      <h2>{text.coverage}</h2>
      <div className="scroll" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th>{ru.monitoring.columns.indicator}</th>
              <th className="number">{text.people}</th>
              <th className="number">{text.share}</th>
              <th className="number">{text.target}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => {
              const cell = line.cells.find((each) => each.level === 'region');
              return (
                <tr key={line.code}>
                  <td>{line.title}</td>
                  {!cell || cell.suppressed ? (
                    <td colSpan={2} className="number suppressed">
                      {cell ? text.suppressed : '—'}
                    </td>
                  ) : (
                    <>
                      <td className="number">
                        {num(cell.n)}
                        {cell.denominator && ` ${text.of} ${num(cell.denominator.value)}`}
                      </td>
                      <td className="number">{share(cell.share)}</td>
                    </>
                  )}
                  <td className="number">
                    {line.target?.value === undefined || line.target.value === null
                      ? '—'
                      : `${share(line.target.value)} (${line.target.year})`}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
