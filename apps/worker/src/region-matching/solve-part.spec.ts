import { gunzipSync, inflateSync } from 'node:zlib';
import { loadCatalogue, pairSetting } from '@app/catalogue';
import { matchPool } from '@app/matching';
import { CERTIFICATE_COLUMNS } from '@app/persistence';
import type { CertificateColumn } from '@app/persistence';
import { componentsOf } from './components.js';
import { regionId } from './organisation-pool.js';
import type { OrganisationPool, SharedPool } from './organisation-pool.js';
import type { OrganisationShare } from './organisation-share.js';
import { merged, solvePart } from './solve-part.js';
import type { SolvedPart } from './solve-part.js';

const MATHS = 'subject.mathematics';
const MODES = [['in-person'], ['remote'], ['in-person', 'remote']];

/** Numbers that are the same on every run (a linear congruential generator, Numerical Recipes). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function shared(external: string[], changes: Partial<SharedPool['policy']> = {}): SharedPool {
  const form = loadCatalogue().form('student-student');
  if (!form) throw new Error('the catalogue has no form student-student');
  const { windows: _, ...policy } = form.defaultPolicy;
  return {
    asOf: '2026-10-01',
    ...pairSetting(loadCatalogue(), 'student-student', ['achiever-underachiever', 'peer-to-peer']),
    policy: { ...policy, external: { allowed: external.length > 0, modes: external }, ...changes },
  };
}

function organisationPool(organisation: string, municipality: string, below: (n: number) => number) {
  const person = (externalId: string) => ({
    id: regionId(organisation, externalId),
    person: regionId(organisation, externalId),
    organisation,
    municipality,
    personKind: 'student',
    sex: null,
    birthYear: null,
    grade: 6 + below(5),
    experienceYears: null,
    categories: ['failing'],
    activity: null,
    competences: [{ topic: MATHS, level: 1 + below(5) }],
    requests: [{ topic: MATHS, importance: 1 + below(5) }],
    profile: { interests: [], languages: [], shift: null, modes: MODES[below(3)] ?? [], traits: {} },
    trained: true,
    waitingSince: null,
    marks: {},
    evidence: [],
  });
  const mentors = Array.from({ length: 1 + below(4) }, (_, i) => ({
    ...person(`m-${i}`),
    capacity: 1 + below(2),
  }));
  const mentees = Array.from({ length: 1 + below(6) }, (_, i) => person(`e-${i}`));
  const [mentor, mentee] = [mentors[0], mentees[0]];
  const barred =
    mentor && mentee ? [{ mentor: mentor.id, mentee: mentee.id, reason: 'do-not-pair' as const }] : [];
  return {
    organisation,
    mentors,
    mentees,
    compatibilities: [],
    ratings: [],
    barred,
    withoutConsent: ['e-none'],
  };
}

/** Some schools in two municipalities. */
const regionOf = (seed: number): OrganisationPool[] => {
  const below = numbers(seed);
  return ['a', 'b', 'c', 'd', 'e'].map((name, at) =>
    organisationPool(name, at % 2 === 0 ? 'north' : 'south', below),
  );
};

function components(pools: readonly OrganisationPool[], { policy }: SharedPool): OrganisationPool[][] {
  const modesOf = (people: OrganisationPool['mentees']) => people.flatMap((one) => one.profile.modes);
  const groups = componentsOf(
    pools.map(({ organisation, mentors, mentees }) => ({
      organisation,
      municipality: mentees[0]?.municipality ?? '',
      mentorModes: modesOf(mentors),
      menteeModes: modesOf(mentees),
    })),
    {
      ...policy,
      windows: { entryDaysBeforeStart: 0, entryDaysAfterStart: 0, exitDaysBeforeEnd: 0, exitDaysAfterEnd: 0 },
    },
  );
  return groups.map((group) => pools.filter(({ organisation }) => group.includes(organisation)));
}

const read = ({ bytes }: { bytes: Uint8Array }) =>
  JSON.parse(gunzipSync(bytes).toString('utf8')) as Omit<OrganisationShare, 'organisation'>;

const pairsOf = (parts: readonly SolvedPart[]): string[] =>
  parts
    .flatMap(({ shares }) =>
      shares.flatMap((share) =>
        read(share).suggestions.map(
          (one) => `${one.mentorOrganisation}/${one.mentor}–${share.organisation}/${one.mentee}`,
        ),
      ),
    )
    .sort();

describe('A region solved by its components', () => {
  it.each([[[]], [['in-person']], [['remote']], [['in-person', 'remote']]])(
    'has the matching of the whole pool, ties included, when people of two organisations meet by %j',
    (external: string[]) => {
      for (let seed = 1; seed <= 25; seed++) {
        const setting = shared(external);
        const pools = regionOf(seed);
        const parts = components(pools, setting).map((part) => solvePart(setting, part));
        const whole = matchPool(merged(setting, pools));
        expect(pairsOf(parts)).toEqual(whole.suggestions.map((one) => `${one.mentor}–${one.mentee}`).sort());
        const total = parts.reduce((sum, { outcome }) => sum + outcome.totalPoints, 0);
        expect(total).toBe(whole.summary.totalPoints);
      }
    },
  );

  it('depends on no order of its organisations', () => {
    const setting = shared(['in-person', 'remote']);
    const pools = regionOf(3);
    expect(pairsOf([solvePart(setting, [...pools].reverse())])).toEqual(pairsOf([solvePart(setting, pools)]));
  });

  it('gives each organisation all of its own mentees and nobody else’s', () => {
    const pools = regionOf(7);
    const { shares } = solvePart(shared(['remote']), pools);
    for (const share of shares) {
      const { suggestions, unmatched } = read(share);
      const own = pools.find(({ organisation }) => organisation === share.organisation);
      const expected = (own?.mentees ?? []).map(({ id }) => id.slice(id.indexOf('/') + 1));
      expect([...suggestions, ...unmatched].map((one) => one.mentee).sort()).toEqual(
        [...expected, 'e-none'].sort(),
      );
      expect(JSON.stringify(unmatched)).not.toMatch(/[a-e]\/e-/);
    }
  });

  it('names nobody in its certificate', () => {
    const { columns, outcome } = solvePart(shared(['remote']), regionOf(2));
    const column = (name: CertificateColumn) => {
      const bytes = inflateSync(columns.find((one) => one.name === name)?.bytes ?? Buffer.alloc(0));
      const Typed = CERTIFICATE_COLUMNS[name];
      return new Typed(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    };
    expect(column('assignment')).toHaveLength(outcome.mentees);
    expect(column('pairMentor')).toHaveLength(outcome.eligiblePairs);
    expect(column('menteePrices')).toHaveLength(outcome.mentees * (outcome.tiers.length + 1));
    expect(JSON.stringify(outcome)).not.toMatch(/[em]-\d/);
  });
});
