import { nextStep, possibleSteps, waitsFor } from './pair-steps.js';

const said = (event: string, by: string) => ({
  event,
  by,
  on: '2026-10-01',
  mentee: null,
  reason: null,
  document: null,
  until: null,
  recorded: false,
});

describe('What a pair waits for', () => {
  it('is the next step of its life', () => {
    expect(nextStep({ state: 'accepted' })).toBe('met');
    expect(waitsFor({ state: 'agreed', history: [] })).toEqual(['approved']);
  });

  it('is the side that has not spoken yet', () => {
    expect(waitsFor({ state: 'met', history: [] })).toEqual(['agreed-mentor', 'agreed-mentee']);
    expect(waitsFor({ state: 'met', history: [said('agreed', 'mentor')] })).toEqual(['agreed-mentee']);
  });

  it('is nothing after the end', () => {
    expect(waitsFor({ state: 'replaced', history: [] })).toEqual([]);
    expect(possibleSteps({ state: 'completed' })).toEqual([]);
  });

  it('may be an end at any time, an extension only while the pair works', () => {
    expect(possibleSteps({ state: 'ordered' })).toEqual(['running', 'terminated', 'replaced']);
    expect(possibleSteps({ state: 'running' })).toEqual(['completed', 'extended', 'terminated', 'replaced']);
  });
});
