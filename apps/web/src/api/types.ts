import type { Regret } from './answer-types.js';

/** What the pages read of the API's answers. */
export interface Me {
  role: 'operator' | 'region' | 'school' | 'curator' | 'psychologist';
  organisation: string | null;
  region: string | null;
  name: string | null;
}

export type RunStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
export interface RunView {
  id: string;
  status: RunStatus;
  progress: number;
  error?: { code: string; message?: string } | null;
}

export interface Programme {
  id: string;
  name: string;
  form: string;
  variants: string[];
  startsOn: string;
  endsOn: string;
}

export interface Titled {
  code: string;
  title: { ru: string };
}
export interface Form extends Titled {
  variants: Titled[];
}

export interface Matching extends RunView {
  basedOn: string | null;
  summary: null | {
    mentees: number;
    mentors: number;
    matched: number;
    unmatched: number;
    meanScore: number | null;
    infeasible?: { reason: string; mentees: string[]; mentors: string[] };
    wish?: { loss: Regret; moved: number };
    kept?: { changes: number; leastChanges: number; lostPoints: number };
    /** By level, what is not proved; all zeros where the matching is proved to be the best. */
    gap?: number[];
  };
}

export type Decision = 'accept' | 'reject' | 'lock' | 'withdraw';
export interface Suggestion {
  id: string;
  mentor: string;
  mentee: string;
  variant: string;
  points: number;
  score: number;
  components: Record<'request' | 'profile' | 'compatibility', number | null>;
  reasons: { code: string; text: string }[];
  tie: boolean;
  locked?: boolean;
  decision?: Decision | null;
  alternatives: {
    mentor: string;
    points: number;
    regret: Regret | null;
  }[];
}

export interface Unmatched {
  mentee: string;
  reason: string;
  rules: { rule: string; title?: string; mentors: number }[];
  wouldHelp: { code: string; text: string }[];
}

type Interval = readonly [number, number] | null;
type Shares = { improved: number | null; same: number | null; worse: number | null };
interface InstrumentVersion {
  id: string;
  version: string | null;
}

export interface StageTwoLine {
  indicator: string;
  topic: string | null;
  role: string;
  instrument: InstrumentVersion | null;
  n: { enrolled: number; entry: number; exit: number; pairs: number; attrition: number | null };
  entry: { mean: number } | null;
  exit: { mean: number } | null;
  change: { mean: number; ci: Interval } | null;
  effect: { gav: { estimate: number } | null } | null;
  pAdjusted: number | null;
  share: { improved: number; same: number; worse: number } | null;
  verdict: string;
}

interface SwotLine {
  respondent: string;
  item: string;
  text: string;
  share: number;
  n: number;
}

export interface StageOne {
  questionnaires: {
    instrument: InstrumentVersion;
    title: string;
    respondent: string;
    wave: string;
    n: number;
    questions: {
      item: string;
      text: string;
      n: number;
      mean: number | null;
      positive: { share: number; ci: Interval } | null;
      answers: string[];
    }[];
  }[];
  gaps: {
    respondent: string;
    exitItem: string;
    text: string;
    n: number;
    figures: { change: { mean: number; ci: Interval } | null };
  }[];
  swot: { strengths: SwotLine[]; weaknesses: SwotLine[] };
}

export interface MonitoringReport extends RunView {
  cutOff: string;
  stage1?: StageOne | null;
  stage2?: StageTwoLine[];
  /** Reports of earlier versions have no evidence. */
  strategy?: { conclusions?: string[]; caveat?: string };
}

export type RegionCell = { level: string; id: string; name: string } & (
  { suppressed: true } | { suppressed: false; n: number; estimate: number | null; ci: Interval }
);

export interface RegionLine {
  indicator: string;
  topic: string | null;
  role: string;
  measure: 'MC' | 'SMCR';
  instrument: InstrumentVersion | null;
  organisations: number;
  suppressed: boolean;
  n: { pairs: number; persons: number } | null;
  union: { entry: { mean: number }; exit: { mean: number }; change: { mean: number; ci: Interval } } | null;
  pooled: { estimate: number; ci: Interval; i2: number } | null;
  share: Shares | null;
  cells: RegionCell[];
}

export interface CoverageLine {
  code: string;
  title: string;
  target: { year: number; value: number | null } | null;
  cells: ({ level: string; id: string } & (
    | { suppressed: true }
    | { suppressed: false; n: number; share: number | null; denominator: { value: number } | null }
  ))[];
}

export interface EffectivenessReport extends RunView {
  academicYear: string;
  cutOff: string;
  coverage?: CoverageLine[];
  stage2?: RegionLine[];
  notReported?: { id: string; name: string }[];
}
