import { slotsOf } from './slots.js';

const matching = '0192f1c0-0000-7000-8000-000000000001';

describe('the slots of a round of quick meetings', () => {
  it('follow each other with breaks, past midnight too', () => {
    const series = { firstStartsAt: '2026-09-30T23:40', minutes: 10, breakMinutes: 5, count: 3 };
    expect(slotsOf({ matching, series })).toEqual([
      { startsAt: '2026-09-30T23:40', endsAt: '2026-09-30T23:50' },
      { startsAt: '2026-09-30T23:55', endsAt: '2026-10-01T00:05' },
      { startsAt: '2026-10-01T00:10', endsAt: '2026-10-01T00:20' },
    ]);
  });

  it('stand in the order of time and do not overlap', () => {
    const slots = [
      { startsAt: '2026-09-30T15:00', minutes: 20 },
      { startsAt: '2026-09-30T14:00', minutes: 60 },
    ];
    expect(slotsOf({ matching, slots })).toMatchObject([
      { startsAt: '2026-09-30T14:00', endsAt: '2026-09-30T15:00' },
      { startsAt: '2026-09-30T15:00' },
    ]);
    expect(
      slotsOf({ matching, slots: [slots[0]!, { startsAt: '2026-09-30T15:10', minutes: 5 }] }),
    ).toMatchObject([{ field: 'slots[1].startsAt', code: 'date-order' }]);
  });

  it('are told in one way', () => {
    const series = { firstStartsAt: '2026-09-30T14:00', minutes: 10, breakMinutes: 0, count: 1 };
    expect(slotsOf({ matching })).toMatchObject([{ field: 'slots', code: 'required' }]);
    expect(slotsOf({ matching, series, slots: [] })).toMatchObject([
      { field: 'series', code: 'not-allowed' },
    ]);
  });
});
