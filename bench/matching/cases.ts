import type { Aim } from '../harness/rows.js';

/** One instance, whom ours is compared with, and what is aimed at. */
export interface Case {
  instance: string;
  /** By peer, in the table's order; `null` for a comparison without an aim. */
  peers: Partial<Record<PeerName, Aim | null>>;
  /** Whether ours without WebAssembly is compared too. */
  plain?: boolean;
  /** The most memory that ours may take, all of the process. */
  memoryMb?: number;
}

export type PeerName = 'scipy' | 'LEMON' | 'munkres' | 'highs' | 'javascript-lp-solver';

const PRODUCT = { scipy: { aim: 0.4, stretch: 0.25 }, LEMON: { aim: 0.7, stretch: 0.5 } };
const CLASSIC = { scipy: { aim: 1, stretch: 0.7 }, LEMON: null };
const MACHOL_WIEN = { scipy: { aim: 1 }, LEMON: { aim: 3.5, stretch: 2 } };
const SPARSE = { LEMON: { aim: 0.6, stretch: 0.3 } };
const SMALLER_SPARSE = { LEMON: { aim: 1 } };

const each = (families: readonly string[], sizes: readonly string[], rest: Omit<Case, 'instance'>): Case[] =>
  families.flatMap((family) => sizes.map((size) => ({ instance: `${family}-${size}`, ...rest })));

/** The comparisons that `docs/performance.md` shows. A best npm package is to be 20 and 10 times slower. */
export const CASES: readonly Case[] = [
  { instance: 'tight-500', peers: { munkres: null, highs: null, 'javascript-lp-solver': null } },
  { instance: 'loose-1000', peers: PRODUCT, plain: true },
  { instance: 'tight-1000', peers: { ...PRODUCT, munkres: { aim: 0.05 }, highs: null }, plain: true },
  { instance: 'loose-2000', peers: PRODUCT, plain: true },
  { instance: 'tight-2000', peers: { ...PRODUCT, munkres: { aim: 0.1 } }, plain: true },
  ...each(['loose', 'tight'], ['5000'], { peers: PRODUCT }),
  ...each(['u1e6', 'geo', 'lowrank'], ['1000', '2000', '5000'], { peers: CLASSIC }),
  { instance: 'u100-5000', peers: { scipy: { aim: 2, stretch: 1 }, LEMON: null } },
  ...each(['mw'], ['1000', '2000'], { peers: MACHOL_WIEN }),
  ...each(['sreg', 'srand'], ['20k'], { peers: SMALLER_SPARSE, plain: true }),
  ...each(['sreg', 'srand'], ['100k'], { peers: SPARSE, memoryMb: 400 }),
];

/** The same families in a minute or so. */
export const QUICK_CASES: readonly Case[] = [
  { instance: 'tight-200', peers: { munkres: null, highs: null, 'javascript-lp-solver': null } },
  ...each(['loose', 'tight'], ['1000'], { peers: PRODUCT }),
  ...each(['u1e6', 'geo', 'lowrank'], ['1000'], { peers: CLASSIC }),
  ...each(['mw'], ['500'], { peers: MACHOL_WIEN }),
  ...each(['sreg', 'srand'], ['10k'], { peers: SMALLER_SPARSE }),
];

/** A matching that is edited. */
export interface EditCase {
  instance: string;
  edits: number;
  /** Processor milliseconds that 99 of 100 edits may take. */
  aimMs: number;
}

export const EDITS: readonly EditCase[] = [
  ...['loose-500', 'u1e6-500'].map((instance) => ({ instance, edits: 1000, aimMs: 5 })),
  ...['sreg-100k', 'srand-100k'].map((instance) => ({ instance, edits: 500, aimMs: 100 })),
];

export const QUICK_EDITS: readonly EditCase[] = [
  { instance: 'loose-500', edits: 500, aimMs: 5 },
  { instance: 'sreg-10k', edits: 200, aimMs: 100 },
];

/** Sizes for how cost grows, always the same densities. */
export const GROWTH: Record<string, readonly string[]> = {
  loose: ['500', '1000', '2000', '4000', '8000'],
  tight: ['500', '1000', '2000', '4000', '8000'],
  sreg: ['10k', '20k', '50k', '100k', '200k'],
  srand: ['10k', '20k', '50k', '100k', '200k'],
};

export const QUICK_GROWTH: Record<string, readonly string[]> = {
  tight: ['500', '1000', '2000'],
  sreg: ['5k', '10k', '20k'],
};
