import type { AlternativeView } from '@app/contracts';
import type { LargePoolResult, PoolResult, PoolUnmatched } from '@app/matching';
import type { NewRegionSuggestion, NewRegionUnmatched } from '@app/persistence';
import { NO_CONSENT } from '../matching-run/store-result.js';
import { totalRegret } from '../matching-run/total-regret.js';
import { splitRegionId } from './organisation-pool.js';
import type { OrganisationPool } from './organisation-pool.js';

/** What one organisation may read of a solved part: the rows of its own mentees, indices being the part's. */
export interface OrganisationShare {
  organisation: string;
  suggestions: Omit<NewRegionSuggestion, 'id'>[];
  unmatched: NewRegionUnmatched[];
}

/** Takes the result over several organisations apart, by the mentees' organisations. */
export function sharesOf(
  pools: readonly OrganisationPool[],
  { suggestions, unmatched, ids }: Pick<PoolResult | LargePoolResult, 'suggestions' | 'unmatched' | 'ids'>,
): OrganisationShare[] {
  const shares = new Map<string, OrganisationShare>();
  for (const { organisation } of pools)
    shares.set(organisation, { organisation, suggestions: [], unmatched: [] });
  const places = {
    mentor: new Map(ids.mentors.map((id, at) => [id, at])),
    mentee: new Map(ids.mentees.map((id, at) => [id, at])),
  };
  for (const one of suggestions) {
    const { organisation, externalId } = splitRegionId(one.mentee);
    const { locked: _, ...told } = one;
    shares.get(organisation)?.suggestions.push({
      ...told,
      ...mentorOf(one.mentor),
      mentee: externalId,
      mentorIndex: places.mentor.get(one.mentor) ?? -1,
      menteeIndex: places.mentee.get(one.mentee) ?? -1,
      alternatives: one.alternatives.map(alternativeOf),
    });
  }
  for (const one of unmatched) {
    const { organisation, externalId } = splitRegionId(one.mentee);
    const menteeIndex = places.mentee.get(one.mentee) ?? null;
    shares.get(organisation)?.unmatched.push({
      ...withoutStrangers(one, organisation),
      mentee: externalId,
      menteeIndex,
    });
  }
  for (const { organisation, withoutConsent } of pools) {
    const excluded = withoutConsent.map((mentee) => ({ mentee, menteeIndex: null, ...NO_CONSENT }));
    shares.get(organisation)?.unmatched.push(...excluded);
  }
  return [...shares.values()];
}

type FoundAlternative = (PoolResult | LargePoolResult)['suggestions'][number]['alternatives'][number];

function alternativeOf(found: FoundAlternative): NewRegionSuggestion['alternatives'][number] {
  const { points, variant } = found;
  const told = { ...mentorOf(found.mentor), points, variant };
  if ('regret' in found) return { ...told, regret: totalRegret(found.regret) };
  return { ...told, regret: null, regretAtLeast: totalRegret(found.regretAtLeast) };
}

function mentorOf(id: string): Pick<AlternativeView & NewRegionSuggestion, 'mentor' | 'mentorOrganisation'> {
  const { organisation, externalId } = splitRegionId(id);
  return { mentor: externalId, mentorOrganisation: organisation };
}

/**
 * What would help a mentee, for its own organisation's eyes: no mentee of another is named, of the sets that explain a
 * shortage only the sizes are told; own people stand without the organisation's name.
 */
function withoutStrangers(one: PoolUnmatched, organisation: string): PoolUnmatched {
  const own = new RegExp(`(?<![a-z0-9-])${organisation}/`, 'g');
  const wouldHelp = one.wouldHelp.map((remark) => ({
    ...remark,
    params: Object.fromEntries(
      Object.entries(remark.params).map(([name, value]) => [name, disclosed(name, value, organisation)]),
    ),
    text: remark.text.replace(own, ''),
  }));
  return { ...one, wouldHelp };
}

function disclosed(name: string, value: unknown, organisation: string): unknown {
  if (!Array.isArray(value)) return value;
  if (name === 'mentees') return value.length;
  const prefix = `${organisation}/`;
  return value.map((item: unknown) =>
    typeof item === 'string' && item.startsWith(prefix) ? item.slice(prefix.length) : item,
  );
}
