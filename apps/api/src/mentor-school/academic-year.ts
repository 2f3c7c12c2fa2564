const SEPTEMBER = 9;

/** `2026/27` of any day from 1 September 2026 to 31 August 2027. */
export function academicYearOf(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const first = month >= SEPTEMBER ? year : year - 1;
  return `${first}/${String((first + 1) % 100).padStart(2, '0')}`;
}

/** The day of an academic year that a calendar calls `MM-DD`; 29 February is the 28th where there is none. */
export function dayInYear(academicYear: string, monthAndDay: string): string {
  const first = Number(academicYear.slice(0, 4));
  const [month = 1, date = 1] = monthAndDay.split('-').map(Number);
  const year = month >= SEPTEMBER ? first : first + 1;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1, Math.min(date, last))).toISOString().slice(0, 10);
}
