import type { Pool } from '../pool/types.js';
import type { Mentee, Mentor, Participant, Policy } from '../rules/types.js';

/** A pupil of whom little is known; everything else as the test wants it. */
export function participant(id: string, known: Partial<Participant> = {}): Participant {
  return {
    id,
    person: id,
    organisation: 'school',
    personKind: 'student',
    sex: null,
    birthYear: null,
    grade: null,
    experienceYears: null,
    categories: [],
    activity: null,
    competences: [],
    requests: [],
    trained: true,
    waitingSince: null,
    marks: {},
    evidence: [],
    ...known,
    profile: { interests: [], languages: [], shift: null, modes: [], traits: {}, ...known.profile },
  };
}

export function mentor(id: string, known: Partial<Mentor> = {}): Mentor {
  return { ...participant(id, known), capacity: known.capacity ?? 1 };
}

export function mentee(id: string, known: Partial<Mentee> = {}): Mentee {
  return participant(id, known);
}

export function policy(wishes: Partial<Policy> = {}): Policy {
  return {
    objective: 'total',
    minScore: 0,
    seed: 1,
    alternatives: 3,
    weights: { request: 50, profile: 20, compatibility: 30 },
    compatibility: { assessment: 2, traits: 1, interest: 1, complementary: [] },
    features: [],
    tiers: [],
    rules: {},
    minimum: 0,
    groupMinimum: 0,
    external: { allowed: false, modes: [] },
    ...wishes,
  };
}

export function pool(known: Partial<Pool> = {}): Pool {
  return {
    asOf: '2026-10-01',
    mentors: [],
    mentees: [],
    topics: [
      { code: 'subject', parent: null, title: 'Учебные предметы' },
      { code: 'subject.mathematics', parent: 'subject', title: 'Математика' },
      { code: 'subject.mathematics.algebra', parent: 'subject.mathematics', title: 'Алгебра' },
      { code: 'subject.physics', parent: 'subject', title: 'Физика' },
      { code: 'adaptation', parent: null, title: 'Адаптация' },
    ],
    mentorKinds: ['student'],
    menteeKinds: ['student'],
    rules: [],
    variants: [{ code: 'peer-to-peer', title: 'Равный – равному', rules: [] }],
    policy: policy(),
    compatibilities: [],
    ratings: [],
    barred: [],
    locks: [],
    ...known,
  };
}

/** One of a mentor's topics, one of a mentee's. */
export const gives = (topic: string, level = 5): { topic: string; level: number } => ({ topic, level });
export const asks = (topic: string, importance = 3): { topic: string; importance: number } => ({
  topic,
  importance,
});
