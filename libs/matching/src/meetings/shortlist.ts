import type { WantedMeeting } from './types.js';

/** Whom the engine would give a mentee, the best first. */
export interface Shortlisted {
  mentee: string;
  mentors: readonly { mentor: string; points: number }[];
}

/**
 * The `perMentee` mentors whom each mentee is to meet: those of `chosen` (the assignment, then its alternatives), filled
 * up with the eligible pairs that have the most points. So whoever was left out meets somebody too.
 *
 * @param mayMeet false for people whom somebody has ruled out for each other, or who take no part
 */
export function shortlist(
  chosen: readonly Shortlisted[],
  eligible: readonly Shortlisted[],
  perMentee: number,
  mayMeet: (mentor: string, mentee: string) => boolean,
): WantedMeeting[] {
  const lists = new Map<string, Map<string, number>>();
  for (const { mentee, mentors } of [...chosen, ...eligible]) {
    const list = lists.get(mentee) ?? new Map<string, number>();
    lists.set(mentee, list);
    for (const { mentor, points } of mentors) {
      if (list.size === perMentee) break;
      if (!list.has(mentor) && mayMeet(mentor, mentee)) list.set(mentor, points);
    }
  }
  return [...lists].flatMap(([mentee, list]) =>
    [...list].map(([mentor, points], place) => ({ mentor, mentee, points, rank: place + 1 })),
  );
}
