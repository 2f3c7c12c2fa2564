import { canonicalJson, digestOf } from './digest.js';

describe('canonical JSON', () => {
  it('puts keys in order of their code units and leaves lists as they are', () => {
    expect(canonicalJson({ b: [2, 1, { z: null, a: 'ё' }], B: true, a: undefined })).toBe(
      '{"B":true,"b":[2,1,{"a":"ё","z":null}]}',
    );
  });

  it('gives equal input an equal digest', () => {
    expect(digestOf({ a: 1, b: 2 })).toBe(digestOf({ b: 2, a: 1 }));
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: 2 }));
    // printf '{"a":1}' | sha256sum
    expect(digestOf({ a: 1 })).toBe('015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862');
  });
});
