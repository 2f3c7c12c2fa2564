import fc from 'fast-check';
import { chooseMeetings } from './choose.js';
import { planMeetings, slotsFor } from './plan.js';
import { shortlist } from './shortlist.js';
import type { MeetingRoom, WantedMeeting } from './types.js';

const meeting = (mentor: string, mentee: string, points = 100, rank = 1): WantedMeeting => ({
  mentor,
  mentee,
  points,
  rank,
});

/** Rounds of up to so many mentors and mentees, everybody with at most one meeting with each. */
const rounds = (mentors: number, mentees: number) =>
  fc
    .uniqueArray(fc.tuple(fc.nat(mentors - 1), fc.nat(mentees - 1)), {
      selector: (pair) => pair.join(),
      maxLength: 60,
    })
    .chain((pairs) =>
      fc.tuple(
        ...pairs.map(([j, i]) => fc.tuple(fc.constant(`m${j}`), fc.constant(`e${i}`), fc.nat(9), fc.nat(3))),
      ),
    )
    .map((all) => all.map(([mentor, mentee, points, rank]) => meeting(mentor, mentee, points, rank + 1)));

const rooms = fc.record({
  slots: fc.integer({ min: 1, max: 8 }),
  places: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
});

const degrees = (meetings: readonly WantedMeeting[]) => {
  const counts = new Map<string, number>();
  for (const { mentor, mentee } of meetings)
    for (const id of [mentor, mentee]) counts.set(id, (counts.get(id) ?? 0) + 1);
  return Math.max(0, ...counts.values());
};

const fits = (meetings: readonly WantedMeeting[], { slots, places }: MeetingRoom) =>
  degrees(meetings) <= slots && (places === undefined || meetings.length <= places * slots);

const worth = (meetings: readonly WantedMeeting[]) => [
  meetings.filter(({ rank }) => rank === 1).length,
  meetings.reduce((sum, { points }) => sum + points + 1, 0),
];

describe('a round of quick meetings', () => {
  it('[S3-08] puts nobody in two places at once, and no two meetings at one place', () => {
    fc.assert(
      fc.property(rounds(8, 8), rooms, (wanted, room) => {
        const { meetings, dropped } = planMeetings(wanted, room);
        for (const what of ['mentor', 'mentee', 'place'] as const) {
          const taken = meetings.map((one) => `${one.slot} ${one[what]}`);
          expect(new Set(taken).size).toBe(taken.length);
        }
        for (const { slot, place } of meetings) {
          expect(slot).toBeLessThan(room.slots);
          expect(place).toBeGreaterThanOrEqual(1);
          if (room.places !== undefined) expect(place).toBeLessThanOrEqual(room.places);
        }
        const key = ({ mentor, mentee }: WantedMeeting) => `${mentor} ${mentee}`;
        expect([...meetings, ...dropped].map(key).sort()).toEqual(wanted.map(key).sort());
      }),
    );
  });

  it('[S3-08] needs no more slots than anybody has meetings, or than the places ask for (König, de Werra)', () => {
    fc.assert(
      fc.property(
        rounds(9, 9),
        fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
        (wanted, places) => {
          const least = Math.max(
            degrees(wanted),
            places === undefined ? 0 : Math.ceil(wanted.length / places),
          );
          const plan = planMeetings(wanted, { slots: 100, places });
          expect(plan).toMatchObject({ slotsUsed: least, slotsNeeded: least, dropped: [] });
          const sizes = Array.from(
            { length: least },
            (_, slot) => plan.meetings.filter((one) => one.slot === slot).length,
          );
          expect(Math.max(0, ...sizes) - Math.min(...sizes, wanted.length)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('drops what is worth least where the slots do not suffice, as trying all of it shows', () => {
    const small = rounds(4, 4).filter((wanted) => wanted.length <= 10);
    fc.assert(
      fc.property(
        small,
        fc.record({
          slots: fc.integer({ min: 1, max: 3 }),
          places: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
        }),
        (wanted, room) => {
          const kept = chooseMeetings(wanted, room);
          const own = wanted.filter((_, k) => kept[k]);
          expect(fits(own, room)).toBe(true);
          let best = [0, 0];
          for (let set = 0; set < 2 ** wanted.length; set++) {
            const other = wanted.filter((_, k) => (set >> k) & 1);
            const value = worth(other);
            if (fits(other, room) && (value[0]! > best[0]! || (value[0] === best[0] && value[1]! > best[1]!)))
              best = value;
          }
          expect(worth(own)).toEqual(best);
        },
      ),
    );
  });

  it('is the same whatever the order in which the meetings are told', () => {
    fc.assert(
      fc.property(rounds(6, 6), rooms, (wanted, room) => {
        expect(planMeetings([...wanted].reverse(), room)).toEqual(planMeetings(wanted, room));
      }),
    );
  });

  it('keeps a mentor at one table where there are enough', () => {
    const wanted = ['e1', 'e2', 'e3'].flatMap((mentee) =>
      ['m1', 'm2', 'm3'].map((mentor) => meeting(mentor, mentee)),
    );
    const { meetings } = planMeetings(wanted, { slots: 3, places: 3 });
    for (const mentor of ['m1', 'm2', 'm3'])
      expect(new Set(meetings.filter((one) => one.mentor === mentor).map((one) => one.place)).size).toBe(1);
  });

  it('plans two thousand mentees who meet five mentors each within seconds', () => {
    const wanted = Array.from({ length: 10_000 }, (_, k) =>
      meeting(`m${(k * 7 + Math.floor(k / 5)) % 400}`, `e${Math.floor(k / 5)}`, k % 100, (k % 5) + 1),
    );
    const started = performance.now();
    const plan = planMeetings(wanted, { slots: 40, places: 300 });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(plan.slotsUsed).toBe(slotsFor(wanted, 300));
  });

  it('knows no slots of which there are none, and no two meetings of the same two', () => {
    expect(() => planMeetings([], { slots: 0 })).toThrow(RangeError);
    expect(() => planMeetings([], { slots: 1, places: 0 })).toThrow(RangeError);
    expect(() => planMeetings([meeting('m', 'e'), meeting('m', 'e')], { slots: 2 })).toThrow(RangeError);
    expect(planMeetings([], { slots: 1 })).toEqual({
      meetings: [],
      dropped: [],
      slotsUsed: 0,
      slotsNeeded: 0,
    });
  });
});

describe('the shortlist of a round', () => {
  const of = (mentee: string, ...mentors: string[]) => ({
    mentee,
    mentors: mentors.map((mentor, place) => ({ mentor, points: 9 - place })),
  });

  it('is what the engine chose, filled up with the best of the rest, and nobody who was ruled out', () => {
    const wanted = shortlist(
      [of('e1', 'm1', 'm2')],
      [of('e1', 'm3', 'm1', 'm4', 'm5'), of('e2', 'm1', 'm2')],
      3,
      (mentor) => mentor !== 'm2',
    );
    expect(wanted.map(({ mentee, mentor, rank }) => `${mentee} ${mentor} ${rank}`)).toEqual([
      'e1 m1 1',
      'e1 m3 2',
      'e1 m4 3',
      'e2 m1 1',
    ]);
  });
});
