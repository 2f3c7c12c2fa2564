import type { ShadowPrices } from '../api/answer-types.js';
import { num } from '../format.js';
import { ru } from '../messages.js';
import { LazySection } from './lazy-section.js';

/** Mentors whose places are wanted most, named one by one. */
const NAMED = 10;

/** Where one more place would help most: by topic, and by mentor. */
export function RecruitmentSection({ matching }: { matching: string }) {
  return (
    <LazySection<ShadowPrices>
      title={ru.answers.recruitment.title}
      path={`/v1/matchings/${matching}/shadow-prices`}
    >
      {(prices) => (
        <>
          {prices.remark !== null && <p>{prices.remark}</p>}
          <Topics topics={prices.topics} />
          <Mentors items={prices.items.filter(({ more }) => more.matched > 0 || more.points > 0)} />
        </>
      )}
    </LazySection>
  );
}

function Topics({ topics }: { topics: ShadowPrices['topics'] }) {
  const text = ru.answers.recruitment;
  const { columns } = text;
  const worth = (best: ShadowPrices['topics'][number]['best']) =>
    best === null ? text.noMentor : text.gain(best) || text.nothing;
  if (topics.length === 0) return null;
  return (
    <div className="scroll" tabIndex={0}>
      <table>
        <caption>{text.lead}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.topic}</th>
            <th scope="col" className="number">
              {columns.mentors}
            </th>
            <th scope="col" className="number">
              {columns.asked}
            </th>
            <th scope="col" className="number">
              {columns.leftOut}
            </th>
            <th scope="col">{columns.place}</th>
          </tr>
        </thead>
        <tbody>
          {topics.map((topic) => (
            <tr key={topic.topic}>
              <td>{topic.title}</td>
              <td className="number">{num(topic.mentors)}</td>
              <td className="number">{num(topic.asked)}</td>
              <td className="number">{num(topic.leftOut)}</td>
              <td>{worth(topic.best)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Mentors({ items }: { items: ShadowPrices['items'] }) {
  const text = ru.answers.recruitment;
  if (items.length === 0) return null;
  return (
    <>
      <p>{text.mentors}:</p>
      <ul className="plain">
        {items.slice(0, NAMED).map((item) => (
          <li key={item.mentor}>
            {item.mentor}: {text.gain(item.more)}
          </li>
        ))}
      </ul>
    </>
  );
}
