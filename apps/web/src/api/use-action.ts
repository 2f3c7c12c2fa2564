import { useState } from 'react';

export interface Action {
  busy: boolean;
  error: Error | undefined;
  /** What the last success said. */
  done: string | undefined;
  /** Does the work; while it runs, `busy` is true. */
  run: (work: () => Promise<unknown>, done?: string) => void;
}

/** Something that a user does and that the API may refuse. */
export function useAction(onDone?: () => void): Action {
  const [state, setState] = useState<Pick<Action, 'busy' | 'error' | 'done'>>({
    busy: false,
    error: undefined,
    done: undefined,
  });
  const run: Action['run'] = (work, done) => {
    setState({ busy: true, error: undefined, done: undefined });
    work().then(
      () => {
        setState({ busy: false, error: undefined, done });
        onDone?.();
      },
      (error: Error) => setState({ busy: false, error, done: undefined }),
    );
  };
  return { ...state, run };
}
