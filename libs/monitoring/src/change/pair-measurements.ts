import { targetBand } from '../scoring/index.js';
import type { ChangePair, Day, Measure, Role } from './measure.js';

/** A person of a pair that reached `running`, once per person × programme × role. */
export interface Enrolled {
  person: string;
  role: Role;
  /** The mentor they share with others; for a mentor, themselves. */
  cluster: string;
  /** The earliest day of `running`. */
  start: Day;
  /** The latest day of completed, terminated or replaced; else the programme's last day. */
  end: Day;
  /** Grade at entry, for bands that depend on it. */
  grade?: number | null;
}

export interface Measurement {
  person: string;
  role: Role;
  indicator: string;
  topic?: string | null;
  instrument: string | null;
  version: string | null;
  /** Kind of respondent; `null` for register values. */
  respondent?: string | null;
  wave: 'entry' | 'exit';
  value: number;
  measuredOn: Day;
}

/** Days around start and end within which a measurement counts (`statistics.md` §2). */
export interface Windows {
  entryBeforeStart: number;
  entryAfterStart: number;
  exitBeforeEnd: number;
  exitAfterEnd: number;
}

export const DEFAULT_WINDOWS: Windows = {
  entryBeforeStart: 120,
  entryAfterStart: 30,
  exitBeforeEnd: 30,
  exitAfterEnd: 120,
};

/** Why a person who has data at both waves makes no pair. */
export type Exclusion =
  | 'outside-window'
  | 'exit-not-after-entry'
  | 'instrument-mismatch'
  | 'version-mismatch'
  | 'respondent-mismatch'
  | 'no-band';

export type Pairing =
  | { status: 'pair'; pair: ChangePair; exitOn: Day }
  | { status: 'excluded'; reason: Exclusion }
  | { status: 'incomplete' };

/** Days from `a` to `b`; calendar days in UTC, so no clock change shifts them. */
export function daysBetween(a: Day, b: Day): number {
  return (Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000;
}

/**
 * Makes the pair of one person from their measurements of one measure (same instrument, version and kind of
 * respondent): of the entries inside the window the one nearest the start, of the later exits inside the window
 * the one nearest the end. Equal distances: the earlier entry, the later exit, then the lower value, so that the
 * order of rows does not matter.
 */
export function pairPerson(
  enrolled: Enrolled,
  measurements: readonly Measurement[],
  measure: Pick<Measure, 'direction' | 'band'>,
  windows: Windows = DEFAULT_WINDOWS,
): Pairing {
  const entries = measurements.filter((m) => m.wave === 'entry');
  const exits = measurements.filter((m) => m.wave === 'exit');
  if (entries.length === 0 || exits.length === 0) return { status: 'incomplete' };
  const entry = entries
    .filter((m) =>
      within(daysBetween(enrolled.start, m.measuredOn), windows.entryBeforeStart, windows.entryAfterStart),
    )
    .sort((a, b) => nearest(enrolled.start, a, b) || compareDays(a, b) || a.value - b.value)[0];
  const inWindow = exits.filter((m) =>
    within(daysBetween(enrolled.end, m.measuredOn), windows.exitBeforeEnd, windows.exitAfterEnd),
  );
  if (!entry || inWindow.length === 0) return { status: 'excluded', reason: 'outside-window' };
  const exit = inWindow
    .filter((m) => m.measuredOn > entry.measuredOn)
    .sort((a, b) => nearest(enrolled.end, a, b) || compareDays(b, a) || a.value - b.value)[0];
  if (!exit) return { status: 'excluded', reason: 'exit-not-after-entry' };
  const pair: ChangePair = {
    person: enrolled.person,
    cluster: enrolled.cluster,
    x: entry.value,
    y: exit.value,
  };
  if (measure.direction !== 'band') return { status: 'pair', pair, exitOn: exit.measuredOn };
  const band = targetBand(measure.band, enrolled.grade ?? null);
  if (!band) return { status: 'excluded', reason: 'no-band' };
  return { status: 'pair', pair: { ...pair, band }, exitOn: exit.measuredOn };
}

/**
 * Why a person with only one wave of this measure, but the other wave of the same indicator under another
 * instrument, version or respondent, cannot be compared; `null` when there is no such other wave.
 */
export function mismatchOf(
  own: readonly Measurement[],
  sameIndicator: readonly Measurement[],
): Exclusion | null {
  const mine = own[0];
  if (!mine) return null;
  const others = sameIndicator.filter((m) => m.wave !== mine.wave);
  if (own.some((m) => m.wave !== mine.wave) || others.length === 0) return null;
  const sameInstrument = others.filter((m) => m.instrument === mine.instrument);
  if (sameInstrument.length === 0) return 'instrument-mismatch';
  return sameInstrument.some((m) => m.version === mine.version) ? 'respondent-mismatch' : 'version-mismatch';
}

function within(days: number, before: number, after: number): boolean {
  return days >= -before && days <= after;
}

function nearest(day: Day, a: Measurement, b: Measurement): number {
  return Math.abs(daysBetween(day, a.measuredOn)) - Math.abs(daysBetween(day, b.measuredOn));
}

function compareDays(a: Measurement, b: Measurement): number {
  return a.measuredOn < b.measuredOn ? -1 : a.measuredOn > b.measuredOn ? 1 : 0;
}
