import { loadCatalogue, pairSetting } from '@app/catalogue';
import type { PairSetting } from '@app/catalogue';
import type { Mentee, Mentor, Pool } from '@app/matching';
import {
  loadKnowledgeOfForm,
  loadPoolEntries,
  occupiedPlaces,
  reciprocalBars,
  takenInForm,
} from '@app/persistence';
import type { PoolEntry, RegionMatching, TakingPart } from '@app/persistence';
import type { EntityManager } from 'typeorm';

/** What one organisation brings into a region's pool. Ids are the region's, see `regionId`. */
export interface OrganisationPool extends Pick<
  Pool,
  'mentors' | 'mentees' | 'compatibilities' | 'ratings' | 'barred'
> {
  organisation: string;
  /** External ids of mentees of the form's kinds whom a missing consent keeps out, in order. */
  withoutConsent: string[];
}

/** The part of a pool that is the same for every organisation. */
export type SharedPool = Omit<Pool, keyof OrganisationPool | 'locks'>;

export function sharedPool({
  form,
  variants,
  asOf,
  policy: { windows: _, requireTrainedMentor: __, ...policy },
}: RegionMatching): SharedPool {
  return { asOf, policy, ...pairSetting(loadCatalogue(), form, variants) };
}

/** One id for each person of a region: external ids are an organisation's own, and have no slash. */
export const regionId = (organisation: string, externalId: string): string => `${organisation}/${externalId}`;

/** The organisation and the external id of a region's id. */
export function splitRegionId(id: string): { organisation: string; externalId: string } {
  const slash = id.indexOf('/');
  return { organisation: id.slice(0, slash), externalId: id.slice(slash + 1) };
}

/**
 * Reads an organisation's people who take part: of the form's kinds, with a valid consent, mentors with the places
 * that their pairs leave, mentees without a pair in a programme of the form; and what its people have decided and said
 * about its pairs. The transaction must be inside the organisation.
 */
export async function loadOrganisationPool(
  tx: EntityManager,
  { id: organisation, municipality }: TakingPart,
  { form, kinds, asOf }: Pick<RegionMatching, 'form' | 'kinds' | 'asOf'>,
  { mentorKinds, menteeKinds }: Pick<PairSetting, 'mentorKinds' | 'menteeKinds'>,
): Promise<OrganisationPool> {
  const bank = { organisation, asOf };
  const mentors = await loadPoolEntries(tx, { ...bank, bank: 'mentors', kinds: mentorKinds });
  const mentees = await loadPoolEntries(tx, { ...bank, bank: 'mentees', kinds: menteeKinds });
  const catalogue = loadCatalogue();
  const known = await loadKnowledgeOfForm(tx, organisation, form, catalogue.barringReasons());
  const mutual = kinds.some((kind) => catalogue.mutualKinds().includes(kind));
  const reciprocal = mutual ? [] : await reciprocalBars(tx, form, catalogue.mutualKinds());
  const occupied = await occupiedPlaces(tx);
  const taken = await takenInForm(tx, organisation, form);
  const free = mentees.filter((one) => !taken.has(one.id));
  const names = namesOf(organisation, mentors, free);
  return {
    organisation,
    mentors: consenting(mentors).map((one) => toMentor(one, municipality, occupied.get(one.id) ?? 0)),
    mentees: consenting(free).map((one) => toMentee(one, municipality)),
    compatibilities: names(known.compatibilities),
    ratings: names(known.ratings, (one) => one.from),
    barred: names(
      [
        ...known.bars,
        ...reciprocal,
        ...known.rejected.map((one) => ({ ...one, reason: 'rejected' as const })),
      ],
      (one) => one.reason,
    ),
    withoutConsent: free
      .filter((one) => !one.consented)
      .map((one) => one.id)
      .sort(byCodeUnits),
  };
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const consenting = (entries: PoolEntry[]): PoolEntry[] =>
  entries.filter((one) => one.consented).sort((a, b) => byCodeUnits(a.id, b.id));

function toMentor({ consented: _, ...entry }: PoolEntry, municipality: string, occupied: number): Mentor {
  return { ...renamed(entry), municipality, capacity: Math.max(0, entry.capacity - occupied) };
}

function toMentee({ consented: _, capacity: __, ...entry }: PoolEntry, municipality: string): Mentee {
  return { ...renamed(entry), municipality };
}

function renamed<T extends { id: string; organisation: string }>(entry: T): T & { person: string } {
  const id = regionId(entry.organisation, entry.id);
  return { ...entry, id, person: id };
}

/** Pairs of people who are in the pool, by the region's ids, in order. */
function namesOf(organisation: string, mentors: readonly PoolEntry[], mentees: readonly PoolEntry[]) {
  const inPool = (entries: readonly PoolEntry[]) =>
    new Set(entries.filter((one) => one.consented).map((one) => one.id));
  const [who, whom] = [inPool(mentors), inPool(mentees)];
  return <T extends { mentor: string; mentee: string }>(
    rows: readonly T[],
    more: (row: T) => string = () => '',
  ) =>
    rows
      .filter((row) => who.has(row.mentor) && whom.has(row.mentee))
      .map((row) => ({
        ...row,
        mentor: regionId(organisation, row.mentor),
        mentee: regionId(organisation, row.mentee),
      }))
      .sort(
        (a, b) =>
          byCodeUnits(a.mentor, b.mentor) || byCodeUnits(a.mentee, b.mentee) || byCodeUnits(more(a), more(b)),
      );
}
