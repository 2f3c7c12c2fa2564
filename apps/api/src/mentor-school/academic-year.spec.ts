import { academicYearOf, dayInYear } from './academic-year.js';

describe('an academic year', () => {
  it('begins on 1 September and ends on 31 August', () => {
    expect(academicYearOf('2026-09-01')).toBe('2026/27');
    expect(academicYearOf('2027-08-31')).toBe('2026/27');
    expect(academicYearOf('2026-08-31')).toBe('2025/26');
    expect(academicYearOf('2099-12-01')).toBe('2099/00');
  });

  it('knows the day of an event of the calendar', () => {
    expect(dayInYear('2026/27', '09-01')).toBe('2026-09-01');
    expect(dayInYear('2026/27', '06-30')).toBe('2027-06-30');
    expect(dayInYear('2026/27', '02-29')).toBe('2027-02-28');
    expect(dayInYear('2027/28', '02-29')).toBe('2028-02-29');
  });
});
