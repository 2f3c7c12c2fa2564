import { loadCatalogue } from '@app/catalogue';
import type { Policy } from '@app/contracts';
import { componentsOf } from './components.js';
import type { MeetingPlace } from './components.js';

const place = (
  organisation: string,
  municipality: string,
  mentorModes: string[] = [],
  menteeModes: string[] = [],
): MeetingPlace => ({ organisation, municipality, mentorModes, menteeModes });

function policy(changes: Partial<Policy> = {}): Policy {
  const form = loadCatalogue().form('student-student');
  if (!form) throw new Error('the catalogue has no form student-student');
  return { ...form.defaultPolicy, ...changes };
}

const BOTH = ['in-person', 'remote'];
const allowing = (...modes: string[]) => policy({ external: { allowed: true, modes } });

describe('The independent components of a region', () => {
  it('are its organisations where the policy lets nobody meet outside', () => {
    const places = [place('a', 'north', BOTH, BOTH), place('b', 'north', BOTH, BOTH)];
    expect(componentsOf(places, policy({ external: { allowed: false, modes: BOTH } }))).toEqual([
      ['a'],
      ['b'],
    ]);
  });

  it('are its municipalities where people meet in person only', () => {
    const places = [
      place('a', 'north', BOTH, BOTH),
      place('b', 'south', BOTH, BOTH),
      place('c', 'north', BOTH, BOTH),
    ];
    expect(componentsOf(places, allowing('in-person'))).toEqual([['a', 'c'], ['b']]);
  });

  it('join a mentor who can meet remotely with every mentee who can', () => {
    const places = [
      place('a', 'north', [], ['in-person']),
      place('b', 'north', ['remote'], []),
      place('c', 'south', [], ['remote']),
      place('d', 'south', ['in-person'], ['in-person']),
    ];
    expect(componentsOf(places, allowing('remote'))).toEqual([['a'], ['b', 'c'], ['d']]);
  });

  it('link nobody by a mode that only one side can keep', () => {
    const places = [place('a', 'north', ['remote'], []), place('b', 'south', ['remote'], [])];
    expect(componentsOf(places, allowing('remote'))).toEqual([['a'], ['b']]);
  });

  it('are one where the objective looks at everybody at once', () => {
    const places = [place('a', 'north'), place('b', 'south')];
    expect(componentsOf(places, policy({ objective: 'worst-off-first' }))).toEqual([['a', 'b']]);
    expect(componentsOf(places, policy({ groupMinimum: 2 }))).toEqual([['a', 'b']]);
    expect(componentsOf([], policy({ groupMinimum: 2 }))).toEqual([]);
  });
});
