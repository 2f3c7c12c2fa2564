const MONTHS = [
  'января',
  'февраля',
  'марта',
  'апреля',
  'мая',
  'июня',
  'июля',
  'августа',
  'сентября',
  'октября',
  'ноября',
  'декабря',
];

/** «20 сентября 2026 г.» of `2026-09-20`. */
export function dayInWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(date)}\u00a0${MONTHS[Number(month) - 1] ?? month}\u00a0${year}\u00a0г.`;
}

/** «20.09.2026» of `2026-09-20`. */
export function dayInDigits(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${date}.${month}.${year}`;
}

/** A day as Excel keeps it: midnight of no zone. */
export const dayAsDate = (day: string | null): Date | null =>
  day === null ? null : new Date(`${day}T00:00:00Z`);
