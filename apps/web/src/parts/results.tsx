import type { Nomination, Publication, Statistics } from '../api/paper-types.js';
import { date, num, points } from '../format.js';
import { ru } from '../messages.js';
import { DownloadButton } from './download-button.js';
import { Table } from './table.js';

/** Who leads in each nomination, and the numbers that make the rank. */
export function Nominations({
  nominations,
  nameOf,
}: {
  nominations: readonly Nomination[];
  nameOf: (id: string) => string;
}) {
  const text = ru.papers.nominations;
  const { columns } = text;
  const numbers = ({ numbers: found }: Nomination['nominees'][number]) =>
    found
      .map(
        ({ code, value }) => `${text.criteria[code] ?? code}: ${value === null ? text.noData : num(value)}`,
      )
      .join('; ');
  return nominations.map(({ code, title, nominees }) => (
    <section key={code}>
      <h3>{title}</h3>
      {nominees.length === 0 ? (
        <p className="empty">{text.none}</p>
      ) : (
        <Table
          caption={title}
          rows={nominees}
          rowKey={(_, index) => String(index)}
          columns={[
            {
              title: columns.rank,
              cell: ({ rank, tie }) => (
                <>
                  {rank} {tie && <span className="tag">{text.tie}</span>}
                </>
              ),
            },
            { title: columns.who, cell: ({ mentor }) => nameOf(mentor) },
            { title: columns.mentees, cell: ({ mentees }) => mentees.map(nameOf).join(', ') },
            { title: columns.points, cell: (nominee) => points(nominee.points), number: true },
            { title: columns.why, cell: numbers },
          ]}
        />
      )}
    </section>
  ));
}

/** Counts by group, without names. */
export function StatisticsTables({ statistics, xlsx }: { statistics: Statistics; xlsx: string }) {
  const text = ru.papers.statistics;
  const { columns } = text;
  const COUNTS = ['mentorsInBank', 'mentorsInPairs', 'menteesInBank', 'menteesInPairs'] as const;
  return (
    <>
      <div className="toolbar">
        <DownloadButton path={xlsx} name="statistics.xlsx" title={text.xlsx} />
      </div>
      {statistics.sections
        .filter(({ lines }) => lines.length > 0)
        .map(({ code, title, lines }) => (
          <section key={code}>
            <h3>{title}</h3>
            <Table
              caption={title}
              rows={lines}
              rowKey={(line) => line.code}
              columns={[
                { title: columns.group, cell: (line) => line.title },
                ...COUNTS.map((count) => ({
                  title: columns[count],
                  cell: (line: (typeof lines)[number]) => line[count],
                  number: true,
                })),
              ]}
            />
          </section>
        ))}
    </>
  );
}

/** What may go to the school's site: names only of those who consent to it. */
export function PublicationList({ publication }: { publication: Publication }) {
  const text = ru.papers.publication;
  const { columns } = text;
  const people = ({ people: named, others }: Publication['pairs'][number]) =>
    [
      ...named.map(({ role, name }) => `${ru.pairs.actors[role] ?? role} ${name}`),
      ...(others > 0 ? [text.others(others)] : []),
    ].join(', ');
  return (
    <>
      <p>{text.lead(publication.completedPairs, publication.mentors, publication.mentees)}</p>
      <Table
        caption={text.title}
        rows={publication.pairs}
        rowKey={(_, index) => String(index)}
        columns={[
          { title: columns.people, cell: people },
          { title: columns.term, cell: ({ from, until }) => text.term(date(from), date(until)) },
          { title: columns.result, cell: ({ result }) => result },
        ]}
      />
    </>
  );
}
