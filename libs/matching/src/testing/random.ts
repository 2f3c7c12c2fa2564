/** Taken out of `Math` once: test runners look globals up anew at every use. */
const { floor, imul } = Math;

/** A small seeded generator (mulberry32): the same numbers on every machine. Returns numbers in [0, 1). */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Whole numbers 0 … end − 1 from a seed. */
export function dice(seed: number): (end: number) => number {
  const random = randomSource(seed);
  return (end) => floor(random() * end);
}
