import type { CreateMeetingRoundDto, FieldError, MeetingSlot } from '@app/contracts';

/**
 * The slots of a round in the order of time, from a list or from a series.
 * @returns what is wrong instead: none or both are told, or slots that overlap
 */
export function slotsOf({ slots, series }: CreateMeetingRoundDto): MeetingSlot[] | FieldError[] {
  if (slots && series) return [{ field: 'series', code: 'not-allowed', message: '' }];
  if (series) {
    const step = series.minutes + series.breakMinutes;
    return Array.from({ length: series.count }, (_, i) =>
      slotFrom(later(series.firstStartsAt, i * step), series.minutes),
    );
  }
  if (!slots) return [{ field: 'slots', code: 'required', message: '' }];
  const made = slots
    .map(({ startsAt, minutes }, i) => ({ ...slotFrom(startsAt, minutes), i }))
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const overlapping = made.filter((slot, at) => at > 0 && slot.startsAt < made[at - 1]!.endsAt);
  if (overlapping.length > 0)
    return overlapping.map(({ i }): FieldError => ({
      field: `slots[${i}].startsAt`,
      code: 'date-order',
      message: '',
    }));
  return made.map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));
}

export const isSlot = (one: MeetingSlot | FieldError): one is MeetingSlot => 'startsAt' in one;

const slotFrom = (startsAt: string, minutes: number): MeetingSlot => ({
  startsAt,
  endsAt: later(startsAt, minutes),
});

/** A time of the clock so many minutes later: the clock is the region's, which plays no part in it. */
function later(time: string, minutes: number): string {
  return new Date(Date.parse(`${time}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
}
