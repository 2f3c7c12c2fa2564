import { useCallback, useState } from 'react';
import { Link } from 'wouter';
import type { Bank, ImportView } from '../api/bank-types.js';
import { upload } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { useApi } from '../api/use-api.js';
import { IMPORTABLE, mediaTypeOf } from '../file-type.js';
import { ru } from '../messages.js';
import { DownloadButton } from '../parts/download-button.js';
import { FileDrop } from '../parts/file-drop.js';
import { ImportAccount } from '../parts/import-account.js';
import { Outcome } from '../parts/outcome.js';
import { RunProgress } from '../parts/run-progress.js';
import { Shown } from '../parts/shown.js';
import { useOwnPath } from '../session.js';

/** One sending of a file: to be checked, or to be written. */
interface Sent {
  file: File;
  location: string;
  ended: boolean;
}

/** A file goes into a bank in two steps: what it would change, then the change. */
export function ImportPage({ bank }: { bank: Bank }) {
  const path = `${useOwnPath()}/banks/${bank}`;
  const [sent, setSent] = useState<Sent>();
  const action = useAction();
  const text = ru.banks.import;

  const send = (file: File, dryRun: boolean) =>
    action.run(async () => {
      setSent(undefined);
      const type = mediaTypeOf(file.name);
      if (type === null) throw new Error(text.unknownType);
      const { location } = await upload(`${path}/imports?dryRun=${dryRun}`, file, type);
      setSent({ file, location, ended: false });
    });
  const onEnd = useCallback(() => setSent((now) => now && { ...now, ended: true }), []);

  return (
    <>
      <h1>{text.title[bank]}</h1>
      <p>{text.lead}</p>
      <div className="toolbar">
        <DownloadButton path={`${path}/template.xlsx`} name={`${bank}-template.xlsx`} title={text.template} />
        <Link href={`/banks/${bank}`}>{text.toBank}</Link>
      </div>
      <FileDrop
        label={sent ? text.another : text.choose}
        hint={text.formats}
        accept={IMPORTABLE}
        onFile={(file) => send(file, true)}
      />
      <Outcome action={action} />
      {action.busy && <p aria-busy="true">{text.checking}</p>}
      {sent && <RunProgress key={`run ${sent.location}`} location={sent.location} onEnd={onEnd} />}
      {sent?.ended && (
        <Account key={sent.location} sent={sent} onLoad={() => send(sent.file, false)} busy={action.busy} />
      )}
    </>
  );
}

function Account({ sent, onLoad, busy }: { sent: Sent; onLoad: () => void; busy: boolean }) {
  const account = useApi<ImportView>(sent.location);
  return (
    <Shown loaded={account}>
      {(view) => <ImportAccount view={view} name={sent.file.name} onLoad={onLoad} busy={busy} />}
    </Shown>
  );
}
