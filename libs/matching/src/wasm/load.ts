import { readFileSync } from 'node:fs';

const compiled = new Map<string, WebAssembly.Module | null>();

/** A module of `libs/matching/wasm`, compiled once per thread; `null` where it was not built or SIMD is missing. */
function compile(name: string): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(readFileSync(new URL(`../../wasm/build/${name}.wasm`, import.meta.url)));
  } catch {
    return null;
  }
}

/** Memory in pages of 64 KiB that holds at least this many bytes. */
export function pagesFor(bytes: number): number {
  return Math.ceil(bytes / 65_536);
}

/**
 * A fresh instance of a WebAssembly module with a memory of at least `bytes`, or `null` if it cannot be had; the
 * callers then go on in plain TypeScript, to the same result. Sources in `libs/matching/wasm/NAME.ts`.
 */
export function instantiate(
  name: string,
  bytes: number,
): { exports: WebAssembly.Exports; memory: WebAssembly.Memory } | null {
  if (!compiled.has(name)) compiled.set(name, compile(name));
  const module = compiled.get(name);
  if (!module) return null;
  try {
    const memory = new WebAssembly.Memory({ initial: pagesFor(bytes), maximum: 65_536 });
    const { exports } = new WebAssembly.Instance(module, { env: { memory, abort: () => undefined } });
    return { exports, memory };
  } catch {
    return null;
  }
}
