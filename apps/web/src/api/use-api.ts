import { useCallback, useEffect, useState } from 'react';
import { get, getOrNull } from './client.js';

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

/** One resource that may not be there; then null. */
export const useApiOrNull = <T>(path: string | null): Loaded<T | null> =>
  useLoaded<T | null>(path, getOrNull);

/** All items of a list, page after page. */
export const useList = <T>(path: string | null): Loaded<T[]> => useLoaded<T[]>(path, readAll);

/** All items of several lists, one after the other; `paths` are told apart by their text. */
export const useLists = <T>(paths: readonly string[] | undefined): Loaded<T[]> =>
  useLoaded<T[]>(paths === undefined ? null : paths.join(' '), readEach);

async function readEach<T>(paths: string): Promise<T[]> {
  const lists = await Promise.all(paths.split(' ').flatMap((path) => (path ? [readAll<T>(path)] : [])));
  return lists.flat();
}

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

const lists = new Map<string, Promise<unknown[]>>();

/** A list of the catalogue: it does not change while a page is open, so it is asked for once. */
function readCatalogue<T>(part: string): Promise<T[]> {
  let list = lists.get(part);
  if (!list) {
    list = get<{ items: T[] }>(`/v1/catalogue/${part}`).then(({ items }) => items);
    list.catch(() => lists.delete(part));
    lists.set(part, list);
  }
  return list as Promise<T[]>;
}

export const useCatalogue = <T>(part: string): T[] => useLoaded<T[]>(part, readCatalogue).data ?? [];
