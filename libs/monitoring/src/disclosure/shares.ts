/** `at-most` / `at-least`: the value is a bound, the share itself lies beyond it. */
export type ShareCode = 'at-most' | 'at-least' | null;

export interface CodedShare {
  value: number;
  code: ShareCode;
}

/** Below this many pairs no share is shown. */
const FEWEST_FOR_SHARES = 10;

/** Top and bottom code by n: shares below are shown as "at most", above 1 − it as "at least". */
function codingLimit(n: number): number {
  if (n >= 300) return 0.01;
  if (n >= 100) return 0.02;
  if (n >= 40) return 0.05;
  return n >= 20 ? 0.1 : 0.2;
}

/**
 * Shares of one whole (such as improved, same, worse), safe to show outside: none for n < 10; very small and very
 * large ones become bounds, wider still where fewer than `threshold` persons stand behind them; and where the
 * others would give a coded one back (they add up to 1), further shares are withheld (`null`) until it is not
 * pinned down to a range narrower than `threshold` persons.
 *
 * @param counts exact counts that add up to n.
 */
export function codeShares<K extends string>(
  counts: Readonly<Record<K, number>>,
  threshold: number,
): Record<K, CodedShare | null> | null {
  const keys = Object.keys(counts) as K[];
  const n = keys.reduce((total, key) => total + counts[key], 0);
  if (n < FEWEST_FOR_SHARES) return null;
  const limit = Math.min(0.5, Math.max(codingLimit(n), threshold / n));
  const shown = new Map<K, CodedShare | null>(keys.map((key) => [key, code(counts[key] / n, limit)]));
  while (exposed(shown, n, threshold)) {
    const exact = keys
      .filter((key) => shown.get(key)?.code === null)
      .sort((a, b) => counts[a] - counts[b] || keys.indexOf(a) - keys.indexOf(b));
    const next = exact[0] ?? keys.find((key) => shown.get(key) !== null);
    if (next === undefined) break;
    shown.set(next, null);
  }
  return Object.fromEntries(shown) as Record<K, CodedShare | null>;
}

function code(share: number, limit: number): CodedShare {
  if (share <= limit) return { value: limit, code: 'at-most' };
  return share >= 1 - limit ? { value: 1 - limit, code: 'at-least' } : { value: share, code: null };
}

/** Whether the shown shares pin a coded or withheld one down to a range narrower than the threshold. */
function exposed<K>(shown: ReadonlyMap<K, CodedShare | null>, n: number, threshold: number): boolean {
  const ranges = [...shown.values()].map(rangeOf);
  const lows = ranges.reduce((total, [low]) => total + low, 0);
  const highs = ranges.reduce((total, [, high]) => total + high, 0);
  const hidden = [...shown.values()].map((share) => share === null || share.code !== null);
  return ranges.some(([low, high], index) => {
    if (!hidden[index]) return false;
    const from = Math.max(low, 1 - (highs - high));
    const to = Math.min(high, 1 - (lows - low));
    return (to - from) * n < threshold - 1e-9;
  });
}

function rangeOf(share: CodedShare | null): [number, number] {
  if (share === null) return [0, 1];
  if (share.code === 'at-most') return [0, share.value];
  return share.code === 'at-least' ? [share.value, 1] : [share.value, share.value];
}
