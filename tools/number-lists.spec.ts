import * as fc from 'fast-check';
import { parseWithLists } from './number-lists.js';

const parse = (text: string) => parseWithLists(Buffer.from(text));
/** As `JSON.parse` would have it: typed arrays turned into lists. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, item: unknown) => (ArrayBuffer.isView(item) ? Array.from(item as Int32Array) : item)) ?? 'null'); // prettier-ignore
const wholes = (length: number, from = 0) => Array.from({ length }, (_, k) => from + k);

describe('long lists of whole numbers', () => {
  it('become typed arrays wherever a problem has them', () => {
    const text = JSON.stringify({ tier: wholes(2000), pairs: { points: wholes(1500, 2 ** 29) }, quotas: [{ mentees: wholes(1000) }], few: [1, 2] }); // prettier-ignore
    const parsed = parse(text) as { tier: unknown; pairs: { points: unknown }; quotas: { mentees: unknown }[]; few: unknown }; // prettier-ignore
    expect(parsed.tier).toBeInstanceOf(Int32Array);
    expect(parsed.pairs.points).toBeInstanceOf(Int32Array);
    expect(parsed.quotas[0]!.mentees).toBeInstanceOf(Int32Array);
    expect(parsed.few).toEqual([1, 2]);
    expect(plain(parsed)).toEqual(JSON.parse(text));
  });

  it.each([
    ['a negative number', '-3'],
    ['a fraction', '0.5'],
    ['an exponent', '1e3'],
    ['a number past 32 bits', '12345678901'],
    ['null', 'null'],
    ['a text', '"]["'],
    ['a list', '[7]'],
  ])('stay lists with %s among them', (_, odd) => {
    const text = `{"points":[${wholes(1200).join(', ')},\n${odd},5],"tier":[${wholes(1200).join()}]}`;
    expect(plain(parse(text))).toEqual(JSON.parse(text));
  });

  it.each(['01', '', '1 2', '5.', 'NaN', '+1', '1]'])('are no JSON with %j among them', (odd) => {
    const text = `{"points":[${wholes(1200).join()},${odd},5]}`;
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(() => parse(text)).toThrow(SyntaxError);
  });

  it('are not sought in texts, nor confused by what stands in them', () => {
    const text = `{"a\\"[":"[1,2,3]\\\\","b":[${wholes(1000).join(' ,\t')}],"é":"Ж\\u0000"}`;
    expect(plain(parse(text))).toEqual(JSON.parse(text));
    expect(() => parse('{"a":"never ends')).toThrow(SyntaxError);
    expect(() => parse(`{"b":[${wholes(1000).join()}`)).toThrow(SyntaxError);
    expect(() => parse('')).toThrow(SyntaxError);
  });

  it('or whatever else: the same value as by JSON.parse', () => {
    const long = fc.nat({ max: 2000 }).map((length) => wholes(length));
    const value = fc.oneof(fc.jsonValue(), long, fc.dictionary(fc.string(), fc.oneof(long, fc.jsonValue())));
    fc.assert(
      fc.property(value, fc.nat({ max: 3 }), (made, space) => {
        const text = JSON.stringify(made, null, space);
        expect(plain(parse(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
