import { useState } from 'react';
import { Link } from 'wouter';
import type { Bank, Entry } from '../api/bank-types.js';
import { useList } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { DownloadButton } from '../parts/download-button.js';
import { SelectField, TextField } from '../parts/fields.js';
import { PersonLink } from '../parts/person-link.js';
import { ShownList } from '../parts/shown.js';
import { Table } from '../parts/table.js';
import { Tags } from '../parts/tags.js';
import { useTitles } from '../parts/titles.js';
import { useOwnPath } from '../session.js';

/** How many rows are shown at once; a browser draws them at a glance. */
const AT_ONCE = 100;

/** A bank: who is in it, who needs attention, and the way to fill it. */
export function BankPage({ bank }: { bank: Bank }) {
  const path = `${useOwnPath()}/banks/${bank}`;
  const [flag, setFlag] = useState('');
  const [search, setSearch] = useState('');
  const entries = useList<Entry>(`${path}/entries${flag ? `?flag=${flag}` : ''}`);
  const text = ru.banks;
  return (
    <>
      <h1>{text.titles[bank]}</h1>
      <div className="toolbar">
        <Link href={`/banks/${bank}/import`} role="button">
          {text.upload}
        </Link>
        <DownloadButton path={`${path}/entries.xlsx`} name={`${bank}.xlsx`} title={text.exportXlsx} />
        <TextField type="search" label={text.search} value={search} onChange={setSearch} />
        <SelectField
          label={text.flag}
          value={flag}
          onChange={setFlag}
          none={text.allFlags}
          options={Object.entries(text.flags).map(([value, title]) => ({ value, title }))}
        />
      </div>
      <ShownList loaded={entries} empty={flag ? text.nobodyFound : text.none}>
        {(all) => <Entries key={`${flag} ${search}`} bank={bank} all={all} search={search} />}
      </ShownList>
    </>
  );
}

function Entries({ bank, all, search }: { bank: Bank; all: readonly Entry[]; search: string }) {
  const [shown, setShown] = useState(AT_ONCE);
  const kind = useTitles('person-kinds');
  const topic = useTitles('topics');
  const text = ru.banks;
  const { columns } = text;
  const wanted = search.trim().toLowerCase();
  const found = all.filter(({ externalId, displayName }) =>
    `${externalId} ${displayName ?? ''}`.toLowerCase().includes(wanted),
  );
  if (found.length === 0) return <p className="empty">{text.nobodyFound}</p>;
  const topicsOf = (entry: Entry) => (bank === 'mentors' ? entry.competences : entry.requests);
  return (
    <>
      <p role="status">{text.found(found.length, all.length)}</p>
      <Table
        caption={text.titles[bank]}
        rows={found.slice(0, shown)}
        rowKey={({ externalId }) => externalId}
        columns={[
          { title: columns.person, cell: (entry) => <PersonLink {...entry} /> },
          { title: columns.kind, cell: ({ personKind }) => kind(personKind) },
          { title: columns.grade, cell: ({ grade }) => grade, number: true },
          {
            title: columns.topics[bank],
            cell: (entry) =>
              topicsOf(entry)
                .map((one) => topic(one.topic))
                .join(', '),
          },
          ...(bank === 'mentors'
            ? [{ title: columns.capacity, cell: ({ capacity }: Entry) => capacity, number: true }]
            : []),
          { title: columns.refreshed, cell: ({ refreshedOn }) => date(refreshedOn) },
          {
            title: columns.flags,
            cell: ({ flags = [] }) => <Tags titles={flags.map((code) => text.flagTags[code] ?? code)} />,
          },
        ]}
      />
      {shown < found.length && (
        <button className="secondary" onClick={() => setShown(shown + AT_ONCE)}>
          {ru.more}
        </button>
      )}
    </>
  );
}
