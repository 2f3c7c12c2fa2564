/** How a long computation tells how far it is, and how it is stopped. */
export interface Watch {
  /** 0…1, never falling. */
  onProgress?: (share: number, stage: string) => void;
  /** An `AbortSignal` will do; asked a few hundred times a second. */
  signal?: { readonly aborted: boolean };
}

/** Thrown when the caller's signal was aborted; nothing is left half-done. */
export class CancelledError extends Error {
  constructor() {
    super('the matching was cancelled');
    this.name = 'CancelledError';
  }
}

export function throwIfCancelled(watch: Watch): void {
  if (watch.signal?.aborted) throw new CancelledError();
}

/** The same watch, told no share below one that it was told before: for stages that one calls after another. */
export function neverFalling(watch: Watch): Watch {
  const { onProgress, signal } = watch;
  let reached = 0;
  const report = (share: number, stage: string) => onProgress?.((reached = Math.max(reached, share)), stage);
  return { ...(onProgress && { onProgress: report }), ...(signal && { signal }) };
}
