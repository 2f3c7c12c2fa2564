import { toCalendar } from './calendar.js';

const MADE_AT = new Date('2026-11-24T20:00:00.123Z');
const event = { id: 'a-1', startsOn: '2026-12-30', endsOn: '2026-12-31', title: 'Этап' };

describe('a calendar file', () => {
  it('has whole days, whose end is the day after the last', () => {
    expect(toCalendar('Дорожная карта', [event], MADE_AT).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Nastavnik//Nastavnik//RU',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-CALNAME:Дорожная карта',
      'BEGIN:VEVENT',
      'UID:a-1@nastavnik',
      'DTSTAMP:20261124T200000Z',
      'DTSTART;VALUE=DATE:20261230',
      'DTEND;VALUE=DATE:20270101',
      'SUMMARY:Этап',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('lets no text become a line of its own', () => {
    const text = toCalendar('К', [{ ...event, title: 'а;б,в\\г\r\nEND:VEVENT\u0007' }], MADE_AT);
    expect(text).toContain('\r\nSUMMARY:а\\;б\\,в\\\\г\\nEND:VEVENT\r\n');
    expect(text.match(/^END:VEVENT\r$/gm)).toHaveLength(1);
  });

  it('folds long lines at 75 bytes without cutting a letter', () => {
    const title = 'Определение способов развития наставников 🙂 и согласование их с наставниками'.repeat(3);
    const text = toCalendar('К', [{ ...event, title }], MADE_AT);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text).not.toContain('\ufffd');
    expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}\r\n`);
  });
});
