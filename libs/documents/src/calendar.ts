/** One entry of a calendar: whole days, without a time. */
export interface CalendarEvent {
  /** The same event always has the same id, so that a calendar which is read again does not have it twice. */
  id: string;
  /** `YYYY-MM-DD`, both inclusive. */
  startsOn: string;
  endsOn: string;
  title: string;
  description?: string | undefined;
  isDone?: boolean | undefined;
}

const MEDIA_TYPE = 'text/calendar; charset=utf-8';
export { MEDIA_TYPE as CALENDAR_MEDIA_TYPE };

/** A line is at most so many bytes long, without its end. */
const LONGEST = 75;

/**
 * A calendar file as RFC 5545 has it, with whole-day events that do not make anybody busy.
 * @param madeAt when the events were last changed, as far as readers are to know
 */
export function toCalendar(name: string, events: readonly CalendarEvent[], madeAt: Date): string {
  const stamp = `${madeAt.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Nastavnik//Nastavnik//RU',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap((event) => linesOf(event, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function linesOf(
  { id, startsOn, endsOn, title, description, isDone }: CalendarEvent,
  stamp: string,
): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${id}@nastavnik`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(startsOn)}`,
    // The end of a whole-day event is the day after it.
    `DTEND;VALUE=DATE:${compact(dayAfter(endsOn))}`,
    `SUMMARY:${escaped(isDone ? `✓ ${title}` : title)}`,
    ...(description === undefined ? [] : [`DESCRIPTION:${escaped(description)}`]),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

const compact = (day: string): string => day.replaceAll('-', '');

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

/** Text of a property (RFC 5545 §3.3.11); other control characters have no place in it. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** Every control character but the end of a line. */
const CONTROL = /(?!\n)\p{Cc}/gu;

/** A long line in parts that begin with a space, none of which cuts a letter in two (RFC 5545 §3.1). */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > LONGEST) {
      parts.push(part);
      [part, bytes] = [' ', 1];
    }
    part += letter;
    bytes += size;
  }
  return [...parts, part].join('\r\n');
}
