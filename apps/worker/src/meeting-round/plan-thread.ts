import { planMeetings, shortlist } from '@app/matching';
import type { MeetingPlan, MeetingRoom, Shortlisted } from '@app/matching';
import { unpackJson } from '../matching-run/packed-json.js';
import type { Certificate } from '../matching-run/wish.js';

export interface PlanTask {
  /** Of the matching, packed. */
  certificate: Uint8Array;
  /** The suggestion and its alternatives, by mentee. */
  chosen: Shortlisted[];
  perMentee: number;
  /** People who may take part. */
  present: string[];
  /** Mentees who have a pair already. */
  taken: string[];
  apart: [mentor: string, mentee: string][];
  room: MeetingRoom;
}

export interface PlannedRound {
  plan: MeetingPlan;
  /** Mentees of the matching who look for a mentor and have nobody to meet. */
  withoutMeeting: string[];
}

/** Plans a round in a thread of its own: no arithmetic may hold up the worker's signs of life. */
export function plan({
  certificate,
  chosen,
  perMentee,
  present,
  taken,
  apart,
  room,
}: PlanTask): PlannedRound {
  const { problem, ids } = unpackJson<Certificate>(certificate);
  const eligible = eligibleOf(problem.pairs, ids);
  const here = new Set(present);
  const out = new Set(taken);
  const never = new Set(apart.map((pair) => pair.join(' ')));
  const wanted = shortlist(
    chosen,
    eligible,
    perMentee,
    (mentor, mentee) =>
      here.has(mentor) && here.has(mentee) && !out.has(mentee) && !never.has(`${mentor} ${mentee}`),
  );
  const planned = planMeetings(wanted, room);
  const meeting = new Set(planned.meetings.map((one) => one.mentee));
  return {
    plan: planned,
    withoutMeeting: ids.mentees.filter((id) => here.has(id) && !out.has(id) && !meeting.has(id)).sort(),
  };
}

/** The eligible pairs of each mentee, those with the most points first. */
function eligibleOf(pairs: Certificate['problem']['pairs'], ids: Certificate['ids']): Shortlisted[] {
  const lists = ids.mentees.map((mentee) => ({
    mentee,
    mentors: [] as { mentor: string; points: number }[],
  }));
  for (let k = 0; k < pairs.mentee.length; k++) {
    lists[pairs.mentee[k]!]!.mentors.push({
      mentor: ids.mentors[pairs.mentor[k]!]!,
      points: pairs.points[k]!,
    });
  }
  for (const { mentors } of lists)
    mentors.sort((a, b) => b.points - a.points || (a.mentor < b.mentor ? -1 : 1));
  return lists;
}
