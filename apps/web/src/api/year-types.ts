import type { Bank } from './bank-types.js';
import type { RunView } from './types.js';

/** Something a curator has to see to. */
export interface Reminder {
  kind: string;
  title: string;
  dueOn: string;
  overdue: boolean;
  programme: string | null;
  pair: string | null;
  bank: Bank | null;
  person: string | null;
  count: number | null;
  text: string;
}

export interface Stage {
  stage: string;
  title: string;
  startsOn: string;
  dueOn: string;
  responsibleTitle: string;
  doneOn: string | null;
  note: string | null;
  state: 'ahead' | 'open' | 'overdue' | 'done';
}

export interface RoundMeeting {
  mentor: string;
  mentee: string;
  place: number;
  points: number;
  rank: number;
}

export interface MeetingRound extends RunView {
  matching: string;
  perMentee: number;
  places: number | null;
  summary: null | {
    meetings: number;
    dropped: number;
    slotsUsed: number;
    slotsNeeded: number;
    mentors: number;
    mentees: number;
    withoutMeeting: string[];
  };
  slots?: { startsAt: string; endsAt: string; meetings: RoundMeeting[] }[];
  dropped?: { mentor: string; mentee: string; points: number }[];
}
