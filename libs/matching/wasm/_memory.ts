/**
 * Arrays in linear memory. The caller lays them out and hands over where each begins; nothing is allocated
 * here. Each function compiles to one load or store.
 */

@inline
export function intAt(array: usize, k: i32): i32 {
  return load<i32>(array + (<usize>k << 2));
}

@inline
export function setInt(array: usize, k: i32, value: i32): void {
  store<i32>(array + (<usize>k << 2), value);
}

@inline
export function numberAt(array: usize, k: i32): f64 {
  return load<f64>(array + (<usize>k << 3));
}

@inline
export function setNumber(array: usize, k: i32, value: f64): void {
  store<f64>(array + (<usize>k << 3), value);
}

/** Where the caller's arrays may begin. */
export function heapBase(): usize {
  return __heap_base;
}
