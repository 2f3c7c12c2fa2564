/** Seeded numbers for made-up instances: the same on every machine. */
export interface Random {
  /** In [0, 1). */
  unit(): number;
  /** A whole number from 0 to `count` − 1. */
  below(count: number): number;
  /** Normal, mean 0, deviation 1 (Box & Muller 1958; one number per call). */
  normal(): number;
}

/** mulberry32 over a 32-bit seed. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    unit,
    below: (count) => Math.floor(unit() * count),
    normal: () => {
      let radius = unit();
      while (radius === 0) radius = unit();
      return Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * unit());
    },
  };
}
