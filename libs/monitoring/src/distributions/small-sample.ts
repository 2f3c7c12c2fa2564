import gammaln from '@stdlib/math-base-special-gammaln';

/**
 * Hedges' exact small-sample factor J(m) = Γ(m/2) / (√(m/2)·Γ((m−1)/2)) (Hedges 1981); `null` for m ≤ 1.
 * metafor's `.cmicalc`.
 */
export function hedgesFactor(m: number): number | null {
  if (m <= 1) return null;
  const a = (m - 1) / 2;
  return halfStepRatio(a) / Math.sqrt(m / 2);
}

/** Γ(a + ½)/Γ(a); for large a by its asymptotic series, since a difference of log-gammas loses digits there. */
function halfStepRatio(a: number): number {
  if (a < 150) return Math.exp(gammaln(a + 0.5) - gammaln(a));
  const u = 1 / a;
  return (
    Math.sqrt(a) * (1 - u * (1 / 8 - u * (1 / 128 + u * (5 / 1024 - u * (21 / 32768 + (u * 399) / 262144)))))
  );
}
