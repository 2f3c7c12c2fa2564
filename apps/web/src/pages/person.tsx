import { Link } from 'wouter';
import type { Person, PersonPair } from '../api/bank-types.js';
import { useApi } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { ConsentsSection } from '../parts/consents-section.js';
import { EntryCard } from '../parts/entry-card.js';
import { Shown } from '../parts/shown.js';
import { Table } from '../parts/table.js';
import { useOwnPath } from '../session.js';

/** One person: what the banks hold, consents, pairs. */
export function PersonPage({ id }: { id: string }) {
  const person = useApi<Person>(`${useOwnPath()}/people/${id}`);
  return (
    <>
      <h1>{person.data?.displayName ?? id}</h1>
      <Shown loaded={person}>{(found) => <Card person={found} onChange={person.reload} />}</Shown>
    </>
  );
}

function Card({ person: found, onChange }: { person: Person; onChange: () => void }) {
  const text = ru.banks.person;
  return (
    <>
      {found.displayName && (
        <p>
          {text.code}: {found.externalId}
        </p>
      )}
      {found.erasedAt && <p>{text.erased(date(found.erasedAt.slice(0, 10)))}</p>}
      {found.retainUntil && <p>{text.retainUntil(date(found.retainUntil))}</p>}
      {found.entries.map(({ bank }) => (
        <EntryCard key={`${bank} ${found.erasedAt ?? ''}`} bank={bank} person={found.externalId} />
      ))}
      <ConsentsSection person={found} onChange={onChange} />
      <h2>{text.pairs}</h2>
      <Pairs pairs={found.pairs} />
    </>
  );
}

function Pairs({ pairs }: { pairs: readonly PersonPair[] }) {
  const text = ru.banks.person;
  const { pairColumns: columns } = text;
  if (pairs.length === 0) return <p className="empty">{text.noPairs}</p>;
  return (
    <Table
      caption={text.pairs}
      rows={pairs}
      rowKey={({ id }) => id}
      columns={[
        { title: columns.role, cell: ({ role }) => text.roles[role] },
        { title: columns.state, cell: ({ state }) => ru.pairs.states[state] },
        { title: columns.from, cell: ({ startedOn }) => date(startedOn) },
        { title: columns.to, cell: ({ endedOn }) => date(endedOn) },
        { title: text.open, cell: ({ id }) => <Link href={`/pairs/${id}`}>{text.open}</Link> },
      ]}
    />
  );
}
