/**
 * Reproducible chance for the example organisations: a stream is named by what it is for
 * ('kedrovka/mentees/12'), never by when it is drawn, so adding one person changes no other.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from `from` to `to`, both inclusive. */
  integer(from: number, to: number): number;
  /** True with probability `share` of 0…1. */
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** `count` different items (all, where there are fewer), in the order they were drawn. */
  sample<T>(items: readonly T[], count: number): T[];
  /** Standard normal by Box and Muller. */
  normal(): number;
}

/** 32-bit FNV-1a over UTF-16 code units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** The stream of this name: mulberry32 (T. Ettinger), seeded by the name's hash. */
export function random(name: string): Random {
  let state = hashText(name);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError('Nothing to pick from');
    return item;
  };
  const sample = <T>(items: readonly T[], count: number): T[] => {
    const left = [...items];
    const drawn: T[] = [];
    while (drawn.length < count && left.length > 0)
      drawn.push(...left.splice(integer(0, left.length - 1), 1));
    return drawn;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, integer, chance: (share) => next() < share, pick, sample, normal };
}

export function clamp(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value));
}

/** Rounded to `digits` decimals; never −0. */
export function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale + 0;
}
