import type { ReactNode } from 'react';
import type { Loaded } from '../api/use-api.js';
import { ru } from '../messages.js';
import { Failure } from './failure.js';

/** What was asked for: on its way, refused, or there. */
export function Shown<T>({ loaded, children }: { loaded: Loaded<T>; children: (data: T) => ReactNode }) {
  if (loaded.error) return <Failure error={loaded.error} />;
  if (loaded.data === undefined) return <p aria-busy="true">{ru.loading}</p>;
  return children(loaded.data);
}

/** The same for a list, with what to say of an empty one. */
export function ShownList<T>({
  loaded,
  empty,
  children,
}: {
  loaded: Loaded<T[]>;
  empty: string;
  children: (items: T[]) => ReactNode;
}) {
  return (
    <Shown loaded={loaded}>
      {(items) => (items.length === 0 ? <p className="empty">{empty}</p> : children(items))}
    </Shown>
  );
}
