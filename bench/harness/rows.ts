import type { Score } from './contest.js';

/** What one side needed. */
export interface Side {
  /** The variant that counts: the quickest right one. */
  variant?: string;
  cpuSeconds?: number;
  /** Stopped after this long without an end. */
  stoppedAfterSeconds?: number;
  rssMb?: number;
  figures?: Record<string, number>;
}

/** One line of a benchmark's table: a comparison with a peer, or a figure of our own. */
export interface Row {
  work: string;
  /** `null` where the aim is a figure of our own. */
  peer: string | null;
  /** Ours / theirs in processor time; `null` without a peer. Where the peer was stopped, the truth is below it. */
  ratio: number | null;
  /** A figure of our own with its unit. */
  value?: number;
  unit?: string;
  /** The most (or, for a rate, the least) that is aimed at; `null` where there is no aim. */
  aim: number | null;
  stretch?: number;
  /** The most, where `aim` is the least of a range. */
  aimTo?: number;
  met: boolean | null;
  stretchMet?: boolean;
  ours: Side;
  theirs: Side | null;
  /** How often ours and the peer's best ran. */
  runs: number;
}

export interface Aim {
  aim: number;
  stretch?: number;
}

/** A figure of our own that should lie in a range, such as the coverage of an interval. */
export function rangeRow(
  work: string,
  value: number,
  unit: string,
  [from, to]: [number, number],
  runs: number,
): Row {
  return {
    work,
    peer: null,
    ratio: null,
    value: rounded(value),
    unit,
    aim: from,
    aimTo: to,
    met: value >= from && value <= to,
    ours: {},
    theirs: null,
    runs,
  };
}

/** The quickest right variant of a peer; failing that, the one that was stopped last. */
export function bestOfPeer(scores: readonly Score[], peer: string): Score | null {
  const own = scores.filter((one) => one.contestant.peer === peer);
  const finished = own.filter((one) => one.cpuSeconds !== null).sort((a, b) => a.cpuSeconds! - b.cpuSeconds!);
  const stopped = own
    .filter((one) => one.atLeastSeconds !== null)
    .sort((a, b) => b.atLeastSeconds! - a.atLeastSeconds!);
  return finished[0] ?? stopped[0] ?? null;
}

/** What a row says of one side. */
export function sideOf(score: Score): Side {
  const { cpuSeconds, atLeastSeconds, rssMb, figures, method } = score;
  return {
    variant: method ?? score.contestant.variant,
    ...(cpuSeconds !== null ? { cpuSeconds: rounded(cpuSeconds) } : {}),
    ...(cpuSeconds === null && atLeastSeconds !== null
      ? { stoppedAfterSeconds: rounded(atLeastSeconds) }
      : {}),
    ...(rssMb !== null ? { rssMb: Math.round(rssMb) } : {}),
    ...(Object.keys(figures).length > 0 ? { figures } : {}),
  };
}

/** Ours against one peer's best; `null` where either side has no figure at all. */
export function ratioRow(
  work: string,
  scores: readonly Score[],
  peer: string,
  aim: Aim | null,
  ours = 'ours',
): Row | null {
  const us = bestOfPeer(scores, ours);
  const them = bestOfPeer(scores, peer);
  const theirSeconds = them?.cpuSeconds ?? them?.atLeastSeconds ?? null;
  if (us?.cpuSeconds == null || !them || theirSeconds === null) return null;
  const ratio = rounded(us.cpuSeconds / theirSeconds);
  return {
    work,
    peer,
    ratio,
    ...judged(aim, (limit) => ratio <= limit),
    ours: sideOf(us),
    theirs: sideOf(them),
    runs: Math.min(us.runs, Math.max(1, them.runs)),
  };
}

/** A figure of our own against an aim: at most for times and memory, at least for rates (`atLeast`). */
export function figureRow(
  work: string,
  value: number,
  unit: string,
  aim: (Aim & { atLeast?: boolean }) | null,
  detail: { ours?: Side; runs: number },
): Row {
  const reaches = (limit: number): boolean => (aim?.atLeast ? value >= limit : value <= limit);
  return {
    work,
    peer: null,
    ratio: null,
    value: rounded(value),
    unit,
    ...judged(aim, reaches),
    ours: detail.ours ?? {},
    theirs: null,
    runs: detail.runs,
  };
}

function judged(
  aim: Aim | null,
  reaches: (limit: number) => boolean,
): Pick<Row, 'aim' | 'stretch' | 'met' | 'stretchMet'> {
  if (!aim) return { aim: null, met: null };
  const met = reaches(aim.aim);
  return aim.stretch === undefined
    ? { aim: aim.aim, met }
    : { aim: aim.aim, stretch: aim.stretch, met, stretchMet: reaches(aim.stretch) };
}

/** Four significant digits: more would be noise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** Processor seconds as text, `>` where the side was stopped. */
export function secondsOf(side: Side | null): string {
  if (!side) return '';
  if (side.cpuSeconds !== undefined) return side.cpuSeconds.toPrecision(3);
  return side.stoppedAfterSeconds === undefined ? '' : `> ${side.stoppedAfterSeconds.toPrecision(3)}`;
}

/** Whether the aim is met, ° the stretch; empty without an aim. */
export function verdictOf(row: Row): string {
  if (row.met === null) return '';
  if (row.stretchMet) return 'met °';
  return row.met ? 'met' : 'NOT MET';
}

/** The ratio, or the figure with its unit. */
export function figureOf(row: Row): string {
  if (row.ratio === null) return `${row.value} ${row.unit}`;
  return row.theirs?.stoppedAfterSeconds === undefined ? String(row.ratio) : `< ${row.ratio}`;
}

export function aimOf(row: Row): string {
  if (row.aim === null) return '';
  if (row.aimTo !== undefined) return `${row.aim}–${row.aimTo}`;
  return row.stretch === undefined ? String(row.aim) : `${row.aim} (${row.stretch}°)`;
}
