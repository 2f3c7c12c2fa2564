import { useCallback, useState } from 'react';
import { post } from '../api/client.js';
import type { MonitoringReport } from '../api/types.js';
import { useApi, useList } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { DownloadButton } from '../parts/download-button.js';
import { Failure } from '../parts/failure.js';
import { RunProgress } from '../parts/run-progress.js';
import { StageOneTables } from '../parts/stage-one-tables.js';
import { StageTwoTable } from '../parts/stage-two-table.js';

/** The newest monitoring report of a programme, and a way to make one. */
export function MonitoringTab({ programme, endsOn }: { programme: string; endsOn: string | undefined }) {
  const path = `/v1/programmes/${programme}/monitoring-reports`;
  const reports = useList<MonitoringReport>(path);
  const [cutOff, setCutOff] = useState<string>();
  const [running, setRunning] = useState<string>();
  const [error, setError] = useState<Error>();
  const newest = reports.data?.filter((report) => report.status === 'done').at(-1);
  const { reload } = reports;
  const onEnd = useCallback(() => reload(), [reload]);
  const chosen = cutOff ?? endsOn ?? '';

  return (
    <>
      <form
        className="toolbar"
        onSubmit={(event) => {
          event.preventDefault();
          post(path, { cutOff: chosen }).then(({ location }) => setRunning(location), setError);
        }}
      >
        <label>
          {ru.monitoring.cutOff}{' '}
          <input type="date" required value={chosen} onChange={(event) => setCutOff(event.target.value)} />
        </label>
        <button type="submit">{ru.monitoring.start}</button>
      </form>
      <Failure error={error ?? reports.error} />
      {running && <RunProgress key={running} location={running} onEnd={onEnd} />}
      {reports.data?.length === 0 && !running && <p>{ru.monitoring.none}</p>}
      {newest && <Report key={newest.id} id={newest.id} />}
    </>
  );
}

const FORMATS = ['pdf', 'xlsx', 'csv'] as const;

function Report({ id }: { id: string }) {
  const report = useApi<MonitoringReport>(`/v1/monitoring-reports/${id}`);
  if (!report.data) return <Failure error={report.error} />;
  return (
    <>
      <div className="toolbar">
        <span>
          {ru.monitoring.cutOff}: {date(report.data.cutOff)}
        </span>
        {FORMATS.map((format) => (
          <DownloadButton
            key={format}
            path={`/v1/monitoring-reports/${id}?format=${format}`}
            name={`monitoring-${report.data?.cutOff}.${format}`}
            title={format.toUpperCase()}
          />
        ))}
      </div>
      {report.data.stage2 && <StageTwoTable lines={report.data.stage2} />}
      {report.data.stage1 && <StageOneTables stage1={report.data.stage1} />}
      {report.data.strategy?.conclusions && (
        <StrategySection
          conclusions={report.data.strategy.conclusions}
          caveat={report.data.strategy.caveat}
        />
      )}
    </>
  );
}

/** Whether good scores go with good changes, in words. */
function StrategySection({ conclusions, caveat }: { conclusions: string[]; caveat: string | undefined }) {
  return (
    <section>
      <h2>{ru.monitoring.strategy}</h2>
      <ul>
        {conclusions.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p>{caveat}</p>
    </section>
  );
}
