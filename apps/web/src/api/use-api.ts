import { useCallback, useEffect, useState } from 'react';
import { get } from './client.js';

export interface Loaded<T> {
  data: T | undefined;
  error: Error | undefined;
  reload: () => void;
}

/** Runs `read` when the page shows, when `key` changes, and on `reload`; a null key reads nothing. */
function useLoaded<T>(key: string | null, read: (key: string) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ data?: T; error?: Error }>({});
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (key === null) return;
    let current = true;
    read(key).then(
      (data) => current && setState({ data }),
      (error: Error) => current && setState({ error }),
    );
    return () => {
      current = false;
    };
  }, [key, read, round]);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  return { data: state.data, error: state.error, reload };
}

/** One resource. */
export const useApi = <T>(path: string | null): Loaded<T> => useLoaded<T>(path, get);

/** All items of a list, page after page. */
export const useList = <T>(path: string | null): Loaded<T[]> => useLoaded<T[]>(path, readAll);

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

async function readAll<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const glue = path.includes('?') ? '&' : '?';
    const page: Page<T> = await get(`${path}${glue}limit=1000${cursor === null ? '' : `&cursor=${cursor}`}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
