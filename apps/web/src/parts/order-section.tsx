import { Link } from 'wouter';
import type { OrderCheck } from '../api/paper-types.js';
import { ru } from '../messages.js';
import { DownloadButton } from './download-button.js';
import { Table } from './table.js';

/** Which pairs enter the order, which do not and why, and the order itself. */
export function OrderSection({
  check,
  path,
  nameOf,
}: {
  check: OrderCheck;
  path: string;
  nameOf: (id: string) => string;
}) {
  const text = ru.papers.order;
  const { included, leftOut, warnings } = check;
  return (
    <>
      {included.length === 0 ? (
        <p className="empty">{text.nobody}</p>
      ) : (
        <>
          <p>{text.included(included.length)}</p>
          <div className="toolbar">
            <DownloadButton path={path} name="order.docx" title={text.docx} />
          </div>
        </>
      )}
      {warnings.length > 0 && (
        <>
          <p>{text.blanks}</p>
          <ul>
            {warnings.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </>
      )}
      {leftOut.length > 0 && (
        <>
          <h3>{text.leftOut(leftOut.length)}</h3>
          <Table
            caption={text.leftOut(leftOut.length)}
            rows={leftOut}
            rowKey={({ pair }) => pair}
            columns={[
              {
                title: text.columns.pair,
                cell: ({ pair, mentor, mentees }) => (
                  <Link href={`/pairs/${pair}`}>
                    {ru.pairs.page.title(nameOf(mentor), mentees.map(nameOf).join(', '))}
                  </Link>
                ),
              },
              {
                title: text.columns.why,
                cell: ({ missing }) => (
                  <ul className="plain">
                    {missing.map(({ code, person, message }) => (
                      <li key={`${code} ${person}`}>
                        {person && `${nameOf(person)}: `}
                        {message}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        </>
      )}
    </>
  );
}
