import type { Pair } from '../api/types.js';
import { useList } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { Failure } from '../parts/failure.js';

export function PairsTab({ programme }: { programme: string }) {
  const pairs = useList<Pair>(`/v1/programmes/${programme}/pairs`);
  const { columns, states } = ru.pairs;
  return (
    <>
      <Failure error={pairs.error} />
      {pairs.data?.length === 0 && <p>{ru.pairs.none}</p>}
      {pairs.data && pairs.data.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{columns.mentor}</th>
              <th>{columns.mentees}</th>
              <th>{columns.state}</th>
              <th>{columns.from}</th>
              <th>{columns.to}</th>
            </tr>
          </thead>
          <tbody>
            {pairs.data.map((pair) => (
              <tr key={pair.id}>
                <td>{pair.mentor}</td>
                <td>{pair.mentees.join(', ')}</td>
                <td>{states[pair.state] ?? pair.state}</td>
                <td>{date(pair.startedOn)}</td>
                <td>{date(pair.endedOn)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
