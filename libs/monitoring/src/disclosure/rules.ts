/** When a group is large and mixed enough to be shown outside its organisations (`statistics.md` §6). */
export interface DisclosureRules {
  /** The fewest distinct persons of a cell. */
  threshold: number;
  /** The fewest organisations of a cell above the organisation: a school can subtract its own. */
  minOrganisations: number;
  /** The largest share of a cell's persons that one organisation may have. */
  maxShare: number;
}

export const DEFAULT_THRESHOLD = 5;
export const PSYCHOLOGICAL_THRESHOLD = 10;
/** No configuration may go below. */
export const LOWEST_THRESHOLD = 3;

/** What a catalogue may set; absent values have the defaults. */
export interface DisclosureSettings extends Partial<DisclosureRules> {
  /** The threshold of psychological instruments; never below the general one. */
  psychologicalThreshold?: number;
}

/**
 * The rules for one measure: threshold 5, for psychological instruments 10; at least three organisations, none
 * above 85 %.
 *
 * @throws {RangeError} for a threshold below 3.
 */
export function disclosureRules(psychological: boolean, settings: DisclosureSettings = {}): DisclosureRules {
  const general = settings.threshold ?? DEFAULT_THRESHOLD;
  const higher = Math.max(general, settings.psychologicalThreshold ?? PSYCHOLOGICAL_THRESHOLD);
  const threshold = psychological ? higher : general;
  if (!(threshold >= LOWEST_THRESHOLD))
    throw new RangeError(`A disclosure threshold of ${threshold} is below ${LOWEST_THRESHOLD}`);
  return { threshold, minOrganisations: settings.minOrganisations ?? 3, maxShare: settings.maxShare ?? 0.85 };
}

/** Distinct persons by organisation. */
export type Composition = ReadonlyMap<string, number>;

/**
 * Whether a group above the organisation may be shown: nobody in it, or enough persons from enough organisations
 * with none dominating. The same holds for what a reader gets by subtracting shown cells.
 */
export function groupAllowed(group: Composition, rules: DisclosureRules): boolean {
  const sizes = [...group.values()].filter((persons) => persons > 0);
  const persons = sizes.reduce((a, b) => a + b, 0);
  if (persons === 0) return true;
  return (
    persons >= rules.threshold &&
    sizes.length >= rules.minOrganisations &&
    Math.max(...sizes) <= rules.maxShare * persons + 1e-9
  );
}

/** Whether one organisation's own cell may be shown. */
export function organisationAllowed(persons: number, rules: DisclosureRules): boolean {
  return persons === 0 || persons >= rules.threshold;
}
