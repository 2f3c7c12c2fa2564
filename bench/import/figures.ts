/** What one import came to, in a process of its own. */
export interface ImportFigures {
  /** Reading, checking and staging: by the clock, and processor time of the process. */
  stagingSeconds: number;
  stagingCpuSeconds: number;
  /** All of it, by the clock. */
  seconds: number;
  cpuSeconds: number;
  /** Resident before the import, and at most. */
  idleMb: number;
  peakMb: number;
  counts: { accepted: number; rejected: number; created: number; unchanged: number };
}

/** What one COPY came to, by the clock. */
export interface CopyFigures {
  seconds: number;
}
