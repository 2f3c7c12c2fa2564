import { instantiate } from '../wasm/load.js';
import type { Kernel } from './plain-kernel.js';

/** What `libs/matching/wasm/scoring.ts` exports; places are byte offsets. */
interface Exports {
  scoreRow: (row: number) => void;
  kthPoints(out: number, mentors: number, k: number, floor: number, buffer: number, room: number): number;
  ties: { readonly value: number };
  countAbove: Kernel['countAbove'];
  collect: Kernel['collect'];
  priceRow: Kernel['priceRow'];
}

/** Room that the search for the k-th best asks for, in int32. */
export function roomFor(k: number): number {
  return Math.max(256, 4 * k) + 8;
}

/** The kernel in SIMD WebAssembly, with its memory; `null` where that cannot be had. */
export function simdKernel(bytes: number, bufferAt: number): { kernel: Kernel; buffer: ArrayBuffer } | null {
  const instance = instantiate('scoring', bytes);
  if (!instance) return null;
  const exports = instance.exports as unknown as Exports;
  const kernel: Kernel = {
    scoreRow: exports.scoreRow,
    kth(out, mentors, k, floor) {
      const points = exports.kthPoints(out, mentors, k, floor, bufferAt, roomFor(k));
      return { points, ties: exports.ties.value };
    },
    countAbove: exports.countAbove,
    collect: exports.collect,
    priceRow: exports.priceRow,
  };
  return { kernel, buffer: instance.memory.buffer };
}
