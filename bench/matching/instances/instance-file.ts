import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import type { Instance } from './instance.js';

/** 'NBI1': the file's first word. Everything is 32-bit little-endian, as the peers in C++ and Python read it. */
const MAGIC = 0x3149424e;
const HEADER = 8;

/** Header (magic, rows, columns, pairs, most points, three zeros), then capacity, start, column, points. */
export function writeInstance(path: string, instance: Instance): void {
  const { rows, columns, maxPoints, capacity, start, column, points } = instance;
  const header = Int32Array.of(MAGIC, rows, columns, column.length, maxPoints, 0, 0, 0);
  const file = openSync(path, 'w');
  try {
    for (const part of [header, capacity, start, column, points]) writeAll(file, part);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, words: Int32Array): void {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, Math.min(bytes.length - at, 1 << 28));
}

/** Reads the file into one buffer; the arrays are views on it. Throws for a file of another kind. */
export function readInstance(path: string): Instance {
  const words = readWords(path);
  const [magic, rows = 0, columns = 0, pairs = 0, maxPoints = 0] = words.subarray(0, HEADER);
  if (magic !== MAGIC || words.length !== HEADER + columns + rows + 1 + 2 * pairs) {
    throw new Error(`${path} is no benchmark instance`);
  }
  let at = HEADER;
  const next = (length: number): Int32Array => words.subarray(at, (at += length));
  return {
    rows,
    columns,
    maxPoints,
    capacity: next(columns),
    start: next(rows + 1),
    column: next(pairs),
    points: next(pairs),
  };
}

function readWords(path: string): Int32Array {
  const file = openSync(path, 'r');
  try {
    const words = new Int32Array(Math.floor(fstatSync(file).size / 4));
    const bytes = new Uint8Array(words.buffer);
    for (let at = 0; at < bytes.length;) {
      const read = readSync(file, bytes, at, Math.min(bytes.length - at, 1 << 28), null);
      if (read === 0) break;
      at += read;
    }
    return words;
  } finally {
    closeSync(file);
  }
}
