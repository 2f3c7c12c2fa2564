import { graphOf, type MeetingGraph, type MeetingRoom, type WantedMeeting } from './types.js';

/**
 * The most valuable meetings that there is room for: nobody in more than there are slots, and no more in all than places
 * times slots. First choices come first: as many of them as can be, then as many points as can be.
 *
 * Where no mentee wants more meetings than there are slots, only the mentors are short of time, and taking the best
 * meetings one by one is exact (a laminar matroid); otherwise it is a flow of least cost.
 *
 * @returns whether each meeting is kept
 */
export function chooseMeetings(meetings: readonly WantedMeeting[], room: MeetingRoom): boolean[] {
  const graph = graphOf(meetings);
  const most = room.places === undefined ? meetings.length : room.places * room.slots;
  const wanted = new Int32Array(graph.mentees.length);
  graph.mentee.forEach((i) => wanted[i]!++);
  const patient = wanted.every((count) => count <= room.slots);
  return patient
    ? takeBest(graph, byWorth(meetings), room.slots, most)
    : new Flow(graph, valuesOf(meetings), room.slots).run(most);
}

/** Indices of meetings, first choices first, then by points; ties by ids, so that it is the same everywhere. */
export function byWorth(meetings: readonly WantedMeeting[]): number[] {
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return meetings
    .map((_, k) => k)
    .sort((x, y) => {
      const [a, b] = [meetings[x]!, meetings[y]!];
      return (
        Number(a.rank !== 1) - Number(b.rank !== 1) ||
        b.points - a.points ||
        text(a.mentee, b.mentee) ||
        text(a.mentor, b.mentor)
      );
    });
}

function takeBest(graph: MeetingGraph, order: readonly number[], slots: number, most: number): boolean[] {
  const kept = new Array<boolean>(graph.mentor.length).fill(false);
  const busy = new Int32Array(graph.mentors.length);
  let count = 0;
  for (const k of order) {
    const mentor = graph.mentor[k]!;
    if (count === most) break;
    if (busy[mentor]! >= slots) continue;
    busy[mentor]!++;
    kept[k] = true;
    count++;
  }
  return kept;
}

/** A meeting is worth a point more than its pair's; a first choice is worth more than all points together. */
function valuesOf(meetings: readonly WantedMeeting[]): number[] {
  const all = meetings.reduce((sum, { points }) => sum + points + 1, 1);
  return meetings.map(({ points, rank }) => points + 1 + (rank === 1 ? all : 0));
}

/** Successive shortest paths (Bellman–Ford, by queue) from a source over mentees and mentors to a sink. */
class Flow {
  private readonly kept: boolean[];
  private readonly ofMentee: number[][];
  private readonly ofMentor: number[][];
  private readonly menteeLoad: Int32Array;
  private readonly mentorLoad: Int32Array;

  constructor(
    private readonly graph: MeetingGraph,
    private readonly values: readonly number[],
    private readonly slots: number,
  ) {
    this.kept = values.map(() => false);
    this.ofMentee = graph.mentees.map(() => []);
    this.ofMentor = graph.mentors.map(() => []);
    values.forEach((_, k) => {
      this.ofMentee[graph.mentee[k]!]!.push(k);
      this.ofMentor[graph.mentor[k]!]!.push(k);
    });
    this.menteeLoad = new Int32Array(graph.mentees.length);
    this.mentorLoad = new Int32Array(graph.mentors.length);
  }

  run(most: number): boolean[] {
    for (let count = 0; count < most && this.augment(); count++);
    return this.kept;
  }

  /** One more meeting by the path that gains the most; false where none gains. */
  private augment(): boolean {
    const { gain, via } = this.gains();
    let best = NONE;
    this.mentorLoad.forEach((load, j) => {
      if (load < this.slots && gain[j]! > 0 && (best === NONE || gain[j]! > gain[best]!)) best = j;
    });
    if (best === NONE) return false;
    this.mentorLoad[best]!++;
    for (let mentor = best; ;) {
      const added = via.meeting[mentor]!;
      const mentee = this.graph.mentee[added]!;
      const removed = via.removed[mentee]!;
      this.kept[added] = true;
      if (removed === NONE) {
        this.menteeLoad[mentee]!++;
        return true;
      }
      this.kept[removed] = false;
      mentor = this.graph.mentor[removed]!;
    }
  }

  /** The most that a path from the source to each mentor gains, and how it comes there. */
  private gains() {
    const { mentors, mentees } = this.graph;
    const gain = new Float64Array(mentors.length).fill(-Infinity);
    const own = new Float64Array(mentees.length).fill(-Infinity);
    const via = {
      /** The meeting by which a path comes to a mentor. */
      meeting: new Int32Array(mentors.length).fill(NONE),
      /** The meeting that is given up for a path to come to a mentee; none from the source. */
      removed: new Int32Array(mentees.length).fill(NONE),
    };
    const queue: number[] = [];
    const queued = mentees.map(() => false);
    const reach = (mentee: number, value: number, removed: number) => {
      if (value <= own[mentee]!) return;
      own[mentee] = value;
      via.removed[mentee] = removed;
      if (!queued[mentee]) queue.push(mentee);
      queued[mentee] = true;
    };
    mentees.forEach((_, i) => {
      if (this.menteeLoad[i]! < this.slots) reach(i, 0, NONE);
    });
    for (let at = 0; at < queue.length; at++) {
      const mentee = queue[at]!;
      queued[mentee] = false;
      for (const k of this.ofMentee[mentee]!) {
        const mentor = this.graph.mentor[k]!;
        const value = own[mentee]! + this.values[k]!;
        if (this.kept[k] || value <= gain[mentor]!) continue;
        gain[mentor] = value;
        via.meeting[mentor] = k;
        for (const other of this.ofMentor[mentor]!) {
          if (this.kept[other]) reach(this.graph.mentee[other]!, value - this.values[other]!, other);
        }
      }
    }
    return { gain, via };
  }
}

const NONE = -1;
