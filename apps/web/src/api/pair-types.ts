export type Side = 'mentor' | 'mentee';

export interface PaperDocument {
  number: string;
  date: string;
  signedBy: string;
}

export interface PairEvent {
  event: string;
  on: string;
  by: string | null;
  mentee: string | null;
  reason: string | null;
  document: PaperDocument | null;
  until: string | null;
  recorded: boolean;
}

export interface Pair {
  id: string;
  programme: string;
  state: string;
  mentor: string;
  mentees: string[];
  variant: string | null;
  kinds: string[];
  startedOn: string | null;
  endedOn: string | null;
  endReason: string | null;
  override: { comment: string; brokenRules: { rule: string; title: string }[] } | null;
  until: string | null;
  meetings: { planned: number; held: number };
  satisfaction: Record<Side, { on: string; value: number } | null>;
  flags: string[];
  replaces: string | null;
  replacedBy: string | null;
  history: PairEvent[];
}

export interface CompletionReason {
  code: string;
  title: { ru: string };
  states: string[];
  initiators: string[];
}

/** What many pairs would do, or did, at one step. */
export interface BulkMove {
  moved: { id: string; state: string }[];
  skipped: { id: string; state: string; message: string }[];
}

export interface Meeting {
  id: string;
  kind: string;
  plannedOn: string | null;
  heldOn: string | null;
  mode: string | null;
  attendance: { mentor: boolean; mentees: string[] } | null;
  topic: string | null;
  notes: string | null;
}

export interface PlanActivity {
  id?: string;
  title: string;
  plannedOn: string | null;
  from: string | null;
  until: string | null;
  responsible: string;
  doneOn: string | null;
}

export interface PlanVersion {
  version: number;
  standing: string;
  goal: string;
  directions: { from: Side; topics: string[] }[];
  from: string;
  until: string;
  activities: PlanActivity[];
  expectedResults: string[];
  individualRoute: null | {
    title: string;
    from: string;
    until: string;
    tutor: string | null;
    link: string | null;
  };
  consents: { by: Side; on: string }[];
}

export interface Plan {
  current: PlanVersion | null;
  proposed: PlanVersion | null;
  analysis: { on: string; achieved: string; text: string } | null;
}

export interface Consultant {
  id: string;
  person: string;
  topic: string;
  consentDocument: PaperDocument;
}

export interface Petition {
  id: string;
  kind: string;
  by: Side;
  on: string;
  reason: string;
  decision: { granted: boolean; on: string; by: string; reason: string | null } | null;
}

export interface PetitionKind {
  code: string;
  title: { ru: string };
  by: Side;
}
