import type { Fairness, FairnessGroup } from '../api/answer-types.js';
import { num, points, share } from '../format.js';
import { ru } from '../messages.js';
import { LazySection } from './lazy-section.js';

const GROUPINGS = ['all', 'category', 'grade', 'tier'] as const;

/** How the matching treats groups of mentees, and what a stronger weakest pair would cost. */
export function FairnessSection({ matching }: { matching: string }) {
  return (
    <LazySection<Fairness> title={ru.answers.fairness.title} path={`/v1/matchings/${matching}/fairness`}>
      {({ groups, price, remark }) => (
        <>
          <Groups groups={groups} />
          {remark !== null && <p>{remark}</p>}
          {price && <Price price={price} />}
        </>
      )}
    </LazySection>
  );
}

function Groups({ groups }: { groups: readonly FairnessGroup[] }) {
  const { columns, by, giniHint } = ru.answers.fairness;
  return (
    <div className="scroll" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.group}</th>
            <th scope="col" className="number">
              {columns.n}
            </th>
            <th scope="col" className="number">
              {columns.matched}
            </th>
            <th scope="col" className="number">
              {columns.coverage}
            </th>
            <th scope="col" className="number">
              {columns.mean}
            </th>
            <th scope="col" className="number">
              {columns.median}
            </th>
            <th scope="col" className="number">
              {columns.worst}
            </th>
            <th scope="col" className="number" title={giniHint}>
              {columns.gini}
            </th>
          </tr>
        </thead>
        {GROUPINGS.map((grouping) => {
          const rows = groups.filter((group) => group.by === grouping);
          if (rows.length === 0) return null;
          return (
            <tbody key={grouping}>
              <tr>
                <th scope="rowgroup" colSpan={8}>
                  {by[grouping]}
                </th>
              </tr>
              {rows.map((group) => (
                <tr key={group.group ?? ''}>
                  <td>{group.title}</td>
                  <td className="number">{num(group.n)}</td>
                  <td className="number">{num(group.matched)}</td>
                  <td className="number">{share(group.coverage)}</td>
                  <td className="number">{points(group.mean)}</td>
                  <td className="number">{points(group.median)}</td>
                  <td className="number">{points(group.worst)}</td>
                  <td className="number">{num(group.gini)}</td>
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

function Price({ price }: { price: NonNullable<Fairness['price']> }) {
  const text = ru.answers.fairness;
  const { total, worstOffFirst, frontier } = price;
  const gained = (worstOffFirst.worstPoints ?? 0) - (total.worstPoints ?? 0);
  if (gained <= 0) return <p>{text.noPrice}</p>;
  return (
    <>
      <p>{text.price(gained, total.totalPoints - worstOffFirst.totalPoints)}</p>
      <div className="scroll" tabIndex={0}>
        <table>
          <caption>{text.frontier}</caption>
          <thead>
            <tr>
              <th scope="col" className="number">
                {text.worst}
              </th>
              <th scope="col" className="number">
                {text.total}
              </th>
            </tr>
          </thead>
          <tbody>
            {frontier.map((point) => (
              <tr key={point.worstPoints ?? 'none'}>
                <td className="number">{points(point.worstPoints)}</td>
                <td className="number">{num(point.totalPoints)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
