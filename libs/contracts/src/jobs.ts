/**
 * Every queue with its one job, in one place. A job carries ids only: no names, no answers
 * (queues keep payloads in clear text). At boot the worker compares this list with its processors.
 */
export interface RunJob {
  /** Id of the `run` row that the job stands for. */
  run: string;
  /** Tenant of the run; null for a region's run. */
  organisation: string | null;
  /** Region of the run; always present. */
  region: string;
}

/** A child of a region's matching: one of its independent components. */
export interface RegionMatchingPartJob extends RunJob {
  part: number;
}

export const QUEUES = {
  import: 'import-run',
  fileMarking: 'file-marking',
  matching: 'matching-run',
  monitoringReport: 'monitoring-report',
  effectivenessReport: 'effectiveness-report',
  question: 'matching-question',
  regionMatching: 'region-matching',
  regionMatchingPart: 'region-matching-part',
  continuedSearch: 'continued-search',
  meetingRound: 'meeting-round',
  programmeQuestion: 'programme-question',
} as const;
export type QueueName = (typeof QUEUES)[keyof typeof QUEUES];
export const QUEUE_NAMES: readonly QueueName[] = Object.values(QUEUES);
