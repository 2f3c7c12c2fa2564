import { packJson } from '../matching-run/packed-json.js';
import { StoredMatchings } from './stored-matchings.js';

const certificate = (pairs: number) =>
  packJson({
    problem: { pairs: { mentee: new Array(pairs).fill(0), mentor: [], points: [] } },
    result: {},
    ids: { mentors: ['m-1'], mentees: ['e-1', 'e-2'] },
  });

describe('Matchings that questions are asked about', () => {
  it('are read from their certificate once', () => {
    const matchings = new StoredMatchings();
    expect(matchings.find('a', {})).toBeNull();
    const first = matchings.find('a', { a: certificate(1) });
    expect(first?.mentee('e-2')).toBe(1);
    expect(first?.mentor('nobody')).toBeUndefined();
    expect(matchings.find('a', {})).toBe(first);
  });

  it('give way, the longest unused first, when they take too much room', () => {
    const matchings = new StoredMatchings(10);
    matchings.find('a', { a: certificate(4) });
    matchings.find('b', { b: certificate(4) });
    matchings.find('a', {});
    matchings.find('c', { c: certificate(4) });
    expect(matchings.find('b', {})).toBeNull();
    expect(matchings.find('a', {})).not.toBeNull();
    expect(matchings.find('d', { d: certificate(50) })).not.toBeNull();
    expect(matchings.find('a', {})).toBeNull();
  });
});
