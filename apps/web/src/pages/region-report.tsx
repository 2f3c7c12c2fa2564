import { useCallback, useState } from 'react';
import { post } from '../api/client.js';
import type { EffectivenessReport } from '../api/types.js';
import { useApi, useList } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { DownloadButton } from '../parts/download-button.js';
import { Failure } from '../parts/failure.js';
import { CoverageTable } from '../parts/coverage-table.js';
import { RegionStageTwo } from '../parts/region-stage-two.js';
import { RunProgress } from '../parts/run-progress.js';

/** The academic year (1 September to 31 August) that a day belongs to. */
function academicYearOf(day: Date): string {
  const start = day.getMonth() >= 8 ? day.getFullYear() : day.getFullYear() - 1;
  return `${start}/${String((start + 1) % 100).padStart(2, '0')}`;
}

/** The region's effectiveness reports: ask for one, read the newest. */
export function RegionReportPage({ region }: { region: string }) {
  const path = `/v1/regions/${region}/effectiveness-reports`;
  const reports = useList<EffectivenessReport>(path);
  const [year, setYear] = useState(academicYearOf(new Date()));
  const [cutOff, setCutOff] = useState(`${Number(year.slice(0, 4)) + 1}-08-31`);
  const [running, setRunning] = useState<string>();
  const [error, setError] = useState<Error>();
  const newest = reports.data?.filter((report) => report.status === 'done').at(-1);
  const { reload } = reports;
  const onEnd = useCallback(() => reload(), [reload]);

  return (
    <>
      <h1>{ru.region.reports}</h1>
      <form
        className="toolbar"
        onSubmit={(event) => {
          event.preventDefault();
          post(path, { academicYear: year, cutOff }).then(({ location }) => setRunning(location), setError);
        }}
      >
        <label>
          {ru.region.year}{' '}
          <input
            required
            pattern="\d{4}/\d{2}"
            size={8}
            value={year}
            onChange={(e) => setYear(e.target.value)}
          />
        </label>
        <label>
          {ru.monitoring.cutOff}{' '}
          <input type="date" required value={cutOff} onChange={(e) => setCutOff(e.target.value)} />
        </label>
        <button type="submit">{ru.region.start}</button>
      </form>
      <Failure error={error ?? reports.error} />
      {running && <RunProgress key={running} location={running} onEnd={onEnd} />}
      {newest && <Report key={newest.id} id={newest.id} />}
    </>
  );
}

const FORMATS = ['pdf', 'xlsx', 'csv'] as const;

function Report({ id }: { id: string }) {
  const path = `/v1/effectiveness-reports/${id}`;
  const report = useApi<EffectivenessReport>(path);
  if (!report.data) return <Failure error={report.error} />;
  const { academicYear, cutOff, coverage, stage2 } = report.data;
  return (
    <>
      <div className="toolbar">
        <span>
          {ru.region.year} {academicYear}, {ru.monitoring.cutOff.toLowerCase()} {date(cutOff)}
        </span>
        {FORMATS.map((format) => (
          <DownloadButton
            key={format}
            path={`${path}?format=${format}`}
            name={`effectiveness-${cutOff}.${format}`}
            title={format.toUpperCase()}
          />
        ))}
      </div>
      {coverage && <CoverageTable lines={coverage} />}
      {stage2 && <RegionStageTwo lines={stage2} />}
    </>
  );
}
