import { Link } from 'wouter';
import type { Pair, PairEvent } from '../api/pair-types.js';
import { useApi } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { useNames } from '../names.js';
import { isEnd } from '../pair-steps.js';
import { ConsultantsSection } from '../parts/consultants-section.js';
import { MeetingsSection } from '../parts/meetings-section.js';
import { PersonLink } from '../parts/person-link.js';
import { PetitionsSection } from '../parts/petitions-section.js';
import { PlanSection } from '../parts/plan-section.js';
import { Shown } from '../parts/shown.js';
import { StepForm } from '../parts/step-form.js';
import { StepLine } from '../parts/step-line.js';
import { Table } from '../parts/table.js';
import { Tags } from '../parts/tags.js';
import { useTitles } from '../parts/titles.js';

/** A pair's life: where it stands, the next step, meetings, plan, people, history. */
export function PairPage({ id }: { id: string }) {
  const pair = useApi<Pair>(`/v1/pairs/${id}`);
  const nameOf = useNames();
  const { data } = pair;
  return (
    <>
      <h1>
        {data
          ? ru.pairs.page.title(nameOf(data.mentor), data.mentees.map(nameOf).join(', '))
          : ru.pairs.columns.open}
      </h1>
      <Shown loaded={pair}>{(found) => <Life pair={found} nameOf={nameOf} onChange={pair.reload} />}</Shown>
    </>
  );
}

function Life({
  pair,
  nameOf,
  onChange,
}: {
  pair: Pair;
  nameOf: (id: string) => string;
  onChange: () => void;
}) {
  const kind = useTitles('kinds');
  const text = ru.pairs.page;
  const { satisfaction } = pair;
  const people = [pair.mentor, ...pair.mentees];
  return (
    <>
      <p>
        <Link href={`/programmes/${pair.programme}/pairs`}>{text.toProgramme}</Link>
        {people.map((id) => (
          <span key={id}>
            {' · '}
            <PersonLink externalId={id} />
          </span>
        ))}
        {' · '}
        {pair.kinds.map(kind).join(', ')}
      </p>
      <Tags titles={pair.flags.map((flag) => ru.pairs.flags[flag] ?? flag)} />
      <StepLine pair={pair} />
      {pair.until && <p>{text.until(date(pair.until))}</p>}
      {(['mentor', 'mentee'] as const).map((side) => {
        const said = satisfaction[side];
        return said && <p key={side}>{text.satisfaction(ru.pairs.actors[side] ?? side, said.value)}</p>;
      })}
      {pair.replaces && (
        <p>
          <Link href={`/pairs/${pair.replaces}`}>{text.replaces}</Link>
        </p>
      )}
      {pair.replacedBy && (
        <p>
          <Link href={`/pairs/${pair.replacedBy}`}>{text.replacedBy}</Link>
        </p>
      )}
      {pair.override && (
        <article className="warning">
          {text.override} {pair.override.brokenRules.map(({ title }) => title).join('; ')}.{' '}
          {pair.override.comment}
        </article>
      )}
      {!isEnd(pair.state) && (
        <StepForm key={`${pair.state} ${pair.history.length}`} pair={pair} onDone={onChange} />
      )}
      <MeetingsSection pair={pair} nameOf={nameOf} onChange={onChange} />
      <PlanSection pair={pair} onChange={onChange} />
      <ConsultantsSection pair={pair} />
      <PetitionsSection pair={pair} nameOf={nameOf} onChange={onChange} />
      <History events={pair.history} nameOf={nameOf} />
    </>
  );
}

function History({ events, nameOf }: { events: readonly PairEvent[]; nameOf: (id: string) => string }) {
  const reason = useTitles('completion-reasons');
  const text = ru.pairs.page;
  const { historyColumns: columns } = text;
  const more = (event: PairEvent) =>
    [
      event.mentee && nameOf(event.mentee),
      event.reason && reason(event.reason),
      event.document && text.document({ ...event.document, date: date(event.document.date) }),
      event.until && text.eventUntil(date(event.until)),
      event.recorded && text.recorded,
    ]
      .filter(Boolean)
      .join('; ');
  return (
    <section>
      <h2>{text.history}</h2>
      <Table
        caption={text.history}
        rows={events}
        rowKey={(_, index) => String(index)}
        columns={[
          { title: columns.on, cell: ({ on }) => date(on) },
          { title: columns.event, cell: ({ event }) => ru.pairs.events[event] ?? event },
          { title: columns.by, cell: ({ by }) => by && (ru.pairs.actors[by] ?? by) },
          { title: columns.more, cell: more },
        ]}
      />
    </section>
  );
}
