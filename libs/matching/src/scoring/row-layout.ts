/**
 * How a row of the kernels lies in memory: one block of int32 with the fields `ROW`, and lists of entries that it
 * points to. All places are byte offsets, multiples of 16. `libs/matching/wasm/scoring.ts` reads the same.
 */
export const ROW = {
  /** How many mentors, padded to a multiple of `LANES`. */
  mentors: 0,
  /** Bits of the mentors to score. */
  alive: 1,
  /** int16 by mentor: points, −1 for those not scored. */
  out: 2,
  /** Sum of the importances, 0 where nothing is requested. */
  asked: 3,
  topics: 4,
  topicList: 5,
  features: 6,
  featureList: 7,
  traits: 8,
  traitList: 9,
  traitWidth: 10,
  weightRequest: 11,
  weightProfile: 12,
  weightCompatibility: 13,
  /** 16 or 32: how wide the columns of traits are. */
  traitBits: 14,
  /** 10,000 / `traitWidth` in lowest terms. */
  traitBy: 15,
  traitOver: 16,
  /** 1 where every mentor has all that the mentee has, and all divisors are at most `MOST_EVEN`. */
  even: 17,
  /** int16 by mentor that the kernel may write to. */
  profile: 18,
  fields: 20,
} as const;

/** Column of levels (bytes by mentor), then the table importance · level by level 0…15 (bytes). */
export const TOPIC = { levels: 0, products: 1, fields: 2 } as const;

/**
 * Kind `ready`: `column` holds int16 similarities, below 0 where the mentor has none. Kind `set`: `column` holds the
 * sizes of the mentors' sets (bytes), `items` lists the columns (bytes 0 or 1) of the mentee's items, `own` is
 * the size of the mentee's set.
 */
export const FEATURE = { kind: 0, weight: 1, column: 2, items: 3, itemCount: 4, own: 5, fields: 6 } as const;
export const FEATURE_KIND = { ready: 0, set: 1 } as const;

/** Column of the mentors' values, the mentee's value, 1 for complementary. */
export const TRAIT = { column: 0, own: 1, complementary: 2, fields: 4 } as const;

/** Stands in a trait's column where a mentor lacks the trait. */
export const NO_TRAIT = { 16: -32768, 32: -2147483648 } as const;

/** A divisor up to which the kernel multiplies by its inverse (`_score-even.ts` has the reason). */
export const MOST_EVEN = 128;

/** Columns are padded to a multiple of this many mentors. */
export const LANES = 128;

/** The first bytes of a memory are the compiler's. */
const FIRST_BYTE = 1024;

/** Hands out places in a memory that is still to be made. */
export class Layout {
  private next = FIRST_BYTE;

  /** The place of `bytes` bytes, a multiple of 16. */
  reserve(bytes: number): number {
    const at = this.next;
    this.next += Math.ceil(bytes / 16) * 16;
    return at;
  }

  /** How large the memory must be. */
  get bytes(): number {
    return this.next;
  }
}

/** One memory, seen as numbers of each size. */
export class Views {
  readonly bytes: Uint8Array;
  readonly halves: Int16Array;
  readonly words: Int32Array;

  constructor(readonly buffer: ArrayBuffer) {
    this.bytes = new Uint8Array(buffer);
    this.halves = new Int16Array(buffer, 0, buffer.byteLength >> 1);
    this.words = new Int32Array(buffer, 0, buffer.byteLength >> 2);
  }
}
