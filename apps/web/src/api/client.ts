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

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const response = await fetch(path, {
    method,
    headers: {
      authorization: `Bearer ${storedKey.read() ?? ''}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
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

export async function post<T>(path: string, body?: unknown): Promise<{ body: T; location: string }> {
  const response = await send('POST', path, body);
  return { body: (await response.json()) as T, location: response.headers.get('location') ?? '' };
}

/** Saves what the API answers as a file of the user's. */
export async function download(path: string, name: string): Promise<void> {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await (await send('GET', path)).blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
