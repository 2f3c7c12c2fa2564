import type { Certificate } from './certificate.js';
import type { Run } from './client.js';

/** What the demo reads of the API's answers; fields that it does not show are left out. */
export interface KeyAnswer {
  key: string;
}

export interface ImportAnswer extends Run {
  accepted: number;
  rejected: number;
  warnings: { code: string }[];
}

export interface MatchingAnswer extends Run {
  summary: {
    mentees: number;
    mentors: number;
    eligiblePairs: number;
    matched: number;
    unmatched: number;
    totalPoints: number;
    worstPoints: number | null;
    infeasible?: { reason: string };
  };
}

export interface Suggestion {
  id: string;
  mentor: string;
  mentee: string;
  variant: string;
  points: number;
  score: number;
  components: { request: number | null; profile: number | null; compatibility: number | null };
  reasons: { text: string }[];
  tie: boolean;
  alternatives: { mentor: string; points: number }[];
}

export interface Unmatched {
  mentee: string;
  reason: 'no-consent' | 'no-topic' | 'rules' | 'capacity' | 'priority';
  rules: { rule: string; title: string; mentors: number }[];
  wouldHelp: { code: string; text: string }[];
}

export interface PairAnswer {
  id: string;
  state: string;
  mentor: string;
  mentees: string[];
  variant: string | null;
}

export type CertificateAnswer = Certificate;

type Interval = [number, number] | null;

export interface StageTwoLine {
  indicator: string;
  title: string;
  role: 'mentor' | 'mentee';
  instrument: { id: string; version: string } | null;
  direction: string;
  n: { enrolled: number; entry: number; exit: number; pairs: number; attrition: number | null };
  entry: { mean: number | null } | null;
  exit: { mean: number | null } | null;
  change: { mean: number | null; ci: Interval } | null;
  effect: { gav: { estimate: number | null } | null } | null;
  p: number | null;
  pAdjusted: number | null;
  share: { improved: number; same: number; worse: number } | null;
  notes: string[];
  verdict: string | null;
}

export interface MonitoringReport extends Run {
  stage2: StageTwoLine[];
}

export interface RegionCell {
  level: string;
  id: string;
  suppressed: boolean;
  n?: number;
  estimate?: number | null;
  ci?: Interval;
}

export interface RegionLine {
  indicator: string;
  title: string;
  role: 'mentor' | 'mentee';
  measure: string;
  instrument: { id: string; version: string } | null;
  organisations?: number;
  suppressed?: boolean;
  n?: { pairs: number; persons: number } | null;
  union?: {
    entry: { mean: number | null } | null;
    exit: { mean: number | null } | null;
    change: { mean: number | null; ci: Interval } | null;
  } | null;
  pooled?: { estimate: number | null; ci: Interval; i2: number | null } | null;
  share?: { improved: number; same: number; worse: number } | null;
  cells: RegionCell[];
}

/** How many of those whom it is about take part. */
export interface CoverageLine {
  title: string;
  target: { year: number; value: number | null } | null;
  cells: {
    level: string;
    suppressed: boolean;
    n?: number;
    denominator?: { value: number } | null;
    share?: number | null;
  }[];
}

export interface EffectivenessReport extends Run {
  coverage: CoverageLine[];
  stage2: RegionLine[];
}
