import type { Numerator, Target } from '@app/contracts';

/**
 * Pairs of coverage figures of which the first counts only people whom the second counts too. A reader who sees both
 * knows the difference, so it has to be large enough as well.
 */
export function nestedTargets(targets: readonly Target[]): { inner: string; outer: string }[] {
  return targets.flatMap((inner) =>
    targets
      .filter((outer) => inner !== outer && isWithin(inner.numerator, outer.numerator))
      .map((outer) => ({ inner: inner.code, outer: outer.code })),
  );
}

function isWithin(inner: Numerator, outer: Numerator): boolean {
  if (inner.role !== outer.role || inner.counts !== outer.counts) return false;
  return (
    isSubset(inner.personKinds, outer.personKinds) &&
    isSubset(inner.categories, outer.categories) &&
    isInside(inner.age, outer.age) &&
    isInside(inner.experienceYears, outer.experienceYears)
  );
}

/** No list means everybody. */
function isSubset(inner: readonly string[] | undefined, outer: readonly string[] | undefined): boolean {
  if (outer === undefined) return true;
  return inner !== undefined && inner.every((code) => outer.includes(code));
}

function isInside(
  inner: readonly [number, number] | undefined,
  outer: readonly [number, number] | undefined,
): boolean {
  if (outer === undefined) return true;
  return inner !== undefined && inner[0] >= outer[0] && inner[1] <= outer[1];
}
