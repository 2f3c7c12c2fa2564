import { useState } from 'react';
import { Link } from 'wouter';
import type { Pair } from '../api/pair-types.js';
import { useList } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { useNames } from '../names.js';
import { BulkStep } from '../parts/bulk-step.js';
import { SelectField } from '../parts/fields.js';
import { ShownList } from '../parts/shown.js';
import { Table } from '../parts/table.js';
import { Tags } from '../parts/tags.js';

/** The pairs of a programme: by state, each with its page, and one step for many at once. */
export function PairsTab({ programme }: { programme: string }) {
  const [state, setState] = useState('');
  const pairs = useList<Pair>(`/v1/programmes/${programme}/pairs${state ? `?state=${state}` : ''}`);
  const nameOf = useNames();
  const text = ru.pairs;
  return (
    <>
      <div className="toolbar">
        <SelectField
          label={text.state}
          value={state}
          onChange={setState}
          none={text.anyState}
          options={Object.entries(text.states).map(([value, title]) => ({ value, title }))}
        />
      </div>
      <ShownList loaded={pairs} empty={state ? text.noneInState : text.none}>
        {(items) => (
          <>
            <BulkStep programme={programme} pairs={items} nameOf={nameOf} onDone={pairs.reload} />
            <PairTable pairs={items} nameOf={nameOf} />
          </>
        )}
      </ShownList>
    </>
  );
}

function PairTable({ pairs, nameOf }: { pairs: readonly Pair[]; nameOf: (id: string) => string }) {
  const text = ru.pairs;
  const { columns, states } = text;
  const menteesOf = (pair: Pair) => pair.mentees.map(nameOf).join(', ');
  return (
    <Table
      caption={ru.tabs.pairs}
      rows={pairs}
      rowKey={({ id }) => id}
      columns={[
        { title: columns.mentor, cell: ({ mentor }) => nameOf(mentor) },
        { title: columns.mentees, cell: menteesOf },
        { title: columns.state, cell: ({ state }) => states[state] ?? state },
        { title: columns.from, cell: ({ startedOn }) => date(startedOn) },
        { title: columns.to, cell: ({ endedOn }) => date(endedOn) },
        {
          title: columns.meetings,
          cell: ({ meetings }) => `${meetings.held} / ${meetings.planned}`,
          number: true,
        },
        {
          title: columns.flags,
          cell: ({ flags }) => <Tags titles={flags.map((flag) => text.flags[flag] ?? flag)} />,
        },
        {
          title: columns.open,
          cell: (pair) => (
            <Link href={`/pairs/${pair.id}`} aria-label={text.openOf(nameOf(pair.mentor), menteesOf(pair))}>
              {text.open}
            </Link>
          ),
        },
      ]}
    />
  );
}
