/**
 * A 32-bit hash of seed and id (FNV-1a over UTF-16 code units, then a finalising mix): the order in which ties
 * are broken, so that nobody comes first year after year for their name. The same on every machine.
 */
export function tieHash(seed: number, id: string): number {
  let hash = 0x811c9dc5;
  for (const text of [String(seed), '|', id]) {
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** By `tieHash`, equal hashes by id in code units. A new array. */
export function inTieOrder<T extends { id: string }>(people: readonly T[], seed: number): T[] {
  return people
    .map((person) => ({ person, hash: tieHash(seed, person.id) }))
    .sort((a, b) => a.hash - b.hash || byCodeUnits(a.person.id, b.person.id))
    .map(({ person }) => person);
}

/** Order of strings that does not depend on any locale. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
