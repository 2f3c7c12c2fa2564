/** What a refusal says (`application/problem+json`). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: { field: string; message: string }[] = [],
  ) {
    super(detail);
  }
}

const KEY = 'nastavnik-key';

/** The key lives as long as the tab: it is never written to disk. */
export const storedKey = {
  read: () => sessionStorage.getItem(KEY),
  keep: (key: string) => sessionStorage.setItem(KEY, key),
  forget: () => sessionStorage.removeItem(KEY),
};

type Content = { body: BodyInit; type: string };

const json = (body: unknown): Content | undefined =>
  body === undefined ? undefined : { body: JSON.stringify(body), type: 'application/json' };

async function send(method: string, path: string, content?: Content): Promise<Response> {
  const response = await fetch(path, {
    method,
    headers: {
      authorization: `Bearer ${storedKey.read() ?? ''}`,
      ...(content && { 'content-type': content.type }),
    },
    ...(content && { body: content.body }),
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as {
    code?: string;
    detail?: string;
    errors?: { field: string; message: string }[];
  };
  throw new ApiError(
    response.status,
    problem.code ?? '',
    problem.detail ?? response.statusText,
    problem.errors,
  );
}

export async function get<T>(path: string): Promise<T> {
  return (await (await send('GET', path)).json()) as T;
}

/** The same, but null where the API knows nothing of the kind. */
export async function getOrNull<T>(path: string): Promise<T | null> {
  return get<T>(path).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  });
}

interface Posted<T> {
  body: T;
  location: string;
}

export async function post<T>(path: string, body?: unknown): Promise<Posted<T>> {
  return posted<T>(await send('POST', path, json(body)));
}

/** Sends a file as it is; answers as `post` does. */
export async function upload<T>(path: string, file: Blob, type: string): Promise<Posted<T>> {
  return posted<T>(await send('POST', path, { body: file, type }));
}

async function posted<T>(response: Response): Promise<Posted<T>> {
  return { body: (await response.json()) as T, location: response.headers.get('location') ?? '' };
}

export async function put<T>(path: string, body: unknown): Promise<T> {
  return (await (await send('PUT', path, json(body))).json()) as T;
}

export async function patch<T>(path: string, body: unknown): Promise<T> {
  return (await (await send('PATCH', path, json(body))).json()) as T;
}

/** DELETE; what is deleted answers nothing that a page needs. */
export async function remove(path: string): Promise<void> {
  await send('DELETE', path);
}

/** Saves what the API answers as a file of the user's. */
export async function download(path: string, name: string): Promise<void> {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await (await send('GET', path)).blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
