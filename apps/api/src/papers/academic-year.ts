/** The academic year of a day: `2026/27` runs from 1 September to 31 August. */
export function academicYearOf(day: string): string {
  const year = Number(day.slice(0, 4));
  const first = day.slice(5) >= '09-01' ? year : year - 1;
  return `${first}/${String((first + 1) % 100).padStart(2, '0')}`;
}

/** First and last day of an academic year. */
export function daysOfYear(academicYear: string): { from: string; to: string } {
  const first = Number(academicYear.slice(0, 4));
  return { from: `${first}-09-01`, to: `${first + 1}-08-31` };
}

/** Whole months from one day to another, counted up to the part of a month that has begun. */
export function monthsBetween(from: string, to: string): number {
  const [a, b] = [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)];
  if (b < a) return 0;
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return b.getUTCDate() >= a.getUTCDate() ? months + 1 : months;
}
