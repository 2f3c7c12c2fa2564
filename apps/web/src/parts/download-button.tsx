import { download } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { Failure } from './failure.js';

/** Saves a file that the API makes. */
export function DownloadButton({ path, name, title }: { path: string; name: string; title: string }) {
  const action = useAction();
  return (
    <>
      <button
        type="button"
        className="secondary outline"
        aria-busy={action.busy}
        onClick={() => action.run(() => download(path, name))}
      >
        {title}
      </button>
      <Failure error={action.error} />
    </>
  );
}
