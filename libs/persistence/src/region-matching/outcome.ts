/** What a part of a region's matching came to, as it is stored: counts, and the scalars of its certificate. */
export interface PartOutcome {
  /** SHA-256 of the part's people and what is known of their pairs. */
  digest: string;
  /** Organisations with people in the pool. */
  organisations: number;
  mentees: number;
  mentors: number;
  eligiblePairs: number;
  matched: number;
  totalPoints: number;
  worstPoints: number | null;
  withoutConsent: number;
  /** Matched pairs of two organisations. */
  acrossOrganisations: number;
  solver: string;
  durationMs: number;
  /** Distinct tiers of the part's mentees, ascending, each with how many are matched: the first levels. */
  tiers: { tier: number; matched: number }[];
  /** With `worst-off-first`: the second level. */
  worst?: { value: number | null; isAboveProved: boolean };
  /** With side conditions: bound and gap. */
  bound?: object;
  groupMinimum?: number;
  /** Instead of a matching: indices of a set that cannot be made smaller. */
  infeasible?: { reason: string; mentees: number[]; mentors: number[] };
}

/** Where each part's mentees, mentors and tiers stand in the whole. */
export interface Whole {
  mentees: number;
  mentors: number;
  /** Ascending; one tier 1 where there is nobody. */
  tiers: number[];
  at: { mentees: number; mentors: number }[];
}

/** Puts parts side by side: they have no pair in common, so that their optima and prices together are the whole's. */
export function sideBySide(parts: readonly PartOutcome[]): Whole {
  const tiers = new Set<number>();
  const at: Whole['at'] = [];
  let [mentees, mentors] = [0, 0];
  for (const part of parts) {
    at.push({ mentees, mentors });
    mentees += part.mentees;
    mentors += part.mentors;
    if (part.mentees > 0) for (const { tier } of part.tiers) tiers.add(tier);
  }
  return { mentees, mentors, at, tiers: tiers.size > 0 ? [...tiers].sort((a, b) => a - b) : [1] };
}
