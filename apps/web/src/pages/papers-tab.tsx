import { useState } from 'react';
import type { Nomination, OrderCheck, Publication, Statistics } from '../api/paper-types.js';
import { useApi } from '../api/use-api.js';
import { ru } from '../messages.js';
import { useNames } from '../names.js';
import { DownloadButton } from '../parts/download-button.js';
import { TextField } from '../parts/fields.js';
import { LazySection } from '../parts/lazy-section.js';
import { OrderSection } from '../parts/order-section.js';
import { Nominations, PublicationList, StatisticsTables } from '../parts/results.js';
import { Shown } from '../parts/shown.js';
import { useOwnPath } from '../session.js';
import { today } from '../today.js';

/** The papers of a programme as of a day. */
export function PapersTab({ programme }: { programme: string }) {
  const own = useOwnPath();
  const [asOf, setAsOf] = useState(today());
  const check = useApi<OrderCheck>(`/v1/programmes/${programme}/order-check?asOf=${asOf}`);
  const nameOf = useNames();
  const text = ru.papers;
  return (
    <>
      <div className="toolbar">
        <TextField
          required
          type="date"
          label={text.asOf}
          value={asOf}
          onChange={(day) => day && setAsOf(day)}
        />
      </div>
      <section>
        <h2>{text.order.title}</h2>
        <p>{text.order.lead}</p>
        <Shown loaded={check}>
          {(found) => (
            <OrderSection
              check={found}
              path={`/v1/programmes/${programme}/order.docx?asOf=${asOf}`}
              nameOf={nameOf}
            />
          )}
        </Shown>
      </section>
      <section>
        <h2>{text.register.title}</h2>
        <p>{text.register.lead}</p>
        <div className="toolbar">
          <DownloadButton
            path={`${own}/register.xlsx?programme=${programme}&asOf=${asOf}`}
            name={`register-${asOf}.xlsx`}
            title={text.register.xlsx}
          />
        </div>
      </section>
      <LazySection<{ items: Nomination[] }>
        title={text.nominations.title}
        path={`/v1/programmes/${programme}/nominations`}
      >
        {({ items }) => <Nominations nominations={items} nameOf={nameOf} />}
      </LazySection>
      <LazySection<Statistics> title={text.statistics.title} path={`${own}/statistics?asOf=${asOf}`}>
        {(statistics) => (
          <StatisticsTables statistics={statistics} xlsx={`${own}/statistics.xlsx?asOf=${asOf}`} />
        )}
      </LazySection>
      <LazySection<Publication>
        title={text.publication.title}
        path={`/v1/programmes/${programme}/publication`}
      >
        {(publication) => <PublicationList publication={publication} />}
      </LazySection>
    </>
  );
}
