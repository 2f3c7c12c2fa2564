import { ApiError } from '../api/client.js';
import { ru } from '../messages.js';

/** What went wrong, in the API's own words. */
export function Failure({ error }: { error: Error | undefined | null }) {
  if (!error) return null;
  return (
    <div role="alert" className="warning">
      {ru.failed} {error.message}
      {error instanceof ApiError && error.errors.length > 0 && (
        <ul>
          {error.errors.map((line) => (
            <li key={`${line.field} ${line.message}`}>
              {line.field}: {line.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
