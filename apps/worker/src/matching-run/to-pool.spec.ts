import { loadCatalogue } from '@app/catalogue';
import type { PoolEntry } from '@app/persistence';
import { digestOf } from './digest.js';
import type { Snapshot } from './snapshot.js';
import { toPool } from './to-pool.js';

const form = loadCatalogue().form('student-student');
if (!form) throw new Error('no form');
const policy = form.defaultPolicy;

const entry = (id: string, changes: Partial<PoolEntry> = {}): PoolEntry => ({
  id,
  person: id,
  organisation: 'school-1',
  personKind: 'student',
  sex: null,
  birthYear: null,
  grade: 9,
  experienceYears: null,
  categories: [],
  activity: null,
  competences: [],
  requests: [],
  profile: { interests: [], languages: [], shift: null, modes: [], traits: {} },
  trained: true,
  waitingSince: null,
  marks: {},
  evidence: [],
  capacity: 2,
  consented: true,
  ...changes,
});

const snapshot = (changes: Partial<Snapshot> = {}): Snapshot => ({
  matching: { asOf: '2026-09-15', locks: [], excluded: [] },
  programme: { id: 'p', form: 'student-student', variants: ['peer-to-peer', 'achiever-underachiever'] },
  policy,
  mentors: [entry('m-2'), entry('m-1')],
  mentees: [entry('e-2'), entry('e-1')],
  knowledge: { compatibilities: [], ratings: [], bars: [] },
  decisions: [],
  occupied: new Map(),
  groups: new Map(),
  taken: new Set(),
  ...changes,
});

const pair = (mentor: string, mentee: string) => ({ mentor, mentee });
const ids = (people: readonly { id: string }[]) => people.map((one) => one.id);

describe('the pool of a matching', () => {
  it('[S0-09] holds people of the form, in order of ids, with variants in the order of the catalogue', () => {
    const { pool } = toPool(
      snapshot({ mentors: [entry('m-2'), entry('m-1'), entry('t-1', { personKind: 'teacher' })] }),
    );
    expect(ids(pool.mentors)).toEqual(['m-1', 'm-2']);
    expect(ids(pool.mentees)).toEqual(['e-1', 'e-2']);
    expect(pool.variants.map((one) => one.code)).toEqual(['achiever-underachiever', 'peer-to-peer']);
  });

  it('[S1-09] keeps people without consent out, and tells which mentees they are', () => {
    const { pool, withoutConsent } = toPool(
      snapshot({
        mentors: [entry('m-1', { consented: false }), entry('m-2')],
        mentees: [
          entry('e-3', { consented: false }),
          entry('e-1', { consented: false }),
          entry('e-2'),
          entry('t-1', { consented: false, personKind: 'teacher' }),
        ],
      }),
    );
    expect(ids(pool.mentors)).toEqual(['m-2']);
    expect(ids(pool.mentees)).toEqual(['e-2']);
    expect(withoutConsent).toEqual(['e-1', 'e-3']);
  });

  it('[S1-22] takes the places of active pairs off, and never below none', () => {
    const { pool } = toPool(
      snapshot({
        occupied: new Map([
          ['m-1', 1],
          ['m-2', 5],
        ]),
      }),
    );
    expect(pool.mentors.map((one) => one.capacity)).toEqual([1, 0]);
  });

  it('leaves out mentees who have a pair already, with their locks', () => {
    const { pool, impossibleLock } = toPool(
      snapshot({
        taken: new Set(['e-1']),
        decisions: [{ ...pair('m-1', 'e-1'), decision: 'lock' }],
        matching: { asOf: '2026-09-15', locks: [pair('m-1', 'e-1')], excluded: [] },
      }),
    );
    expect(ids(pool.mentees)).toEqual(['e-2']);
    expect(pool.locks).toEqual([]);
    expect(impossibleLock).toBeNull();
  });

  it('bars what was rejected, excluded, restricted or vetoed, and locks what was locked', () => {
    const { pool } = toPool(
      snapshot({
        decisions: [
          { ...pair('m-2', 'e-2'), decision: 'reject' },
          { ...pair('m-1', 'e-2'), decision: 'withdraw' },
          { ...pair('m-2', 'e-1'), decision: 'lock' },
        ],
        knowledge: {
          compatibilities: [],
          ratings: [],
          bars: [
            { ...pair('m-1', 'e-1'), reason: 'veto' },
            { ...pair('m-1', 'e-1'), reason: 'kinship' },
            { ...pair('m-9', 'e-1'), reason: 'kinship' },
          ],
        },
        matching: { asOf: '2026-09-15', locks: [pair('m-2', 'e-1')], excluded: [pair('m-1', 'e-2')] },
      }),
    );
    expect(pool.barred).toEqual([
      { ...pair('m-1', 'e-1'), reason: 'kinship' },
      { ...pair('m-1', 'e-1'), reason: 'veto' },
      { ...pair('m-1', 'e-2'), reason: 'excluded' },
      { ...pair('m-2', 'e-2'), reason: 'rejected' },
    ]);
    expect(pool.locks).toEqual([pair('m-2', 'e-1')]);
  });

  it('says when a lock of the request names somebody whom a missing consent keeps out', () => {
    const locks = [pair('m-1', 'e-1')];
    const mentees = [entry('e-1', { consented: false })];
    const matching = { asOf: '2026-09-15', locks, excluded: [] };
    expect(toPool(snapshot({ mentees, matching })).impossibleLock).toEqual(pair('m-1', 'e-1'));
    const decisions = [{ ...pair('m-1', 'e-1'), decision: 'lock' as const }];
    expect(toPool(snapshot({ mentees, decisions })).impossibleLock).toBeNull();
  });

  it('knows how large the groups of this programme are, and who must not meet in one', () => {
    const bars = [
      { ...pair('e-1', 'e-2'), reason: 'do-not-pair' as const },
      { ...pair('e-2', 'e-1'), reason: 'do-not-pair' as const },
      { ...pair('e-2', 'e-9'), reason: 'do-not-pair' as const },
      { ...pair('e-1', 'e-2'), reason: 'kinship' as const },
    ];
    const knowledge = { compatibilities: [], ratings: [], bars };
    const groups = new Map([['m-1', 1]]);
    const inGroups = snapshot({ knowledge, groups, policy: { ...policy, groupMinimum: 2 } });
    const { pool } = toPool(inGroups);
    expect(pool.apart).toEqual([['e-1', 'e-2']]);
    expect(pool.mentors.map(({ groupSize }) => groupSize)).toEqual([1, undefined]);
    expect(toPool(snapshot({ knowledge })).pool.apart).toBeUndefined();
  });

  it('is the same whatever the order of rows', () => {
    const compatibilities = [
      { ...pair('m-1', 'e-1'), score: 0.5 },
      { ...pair('m-2', 'e-1'), score: 0.4 },
    ];
    const one = snapshot({ knowledge: { compatibilities, ratings: [], bars: [] } });
    const other = snapshot({
      mentors: [...one.mentors].reverse(),
      mentees: [...one.mentees].reverse(),
      knowledge: { compatibilities: [...compatibilities].reverse(), ratings: [], bars: [] },
    });
    expect(digestOf(toPool(other).pool)).toBe(digestOf(toPool(one).pool));
    const less = snapshot({ mentors: [entry('m-1')] });
    expect(digestOf(toPool(less).pool)).not.toBe(digestOf(toPool(one).pool));
  });
});
