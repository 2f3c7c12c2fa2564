import { loadCatalogue } from '@app/catalogue';
import type { FieldCode, FieldError, MeetingDto, MeetingPatchDto, MeetingView } from '@app/contracts';
import type { PairMeeting } from '@app/persistence';
import { everyMentee } from './open-pair.js';
import type { StoredPair } from './stored-pairs.js';

/** What of a meeting can change. */
export type MeetingState = Omit<PairMeeting, 'id' | 'organisationId' | 'pairId' | 'madeBy' | 'madeAt'>;

/** Most meetings of a pair; null where at least one of its kinds sets no bound (S1 §2.3: a speed pair meets once). */
export function maximumMeetings(kinds: readonly string[]): number | null {
  const bounds = kinds.map((kind) => loadCatalogue().kind(kind)?.maximumMeetings ?? null);
  return (
    bounds.reduce((most, bound) => (most === null || bound === null ? null : Math.max(most, bound)), 0) ||
    null
  );
}

const NOTHING: MeetingState = {
  kind: '',
  plannedOn: null,
  heldOn: null,
  mode: null,
  mentorAttended: null,
  menteesAttended: null,
  topic: null,
  notes: null,
  tasksGiven: 0,
  tasksChecked: 0,
};

/**
 * A meeting with the named fields changed; null clears, an absent field stays. Of a meeting that was held it is said who
 * was there: everybody, unless it was said.
 */
export function meetingAfter(
  before: MeetingState | null,
  change: MeetingDto | MeetingPatchDto,
  stored: StoredPair,
): MeetingState {
  const was = before ?? NOTHING;
  const heldOn = change.heldOn === undefined ? was.heldOn : change.heldOn;
  const attended = attendanceAfter(was, change, stored);
  return {
    kind: change.kind ?? was.kind,
    plannedOn: change.plannedOn === undefined ? was.plannedOn : change.plannedOn,
    heldOn,
    mode: change.mode === undefined ? was.mode : change.mode,
    mentorAttended: heldOn === null ? null : attended.mentor,
    menteesAttended: heldOn === null ? null : attended.mentees,
    topic: change.topic === undefined ? was.topic : change.topic,
    notes: change.notes === undefined ? was.notes : change.notes,
    tasksGiven: change.tasks?.given ?? was.tasksGiven,
    tasksChecked: change.tasks?.checked ?? was.tasksChecked,
  };
}

function attendanceAfter(was: MeetingState, change: MeetingDto | MeetingPatchDto, stored: StoredPair) {
  if (change.attendance) return change.attendance;
  return { mentor: was.mentorAttended ?? true, mentees: was.menteesAttended ?? stored.mentees };
}

/** What is wrong with a meeting of the pair, by field of the request. */
export function checkMeeting(
  meeting: MeetingState,
  change: MeetingDto | MeetingPatchDto,
  stored: StoredPair,
): FieldError[] {
  const catalogue = loadCatalogue();
  const errors: FieldError[] = [];
  const add = (field: string, code: FieldCode) => errors.push({ field, code, message: '' });
  if (!catalogue.meetingKind(meeting.kind)) add('kind', 'unknown-code');
  if (meeting.mode !== null && !catalogue.mode(meeting.mode)) add('mode', 'unknown-code');
  if (meeting.plannedOn === null && meeting.heldOn === null) add('plannedOn', 'required');
  if (meeting.heldOn === null && change.attendance) add('attendance', 'not-allowed');
  const known = everyMentee(stored);
  (change.attendance?.mentees ?? []).forEach((mentee, i) => {
    if (!known.has(mentee)) add(`attendance.mentees[${i}]`, 'unknown-person');
  });
  if (meeting.tasksChecked > meeting.tasksGiven) add('tasks.checked', 'out-of-range');
  const { endedOn } = stored.pair;
  for (const field of ['plannedOn', 'heldOn'] as const) {
    const day = change[field] ?? null;
    if (endedOn !== null && day !== null && day > endedOn) add(field, 'date-order');
  }
  return errors;
}

/** Kinds of the advised cycle that no meeting has had; a pair that meets once has no cycle. */
export function advisedKinds(meetings: readonly { kind: string }[], kinds: readonly string[]): string[] {
  if (maximumMeetings(kinds) !== null) return [];
  const had = new Set(meetings.map((meeting) => meeting.kind));
  return loadCatalogue()
    .data.meetingKinds.filter((kind) => kind.advised && !had.has(kind.code))
    .map((kind) => kind.code);
}

export function meetingView(meeting: PairMeeting): MeetingView {
  const { mentorAttended, menteesAttended } = meeting;
  return {
    id: meeting.id,
    kind: meeting.kind,
    plannedOn: meeting.plannedOn,
    heldOn: meeting.heldOn,
    mode: meeting.mode,
    attendance:
      mentorAttended === null || menteesAttended === null
        ? null
        : { mentor: mentorAttended, mentees: menteesAttended },
    topic: meeting.topic,
    notes: meeting.notes,
    tasks: { given: meeting.tasksGiven, checked: meeting.tasksChecked },
  };
}
