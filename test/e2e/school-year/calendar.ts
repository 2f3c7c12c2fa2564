/** Days of a school year in which today is the second month: the search for mentors works in open programmes only. */
const DAY_MS = 86_400_000;
const today = new Date().toISOString().slice(0, 10);

const plus = (days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

export const CONSENTED = plus(-80);
export const MATCHED = plus(-65);
export const ENTRY = plus(-62);
export const STARTS = plus(-55);
export const TODAY = today;
export const ENDS = plus(185);
export const EXIT = plus(190);
export const EXTENDED_UNTIL = plus(260);
export const CUT_OFF = plus(300);

/** The academic year that a day belongs to, such as `2026/27`. */
export function academicYear(day: string): string {
  const year = Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0);
  return `${year}/${String((year + 1) % 100).padStart(2, '0')}`;
}
