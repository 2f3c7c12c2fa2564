import type { Action } from '../api/use-action.js';
import { Failure } from './failure.js';

/** How what the user did has ended. */
export function Outcome({ action }: { action: Action }) {
  return (
    <div role="status">
      <Failure error={action.error} />
      {action.done && <p>{action.done}</p>}
    </div>
  );
}
