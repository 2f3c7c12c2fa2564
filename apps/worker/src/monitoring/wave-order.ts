import type { Wave } from '@app/contracts';
import type { Day } from './programme-data.js';

/**
 * Days of entry and exit by key, as stored and as rows of a file change them: an exit may not lie before its entry.
 * The same day is allowed (a meeting of one day); the statistics of change leave such a pair out and count it.
 */
export class WaveOrder {
  private readonly days = new Map<string, Partial<Record<Wave, Day>>>();

  constructor(stored: Iterable<{ key: string; wave: Wave; day: Day }> = []) {
    for (const { key, wave, day } of stored) this.days.set(key, { ...this.days.get(key), [wave]: day });
  }

  /** Takes the day in, or answers false and changes nothing if the two would be in the wrong order. */
  accept(key: string, wave: Wave, day: Day): boolean {
    const next = { ...this.days.get(key), [wave]: day };
    if (next.entry !== undefined && next.exit !== undefined && next.exit < next.entry) return false;
    this.days.set(key, next);
    return true;
  }
}
