import { packJson, unpackJson } from './packed-json.js';

describe('Packed JSON', () => {
  it('comes back as it went in', () => {
    const value = { ids: ['м-1', 'м-2'], prices: [[0, 1], null], worst: null, deep: { list: [] } };
    expect(unpackJson(packJson(value))).toEqual(value);
  });

  it('keeps typed arrays as lists', () => {
    const packed = packJson({ pairs: { points: Int32Array.of(9120, 8000), mentor: [0, 1] } });
    expect(unpackJson(packed)).toEqual({ pairs: { points: [9120, 8000], mentor: [0, 1] } });
  });

  it('takes a fraction of the room', () => {
    const mentor = Array.from({ length: 100_000 }, (_, at) => at % 300);
    expect(packJson({ mentor }).length).toBeLessThan(JSON.stringify({ mentor }).length / 4);
  });
});
