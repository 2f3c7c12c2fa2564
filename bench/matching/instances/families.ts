import { geometric, lowRank, macholWien, product, uniform } from './dense.js';
import type { Instance } from './instance.js';
import { sparseRandom, sparseRegions } from './sparse.js';

/** `n` is always the number of mentees. */
const FAMILIES = {
  loose: (n) => product(n, n, 4_000 + n),
  tight: (n) => product(n, Math.ceil(n / 2), 4_001 + n),
  u100: (n) => uniform(n, 100, 4_007 + n),
  u1e6: (n) => uniform(n, 1_000_000, 4_007 + n),
  geo: (n) => geometric(n, 4_011 + n),
  lowrank: (n) => lowRank(n, 4_013 + n),
  mw: (n) => macholWien(n),
  srand: (n) => sparseRandom(n, Math.ceil(0.3 * n), 4_017 + n),
  sreg: (n) => sparseRegions(n, Math.ceil(0.3 * n), 4_019 + n),
} satisfies Record<string, (n: number) => Instance>;

export type Family = keyof typeof FAMILIES;

export function familyNames(): string[] {
  return Object.keys(FAMILIES);
}

function isFamily(name: string): name is Family {
  return Object.hasOwn(FAMILIES, name);
}

/** The instance of a name such as `tight-1000` or `srand-100k`. Throws `RangeError` for a name that is none. */
export function instanceOf(name: string): Instance {
  const [, family, size, thousands] = /^([a-z0-9]+)-(\d+)(k?)$/.exec(name) ?? [];
  const n = Number(size) * (thousands ? 1000 : 1);
  if (family === undefined || !isFamily(family) || !(n >= 1)) {
    throw new RangeError(`${name} is no instance: FAMILY-N with FAMILY one of ${familyNames().join(', ')}`);
  }
  return FAMILIES[family](n);
}
