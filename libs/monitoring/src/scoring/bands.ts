import type { Scale, TargetBand, Text } from './instrument.js';

/** The level that a value belongs to: the first whose `upTo` is not below it; `null` without levels. */
export function levelOf(scale: Pick<Scale, 'bands'>, value: number): Text | null {
  return scale.bands?.find((level) => value <= level.upTo)?.label ?? null;
}

/**
 * The target band that holds for a grade: one that names the grade before one that names none; `null` when no
 * band fits, also when only bands by grade exist and the grade is unknown.
 */
export function targetBand(
  bands: readonly TargetBand[] | undefined,
  grade: number | null,
): TargetBand | null {
  const byGrade = bands?.find(
    (band) =>
      band.grades !== undefined && grade !== null && grade >= band.grades[0] && grade <= band.grades[1],
  );
  return byGrade ?? bands?.find((band) => band.grades === undefined) ?? null;
}

/** How far a value lies outside its band, in points of the scale; 0 inside, bounds included. */
export function distanceToBand(value: number, band: TargetBand): number {
  return Math.max(0, band.from - value, value - band.to);
}
