import type { FieldError, WhatIfDto } from '@app/contracts';
import type { StoredMatching } from '../stored-matchings.js';

/** A wish in the indices of a matching's problem. */
export interface Change {
  /** `[mentee, mentor]`. */
  locks: (readonly [number, number])[];
  excluded: (readonly [number, number])[];
  /** `[mentor, places]`. */
  capacity: (readonly [number, number])[];
}

/** Finds everybody whom a wish names; those who were no part of the matching are errors. */
export function readChange(matching: StoredMatching, wish: WhatIfDto): Change | { errors: FieldError[] } {
  const errors: FieldError[] = [];
  const found = (index: number | undefined, field: string): number => {
    if (index === undefined) errors.push({ field, code: 'not-in-matching', message: '' });
    return index ?? -1;
  };
  const pairs = (list: 'locks' | 'excluded') =>
    (wish[list] ?? []).map(
      ({ mentor, mentee }, at) =>
        [
          found(matching.mentee(mentee), `${list}[${at}].mentee`),
          found(matching.mentor(mentor), `${list}[${at}].mentor`),
        ] as const,
    );
  const change: Change = {
    locks: pairs('locks'),
    excluded: pairs('excluded'),
    capacity: (wish.capacity ?? []).map(
      ({ mentor, places }, at) => [found(matching.mentor(mentor), `capacity[${at}].mentor`), places] as const,
    ),
  };
  return errors.length > 0 ? { errors } : change;
}
