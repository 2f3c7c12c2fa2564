/**
 * Sets of mentors as bits of 32-bit words: mentor `j` is bit `j & 31` of word `j >> 5`. One AND answers for 32
 * pairs at once.
 */
export type Bits = Uint32Array;

/** Rows are padded to whole groups of 128 mentors, so that the kernel may read them in any width. */
export function wordsFor(mentors: number): number {
  return Math.ceil(mentors / 128) * 4;
}

/** All of `mentors` bits set, the padding clear. */
export function allBits(mentors: number): Bits {
  const bits = new Uint32Array(wordsFor(mentors));
  bits.fill(0xffffffff, 0, mentors >> 5);
  if (mentors & 31) bits[mentors >> 5] = (1 << (mentors & 31)) - 1;
  return bits;
}

export function setBit(bits: Bits, j: number): void {
  bits[j >> 5]! |= 1 << (j & 31);
}

export function clearBit(bits: Bits, j: number): void {
  bits[j >> 5]! &= ~(1 << (j & 31));
}

export function hasBit(bits: Bits, j: number): boolean {
  return ((bits[j >> 5]! >>> (j & 31)) & 1) === 1;
}

/** `into` := `into` ∧ `other`. */
export function keepBits(into: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w++) into[w]! &= other[w]!;
}

/** `into` := `into` ∨ `other`. */
export function addBits(into: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w++) into[w]! |= other[w]!;
}

/** `into` := `into` ∧ ¬`other`. */
export function dropBits(into: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w++) into[w]! &= ~other[w]!;
}

/** How many bits are set. */
export function countBits(bits: Bits): number {
  let count = 0;
  for (let word of bits) {
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** Calls `visit` for each set bit, ascending. */
export function eachBit(bits: Bits, visit: (j: number) => void): void {
  for (let w = 0; w < bits.length; w++) {
    for (let word = bits[w]!; word !== 0; word &= word - 1) visit((w << 5) | (31 - Math.clz32(word & -word)));
  }
}
