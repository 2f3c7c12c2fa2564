/**
 * Number of sign patterns by rank sum, for given ranks (ties and all), by the shift algorithm (Streitberg &
 * Röhmel 1986): each rank shifts the counts so far and adds them. Counts stay below 2ⁿ, which a double holds to
 * its full relative precision for n in the hundreds.
 *
 * @param ranks whole numbers; midranks are doubled by the caller.
 * @param upTo counts are wanted for sums 0 … upTo only.
 */
function patternCounts(ranks: readonly number[], upTo: number): Float64Array {
  const counts = new Float64Array(upTo + 1);
  counts[0] = 1;
  let reach = 0;
  for (const rank of ranks) {
    reach = Math.min(upTo, reach + rank);
    for (let sum = reach; sum >= rank; sum -= 1)
      counts[sum] = (counts[sum] as number) + (counts[sum - rank] as number);
  }
  return counts;
}

/** P(W ≤ w) when each rank is positive with probability ½. Small terms come first, so the tail keeps its digits. */
export function signedRankLowerTail(ranks: readonly number[], w: number): number {
  return patternCounts(ranks, w).reduce((a, b) => a + b, 0) / 2 ** ranks.length;
}

/** The smallest w with P(W ≤ w) > p, for n ranks 1…n without ties. R `qsignrank(p, n)` for p < ½. */
export function signedRankQuantile(p: number, n: number): number {
  const ranks = Array.from({ length: n }, (_, index) => index + 1);
  // Half of all sums lie below the mean.
  const counts = patternCounts(ranks, Math.floor((n * (n + 1)) / 4) + 1);
  const target = p * 2 ** n;
  let cumulative = 0;
  for (let w = 0; w < counts.length; w += 1) {
    cumulative += counts[w] as number;
    if (cumulative > target) return w;
  }
  return counts.length - 1;
}
