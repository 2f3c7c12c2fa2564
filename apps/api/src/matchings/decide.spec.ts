import { decide, peopleKey } from './decide.js';
import type { Ledger } from './decide.js';

const ledger = (changes: Partial<Ledger> = {}): Ledger => ({
  standing: new Map(),
  pairs: new Map(),
  taken: new Set(),
  free: new Map([
    ['m-1', 1],
    ['m-2', 0],
  ]),
  mentees: new Set(['e-1', 'e-2']),
  ...changes,
});

const of = (decision: 'accept' | 'reject' | 'lock' | 'withdraw', mentor = 'm-1', mentee = 'e-1') => ({
  mentor,
  mentee,
  decision,
});

describe('a decision on a suggestion', () => {
  it('makes a pair by accepting, once', () => {
    const book = ledger();
    expect(decide(book, of('accept'), 'p-1')).toEqual({ kind: 'recorded', effect: 'make-pair' });
    expect(decide(book, of('accept'), 'p-2')).toEqual({ kind: 'unchanged', pair: 'p-1' });
  });

  it('[S1-22] accepts no more mentees than the mentor has places', () => {
    const book = ledger();
    decide(book, of('accept'), 'p-1');
    expect(decide(book, of('accept', 'm-1', 'e-2'), 'p-2')).toEqual({ kind: 'refused', code: 'mentor-full' });
    expect(decide(book, of('accept', 'm-2', 'e-2'), 'p-2')).toEqual({ kind: 'refused', code: 'mentor-full' });
  });

  it('accepts nobody for a mentee who has a pair', () => {
    const book = ledger({
      free: new Map([
        ['m-1', 5],
        ['m-2', 5],
      ]),
    });
    decide(book, of('accept'), 'p-1');
    expect(decide(book, of('accept', 'm-2', 'e-1'), 'p-2')).toEqual({
      kind: 'refused',
      code: 'mentee-taken',
    });
  });

  it('accepts nobody who has left the bank', () => {
    expect(decide(ledger(), of('accept', 'm-1', 'e-9'), 'p')).toEqual({
      kind: 'refused',
      code: 'unknown-person',
    });
    expect(decide(ledger(), of('accept', 'm-9', 'e-1'), 'p')).toEqual({
      kind: 'refused',
      code: 'unknown-person',
    });
  });

  it('takes back an accepted pair and gives its place back', () => {
    const book = ledger();
    decide(book, of('accept'), 'p-1');
    expect(decide(book, of('withdraw'), '')).toEqual({ kind: 'recorded', effect: 'end-pair', pair: 'p-1' });
    expect(decide(book, of('accept', 'm-1', 'e-2'), 'p-2')).toMatchObject({ effect: 'make-pair' });
  });

  it('takes back no pair that has met already', () => {
    const book = ledger({
      standing: new Map([[peopleKey('m-1', 'e-1'), 'accept']]),
      pairs: new Map([[peopleKey('m-1', 'e-1'), { id: 'p-1', state: 'met' }]]),
    });
    expect(decide(book, of('withdraw'), '')).toEqual({ kind: 'refused', code: 'transition-not-allowed' });
  });

  it('rejects or locks no pair that is made', () => {
    const book = ledger();
    decide(book, of('accept'), 'p-1');
    expect(decide(book, of('reject'), '')).toEqual({ kind: 'refused', code: 'not-decidable' });
    expect(decide(book, of('lock'), '')).toEqual({ kind: 'refused', code: 'not-decidable' });
  });

  it('records the same decision once, and a withdrawal only of something', () => {
    const book = ledger();
    expect(decide(book, of('withdraw'), '')).toEqual({ kind: 'unchanged', pair: null });
    expect(decide(book, of('reject'), '')).toEqual({ kind: 'recorded', effect: 'none' });
    expect(decide(book, of('reject'), '')).toEqual({ kind: 'unchanged', pair: null });
    expect(decide(book, of('lock'), '')).toEqual({ kind: 'recorded', effect: 'none' });
    expect(decide(book, of('withdraw'), '')).toEqual({ kind: 'recorded', effect: 'none' });
  });
});
