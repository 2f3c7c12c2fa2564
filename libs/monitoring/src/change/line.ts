import type { GroupDifference } from './comparison.js';
import type { Effect } from './effects.js';
import type { ReliableChange } from './individual.js';
import type { Interval, Measure, Role } from './measure.js';

/** Raw values at one wave, over complete pairs. */
export interface WaveDescription {
  mean: number;
  sd: number;
  median: number;
  q1: number;
  q3: number;
}

export interface Counts {
  enrolled: number;
  /** Enrolled persons with any entry (exit) value of this measure. */
  entry: number;
  exit: number;
  pairs: number;
  /** (entry − pairs)/entry; `null` without entries. */
  attrition: number | null;
  /** Persons with both waves who make no pair, by reason. */
  excluded: Record<string, number>;
}

export interface ChangeDescription {
  mean: number;
  sd: number;
  ci: Interval | null;
  df: number | null;
  /** The interval allows for mentees who share a mentor (CR2). */
  clustered: boolean;
  hodgesLehmann: { estimate: number; ci: Interval | null } | null;
}

/** Share of yes (or of values inside the band) at both waves, compared by McNemar's exact test. */
export interface BinaryDescription {
  kind: 'yes-no' | 'in-band';
  entry: { share: number; ci: Interval | null };
  exit: { share: number; ci: Interval | null };
  gained: number;
  lost: number;
  p: number | null;
}

export type PrimaryTest = 'mcnemar' | 'cr2' | 'wilcoxon' | 't';

/** What one comparison yields, before the report's family of tests is known. Numbers are not rounded. */
export interface ChangeFigures {
  entry: WaveDescription | null;
  exit: WaveDescription | null;
  /** Pearson correlation of raw entry and exit. */
  correlation: number | null;
  change: ChangeDescription | null;
  tTest: { t: number; df: number; p: number } | null;
  wilcoxon: { w: number; n: number; p: number; method: 'exact' | 'normal' } | null;
  effect: {
    dz: Effect | null;
    gav: Effect | null;
    smcr: { estimate: number; variance: number | null } | null;
    rankBiserial: number | null;
  };
  binary: BinaryDescription | null;
  primaryTest: PrimaryTest | null;
  p: number | null;
  share: { improved: number; same: number; worse: number } | null;
  reliableChange: ReliableChange | null;
  regressionToMean: number | null;
  notes: string[];
  /** Why a figure is `null`: path of the figure (`*`: all of them) → reason. */
  reasons: Record<string, string>;
}

/** One line of "таблица 2": `statistics.md` §7. */
export interface StageTwoLine extends ChangeFigures {
  indicator: string;
  topic: string | null;
  role: Role;
  instrument: { id: string; version: string | null } | null;
  respondent: string | null;
  direction: Measure['direction'];
  n: Counts;
  /** Entry mean of completers against the lost (Hedges g, raw). */
  lost: { n: number; mean: number | null; g: number | null };
  comparison: GroupDifference | null;
  /** Holm over all `p` of the report; `familySize` is their number. */
  pAdjusted: number | null;
  familySize: number;
  verdict: string;
}
