import type { PairPlan, PairPlanConsent } from '@app/persistence';
import { isBinding, standingsOf } from './plans.js';
import type { PlanVersion } from './plans.js';

const version = (number: number, needsConsent: boolean, ...sides: ('mentor' | 'mentee')[]): PlanVersion => ({
  plan: { version: number, needsConsent } as PairPlan,
  consents: sides.map((side) => ({ side }) as PairPlanConsent),
});

const standings = (...versions: PlanVersion[]) => [...standingsOf(versions).values()];

describe('versions of a personalised programme', () => {
  it('hold at once before the consents to the pair, and the newest is current', () => {
    expect(standings(version(1, false), version(2, false))).toEqual(['past', 'current']);
  });

  it('[S1-16] wait for both consents afterwards', () => {
    expect(standings(version(1, false), version(2, true))).toEqual(['current', 'proposed']);
    expect(standings(version(1, false), version(2, true, 'mentor'))).toEqual(['current', 'proposed']);
    expect(standings(version(1, false), version(2, true, 'mentor', 'mentee'))).toEqual(['past', 'current']);
  });

  it('are dropped when another is proposed before both have consented', () => {
    expect(standings(version(1, false), version(2, true, 'mentee'), version(3, true))).toEqual([
      'current',
      'dropped',
      'proposed',
    ]);
    expect(standings()).toEqual([]);
  });

  it('[S1-16] bind both from their written consents to the pair on', () => {
    expect(isBinding('approved')).toBe(false);
    expect(isBinding('consented')).toBe(true);
    expect(isBinding('running')).toBe(true);
  });
});
