import type { Move } from '../api/answer-types.js';
import { points } from '../format.js';
import { ru } from '../messages.js';

/** Who would have another mentor, or none. */
export function MovesTable({ moves, title }: { moves: readonly Move[]; title: string }) {
  if (moves.length === 0) return null;
  const text = ru.answers;
  const { moveColumns } = text;
  return (
    <div className="scroll" tabIndex={0}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{moveColumns.mentee}</th>
            <th scope="col">{moveColumns.from}</th>
            <th scope="col">{moveColumns.to}</th>
            <th scope="col" className="number">
              {moveColumns.points}
            </th>
          </tr>
        </thead>
        <tbody>
          {moves.map((move) => (
            <tr key={move.mentee}>
              <td>{move.mentee}</td>
              <td>{move.from ?? text.nobody}</td>
              <td>{move.to ?? text.nobody}</td>
              <td className="number">{text.change(points(move.pointsBefore), points(move.pointsAfter))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
