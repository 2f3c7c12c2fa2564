import type { Prices, PriceVector } from '../problem/types.js';
import { demand } from './refusal.js';

/** Anything that JSON can hold, read one step at a time: what has not the form asked for is refused by name. */
export function readObject(raw: unknown, name: string): Record<string, unknown> {
  demand(typeof raw === 'object' && raw !== null && !Array.isArray(raw), `${name} is not an object`);
  return raw as Record<string, unknown>;
}

export function readList(raw: unknown, length: number | null, name: string): unknown[] {
  demand(Array.isArray(raw), `${name} is not a list`);
  demand(length === null || raw.length === length, `${name} has ${raw.length} entries and not ${length}`);
  return raw;
}

/** Whole numbers that a float64 holds exactly. */
export function readWholes(raw: unknown, length: number | null, name: string): number[] {
  const list = readList(raw, length, name);
  for (let k = 0; k < list.length; k++) {
    if (!Number.isSafeInteger(list[k])) demand(false, `${name}[${k}] is not a whole number`);
  }
  return list as number[];
}

/** Indices from 0 below `end`, each once. */
export function readSet(raw: unknown, end: number, name: string): number[] {
  const list = readWholes(raw, null, name);
  demand(
    list.every((k) => k >= 0 && k < end),
    `${name} names somebody who is not there`,
  );
  demand(new Set(list).size === list.length, `${name} names somebody twice`);
  return list;
}

/** One vector per mentor and per mentee, but `null` for the mentees that are locked. */
export function readPrices(
  raw: unknown,
  locked: readonly (number | null)[],
  mentors: number,
  entries: number,
  name: string,
): Prices {
  const prices = readObject(raw, name);
  const vector = (entry: unknown, of: string): PriceVector => {
    const wellFormed = Array.isArray(entry) && entry.length === entries && entry.every(Number.isSafeInteger);
    if (!wellFormed) demand(false, `${of} is not a vector of ${entries} whole numbers`);
    return entry as PriceVector;
  };
  const mentees = readList(prices['mentees'], locked.length, `${name}.mentees`).map((entry, i) => {
    if ((entry === null) !== (locked[i] !== null)) {
      demand(false, `${name}.mentees[${i}]: a locked mentee has no price, and only such a one`);
    }
    return entry === null ? null : vector(entry, `${name}.mentees[${i}]`);
  });
  const ofMentors = readList(prices['mentors'], mentors, `${name}.mentors`);
  return { mentees, mentors: ofMentors.map((entry, j) => vector(entry, `${name}.mentors[${j}]`)) };
}
