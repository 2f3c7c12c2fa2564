import type { Numerator, Target } from '@app/contracts';
import type { EntryRecord } from './programme-data.js';

/** One person in one role, with what a coverage figure may ask about them. */
export interface CoveredPerson {
  person: string;
  role: 'mentor' | 'mentee';
  birthYear: number | null;
  entry: EntryRecord | undefined;
}

/** A number from outside the banks, as the organisation gave it. */
export interface DenominatorRecord {
  code: string;
  value: number;
  asOf: string;
  source: string;
}

/**
 * Whether a person is counted by a coverage figure. An unknown age or experience is not counted.
 * @param year the calendar year in which ages are taken.
 */
export function isCounted(
  numerator: Numerator,
  { role, birthYear, entry }: CoveredPerson,
  year: number,
): boolean {
  const { personKinds, categories, age, experienceYears } = numerator;
  if (role !== numerator.role || !entry) return false;
  return (
    (personKinds === undefined || personKinds.includes(entry.personKind)) &&
    (categories === undefined || categories.some((category) => entry.categories.includes(category))) &&
    within(age, birthYear === null ? null : year - birthYear) &&
    within(experienceYears, entry.experienceYears)
  );
}

function within(range: [number, number] | undefined, value: number | null): boolean {
  return range === undefined || (value !== null && value >= range[0] && value <= range[1]);
}

/** The target of the year, or of the last year before it that has one. */
export function targetFor(
  target: Target,
  year: number,
): { year: number; value: number | null; source: string } | null {
  const known = target.values.filter((value) => value.year <= year).sort((a, b) => a.year - b.year);
  return known.at(-1) ?? null;
}

/** `2026/27` for every day from 1 September 2026 to 31 August 2027. */
export function academicYearOf(day: string): string {
  const year = Number(day.slice(0, 4));
  const start = day.slice(5) >= '09-01' ? year : year - 1;
  return `${start}/${String((start + 1) % 100).padStart(2, '0')}`;
}

/** First and last day of an academic year (`2026/27`). */
export function daysOfAcademicYear(academicYear: string): { from: string; to: string } {
  const start = Number(academicYear.slice(0, 4));
  return { from: `${start}-09-01`, to: `${start + 1}-08-31` };
}
