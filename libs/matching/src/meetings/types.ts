/** A meeting that is wanted: one mentor, one mentee. */
export interface WantedMeeting {
  mentor: string;
  mentee: string;
  /** Of the pair, a whole number from 0. */
  points: number;
  /** 1: the mentee's first choice. */
  rank: number;
}

/** `slot` counts from 0, `place` from 1. */
export interface PlannedMeeting extends WantedMeeting {
  slot: number;
  place: number;
}

export interface MeetingPlan {
  /** By slot, then by place. */
  meetings: PlannedMeeting[];
  /** Those for which there is no room, in the order of their worth. */
  dropped: WantedMeeting[];
  slotsUsed: number;
  /** Slots without which not all wanted meetings can take place. */
  slotsNeeded: number;
}

export interface MeetingRoom {
  slots: number;
  /** Meetings at a time; absent: any number. */
  places?: number | undefined;
}

/** Wanted meetings on whole numbers: who meets whom, by index. */
export interface MeetingGraph {
  mentors: readonly string[];
  mentees: readonly string[];
  mentor: Int32Array;
  mentee: Int32Array;
}

/** The graph of meetings. @throws RangeError when two people are to meet twice */
export function graphOf(meetings: readonly WantedMeeting[]): MeetingGraph {
  const mentors = [...new Set(meetings.map((one) => one.mentor))];
  const mentees = [...new Set(meetings.map((one) => one.mentee))];
  const who = new Map(mentors.map((id, j) => [id, j]));
  const whom = new Map(mentees.map((id, i) => [id, i]));
  const mentor = Int32Array.from(meetings, (one) => who.get(one.mentor)!);
  const mentee = Int32Array.from(meetings, (one) => whom.get(one.mentee)!);
  const seen = new Set(mentor.map((j, k) => j * mentees.length + mentee[k]!));
  if (seen.size < meetings.length) throw new RangeError('two people meet at most once in a round');
  return { mentors, mentees, mentor, mentee };
}

/** The most meetings of any one person, 0 without meetings. */
export function mostMeetings({ mentors, mentees, mentor, mentee }: MeetingGraph): number {
  const counts = new Int32Array(mentors.length + mentees.length);
  mentor.forEach((j, k) => {
    counts[j]!++;
    counts[mentors.length + mentee[k]!]!++;
  });
  return counts.reduce((most, count) => Math.max(most, count), 0);
}
