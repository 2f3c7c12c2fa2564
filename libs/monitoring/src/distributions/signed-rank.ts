/**
 * Exact null distribution of the signed-rank sum for given ranks (ties and all), by the shift algorithm
 * (Streitberg & Röhmel 1986): every rank is added with probability ½.
 *
 * @param doubledRanks twice the midranks, so that they are whole numbers.
 * @returns probabilities by doubled sum, index 0 … Σ doubledRanks.
 */
export function signedRankProbabilities(doubledRanks: readonly number[]): Float64Array {
  const total = doubledRanks.reduce((a, b) => a + b, 0);
  const probabilities = new Float64Array(total + 1);
  probabilities[0] = 1;
  let reach = 0;
  for (const rank of doubledRanks) {
    reach += rank;
    for (let s = reach; s >= 0; s -= 1) {
      const without = probabilities[s] ?? 0;
      const withRank = s >= rank ? (probabilities[s - rank] ?? 0) : 0;
      probabilities[s] = (without + withRank) / 2;
    }
  }
  return probabilities;
}

/** P(W ≤ w) for a doubled sum. Small terms come first, so the lower tail keeps its digits. */
export function lowerTail(probabilities: Float64Array, doubledSum: number): number {
  let p = 0;
  for (let s = 0; s <= doubledSum; s += 1) p += probabilities[s] ?? 0;
  return p;
}

/** The smallest w with P(W ≤ w) > p, for n ranks 1…n without ties. R `qsignrank(p, n)` for p < ½. */
export function signedRankQuantile(p: number, n: number): number {
  // Untied ranks need no doubling.
  const probabilities = signedRankProbabilities(Array.from({ length: n }, (_, index) => index + 1));
  let cumulative = 0;
  for (let w = 0; w < probabilities.length; w += 1) {
    cumulative += probabilities[w] ?? 0;
    if (cumulative > p) return w;
  }
  return probabilities.length - 1;
}
