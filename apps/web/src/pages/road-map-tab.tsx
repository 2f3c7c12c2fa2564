import type { Stage } from '../api/year-types.js';
import { patch } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { useApi } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { DownloadButton } from '../parts/download-button.js';
import { Outcome } from '../parts/outcome.js';
import { Shown } from '../parts/shown.js';
import { Table } from '../parts/table.js';
import { today } from '../today.js';

/** The stages of a programme with their days, and the marks of what is done. */
export function RoadMapTab({ programme }: { programme: string }) {
  const path = `/v1/programmes/${programme}/road-map`;
  const map = useApi<{ items: Stage[] }>(path);
  const action = useAction(map.reload);
  const text = ru.year.roadMap;
  const { columns } = text;
  const mark = ({ stage, doneOn }: Stage) =>
    action.run(() => patch(`${path}/${stage}`, { doneOn: doneOn ? null : today() }));
  return (
    <>
      <div className="toolbar">
        <DownloadButton path={`${path}.ics`} name="road-map.ics" title={text.calendar} />
      </div>
      <Outcome action={action} />
      <Shown loaded={map}>
        {({ items }) => (
          <Table
            caption={text.title}
            rows={items}
            rowKey={({ stage }) => stage}
            columns={[
              { title: columns.stage, cell: ({ title }) => title },
              { title: columns.from, cell: ({ startsOn }) => date(startsOn) },
              { title: columns.due, cell: ({ dueOn }) => date(dueOn) },
              { title: columns.responsible, cell: ({ responsibleTitle }) => responsibleTitle },
              {
                title: columns.state,
                cell: ({ state, doneOn }) =>
                  doneOn ? (
                    text.doneOn(date(doneOn))
                  ) : (
                    <span className={state === 'overdue' ? 'tag late' : undefined}>{text.states[state]}</span>
                  ),
              },
              {
                title: columns.mark,
                cell: (stage) => (
                  <div className="actions">
                    <button
                      className={stage.doneOn ? 'link' : 'outline'}
                      aria-label={stage.doneOn ? text.unmarkOf(stage.title) : text.markOf(stage.title)}
                      onClick={() => mark(stage)}
                    >
                      {stage.doneOn ? text.unmark : text.mark}
                    </button>
                  </div>
                ),
              },
            ]}
          />
        )}
      </Shown>
    </>
  );
}
