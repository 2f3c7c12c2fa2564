import { loadCatalogue } from '@app/catalogue';
import { stageTwo, type StageTwoLine } from '@app/monitoring';
import { digestOf } from '../matching-run/digest.js';
import { comparableOf } from '../monitoring/comparable.js';
import type { DenominatorRecord } from '../monitoring/coverage.js';
import type { ProgrammeData } from '../monitoring/programme-data.js';
import { MONITORING_ENGINE_VERSION } from '../reports/engine-version.js';
import { dataQuality, type DataQuality } from './data-quality.js';
import { pairCounts, type PairCounts } from './pair-counts.js';
import { processQuality, type ProcessQuality } from './process-quality.js';
import { strategyEvidence, type ScoreRecord, type StrategyEvidence } from './strategy-evidence.js';
import { programmeCoverage, type ProgrammeCoverage } from './programme-coverage.js';

/** All that a programme's report is made from. */
export interface MonitoringInput {
  cutOff: string;
  data: ProgrammeData;
  /** Of the academic year of the cut-off. */
  denominators: DenominatorRecord[];
  /** Of the pairs that people accepted from suggestions, ordered by mentor and mentee. */
  scores: ScoreRecord[];
}

/** The report as it is frozen (statistics.md §7): the same input gives the same bytes. */
export interface MonitoringBody {
  catalogueVersion: string;
  engineVersion: string;
  coverage: ProgrammeCoverage;
  pairs: PairCounts;
  stage1: ProcessQuality;
  stage2: (StageTwoLine & { title: string })[];
  strategy: StrategyEvidence;
  quality: DataQuality;
}

export interface MadeReport<Body> {
  /** SHA-256 of the input and of the catalogue that it was read with. */
  dataDigest: string;
  body: Body;
}

/** Makes a programme's report. Pure but for the catalogue; heavy enough to run in a thread of its own. */
export function monitoringReport({
  cutOff,
  data,
  denominators,
  scores,
}: MonitoringInput): MadeReport<MonitoringBody> {
  const catalogue = loadCatalogue();
  const comparable = comparableOf(data, catalogue, cutOff);
  const titles = new Map(comparable.measures.map(({ indicator, title }) => [indicator, title]));
  const lines = stageTwo({
    enrolled: comparable.enrolled,
    measurements: comparable.measurements,
    measures: comparable.measures,
    term: { start: data.programme.startsOn, end: data.programme.endsOn },
    windows: data.programme.windows,
    fewestForInference: catalogue.data.stage2.inferFrom,
    signedRankBelow: catalogue.data.stage2.signedRankBelow,
    sizeBounds: catalogue.data.stage2.sizeWords,
  });
  return {
    dataDigest: digestOf({ cutOff, data, denominators, scores, catalogue: catalogue.digest }),
    body: {
      catalogueVersion: catalogue.version,
      engineVersion: MONITORING_ENGINE_VERSION,
      coverage: programmeCoverage(comparable, catalogue, denominators, cutOff),
      pairs: pairCounts(comparable.standings, catalogue),
      stage1: processQuality(data, comparable, catalogue, cutOff),
      stage2: lines.map(({ indicator, ...line }) => ({
        indicator,
        title: titles.get(indicator) ?? indicator,
        ...line,
      })),
      strategy: strategyEvidence(comparable, catalogue, scores, data.programme.windows),
      quality: dataQuality(data, comparable, catalogue, cutOff),
    },
  };
}
