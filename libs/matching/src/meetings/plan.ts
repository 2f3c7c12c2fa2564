import { byWorth, chooseMeetings } from './choose.js';
import { colourMeetings } from './colour.js';
import {
  graphOf,
  mostMeetings,
  type MeetingPlan,
  type MeetingRoom,
  type PlannedMeeting,
  type WantedMeeting,
} from './types.js';

/**
 * A schedule of quick meetings: nobody in two places at once, at most `places` meetings at a time, in the fewest slots
 * that can be: as many as anybody has meetings, or as the places ask for (König's theorem; with places, de Werra's). The
 * slots are evenly filled; first choices come early, and a mentor stays at one place as far as it goes. Where the slots
 * do not suffice, the meetings that are worth least are dropped (`chooseMeetings`).
 *
 * The same meetings in any order give the same plan.
 *
 * @throws RangeError for fewer than one slot or place, or two people who are to meet twice
 */
export function planMeetings(wanted: readonly WantedMeeting[], room: MeetingRoom): MeetingPlan {
  if (!(room.slots >= 1)) throw new RangeError(`${room.slots} slots: there must be at least one`);
  if (room.places !== undefined && !(room.places >= 1))
    throw new RangeError(`${room.places} places: there must be at least one`);
  const sorted = byWorth(wanted).map((k) => wanted[k]!);
  const slotsNeeded = slotsFor(sorted, room.places);
  const kept = slotsNeeded <= room.slots ? sorted.map(() => true) : chooseMeetings(sorted, room);
  const meetings = sorted.filter((_, k) => kept[k]);
  const slotsUsed = slotsFor(meetings, room.places);
  return {
    meetings: seat(meetings, inSlots(meetings, slotsUsed), room.places),
    dropped: sorted.filter((_, k) => !kept[k]),
    slotsUsed,
    slotsNeeded,
  };
}

/** The fewest slots for all of the meetings. */
export function slotsFor(meetings: readonly WantedMeeting[], places?: number): number {
  const most = mostMeetings(graphOf(meetings));
  return places === undefined ? most : Math.max(most, Math.ceil(meetings.length / places));
}

/** The slot of each meeting; the slots with the most first choices are the first. */
function inSlots(meetings: readonly WantedMeeting[], slots: number): number[] {
  const colours = colourMeetings(graphOf(meetings), slots);
  const firstChoices = new Array<number>(slots).fill(0);
  meetings.forEach(({ rank }, k) => {
    if (rank === 1) firstChoices[colours[k]!]!++;
  });
  const order = firstChoices
    .map((_, colour) => colour)
    .sort((a, b) => firstChoices[b]! - firstChoices[a]! || a - b);
  const slotOf = new Map(order.map((colour, slot) => [colour, slot]));
  return Array.from(colours, (colour) => slotOf.get(colour)!);
}

/** Gives every meeting a place: a mentor's own where there are enough, else the one that they had before if it is free. */
function seat(
  meetings: readonly WantedMeeting[],
  slots: readonly number[],
  places?: number,
): PlannedMeeting[] {
  const mentors = [...new Set(meetings.map((one) => one.mentor))].sort();
  const home = new Map<string, number>();
  if (places === undefined || mentors.length <= places) mentors.forEach((id, j) => home.set(id, j + 1));
  const planned: PlannedMeeting[] = [];
  const bySlot = new Map<number, WantedMeeting[]>();
  meetings.forEach((one, k) => bySlot.set(slots[k]!, [...(bySlot.get(slots[k]!) ?? []), one]));
  for (const slot of [...bySlot.keys()].sort((a, b) => a - b)) {
    const taken = new Set<number>();
    const waiting: WantedMeeting[] = [];
    const put = (one: WantedMeeting, place: number) => {
      taken.add(place);
      home.set(one.mentor, place);
      planned.push({ ...one, slot, place });
    };
    for (const one of bySlot.get(slot)!) {
      const own = home.get(one.mentor);
      if (own === undefined || taken.has(own)) waiting.push(one);
      else put(one, own);
    }
    let place = 1;
    for (const one of waiting) {
      while (taken.has(place)) place++;
      put(one, place);
    }
  }
  return planned.sort((a, b) => a.slot - b.slot || a.place - b.place);
}
