import type { ImportView, Issue } from '../api/bank-types.js';
import { ru } from '../messages.js';
import { DownloadButton } from './download-button.js';
import { Table } from './table.js';

const COUNTS = ['created', 'updated', 'unchanged', 'rejected'] as const;

/** What a file would change or has changed, what is wrong with it, and the button that loads it. */
export function ImportAccount({
  view,
  name,
  onLoad,
  busy,
}: {
  view: ImportView;
  name: string;
  onLoad: () => void;
  busy: boolean;
}) {
  const text = ru.banks.import;
  const changes = view.created + view.updated;
  const titles = view.dryRun ? text.counts : text.countsDone;
  return (
    <section>
      {view.status === 'done' && <h2>{view.dryRun ? text.checked(name) : text.loaded(name)}</h2>}
      <dl className="tiles">
        {COUNTS.map((count) => (
          <div key={count}>
            <dt>{titles[count]}</dt>
            <dd>{view[count]}</dd>
          </div>
        ))}
      </dl>
      {view.dryRun &&
        view.status === 'done' &&
        (changes > 0 ? (
          <button onClick={onLoad} aria-busy={busy} disabled={busy}>
            {view.rejected > 0 ? text.loadGood(view.accepted) : text.load}
          </button>
        ) : (
          <p>{text.nothing}</p>
        ))}
      {view.markedUntil && (
        <div className="toolbar">
          <DownloadButton
            path={`/v1/imports/${view.id}/marked.xlsx`}
            name={text.markedName(name)}
            title={text.marked}
          />
        </div>
      )}
      <Issues title={text.errors} issues={view.errors} cut={view.errorsCut} />
      <Issues title={text.warnings} issues={view.warnings} cut={view.warningsCut} />
      {view.reading && <Reading reading={view.reading} />}
    </section>
  );
}

/** What the file was taken for, so that a wrong guess is seen. */
function Reading({ reading }: { reading: NonNullable<ImportView['reading']> }) {
  const text = ru.banks.import;
  const { encoding, delimiter, sheet, columns } = reading;
  const said = [
    sheet && text.sheet(sheet),
    encoding && text.encoding(encoding),
    delimiter && text.delimiter(delimiter),
  ].filter(Boolean);
  return (
    <details>
      <summary>
        {text.reading}: {said.join(', ')}
      </summary>
      <Table
        caption={text.reading}
        rows={columns}
        rowKey={({ header }, index) => `${index} ${header}`}
        columns={[
          { title: text.readingColumns.header, cell: ({ header }) => header },
          { title: text.readingColumns.field, cell: ({ field }) => field },
        ]}
      />
    </details>
  );
}

function Issues({ title, issues, cut }: { title: string; issues: readonly Issue[]; cut: number }) {
  if (issues.length === 0) return null;
  const text = ru.banks.import;
  const { issueColumns: columns } = text;
  return (
    <>
      <h3>
        {title}: {issues.length + cut}
      </h3>
      <Table
        caption={title}
        rows={issues}
        rowKey={(_, index) => String(index)}
        columns={[
          { title: columns.place, cell: placeOf },
          { title: columns.field, cell: ({ field }) => field },
          { title: columns.value, cell: ({ value }) => value },
          { title: columns.text, cell: ({ message }) => message },
        ]}
      />
      {cut > 0 && <p>{text.cut(cut)}</p>}
    </>
  );
}

/** Where in the file: by sheet and line where it has them, else by record. */
function placeOf({ sheet, line, row, column }: Issue): string {
  const text = ru.banks.import;
  const parts = [
    sheet === undefined ? '' : text.sheet(sheet),
    line === undefined ? (row === undefined ? '' : text.row(row)) : text.line(line),
    column === undefined ? '' : text.column(column),
  ].filter((part) => part !== '');
  return parts.length === 0 ? text.wholeFile : parts.join(', ');
}
