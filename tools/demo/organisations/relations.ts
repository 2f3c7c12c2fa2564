import { hasConsent } from './consents.js';
import { AS_OF, type OrganisationPlan, type ProgrammePlan } from './plan.js';
import { random, rounded, type Random } from './random.js';
import type { BankEntry, Compatibility, PaperPair, Preference, Restriction } from './types.js';

const METHOD = 'тест на психологическую совместимость';
const ASSESSED_PER_MENTEE = 3;
const MET_PER_MENTEE = 4;
const VETO_SHARE = 0.03;

export interface Banks {
  mentors: BankEntry[];
  mentees: BankEntry[];
}

/** The mentors that the psychologist would look at for this mentee: pupils or staff with a topic in common. */
function candidates(mentee: BankEntry, mentors: readonly BankEntry[]): BankEntry[] {
  const asked = mentee.requests.map((request) => request.topic);
  return mentors.filter(
    (mentor) =>
      mentor.externalId !== mentee.externalId &&
      (mentee.personKind === 'student' || mentor.personKind !== 'student') &&
      mentor.competences.some(({ topic }) =>
        asked.some((one) => one === topic || one.startsWith(`${topic}.`)),
      ),
  );
}

/** What the psychologist found of some pairs, with a few vetoes; only people who agreed to be tested. */
export function buildCompatibilities(plan: OrganisationPlan, banks: Banks): Compatibility[] {
  const tested = (entry: BankEntry): boolean => hasConsent(entry.consents, 'testing', AS_OF);
  const mentors = banks.mentors.filter(tested);
  return banks.mentees.filter(tested).flatMap((mentee) => {
    const chance = random(`${plan.organisation.id}/compatibility/${mentee.externalId}`);
    return chance.sample(candidates(mentee, mentors), ASSESSED_PER_MENTEE).map((mentor) => ({
      mentor: mentor.externalId,
      mentee: mentee.externalId,
      score: rounded(0.35 + 0.6 * chance.next(), 2),
      method: METHOD,
      measuredOn: '2026-09-17',
      ...(chance.chance(VETO_SHARE) ? { veto: true } : {}),
    }));
  });
}

/** Pairs that must never be: a brother or sister, and a conflict that the class teacher knows of. */
export function buildRestrictions(plan: OrganisationPlan, banks: Banks): Restriction[] {
  const chance = random(`${plan.organisation.id}/restrictions`);
  const reasons = [
    { kind: 'kinship' as const, reason: 'родственники' },
    { kind: 'do-not-pair' as const, reason: 'конфликт в прошлом году' },
    { kind: 'do-not-pair' as const, reason: 'по решению психолога' },
  ];
  return chance.sample(banks.mentees, reasons.length).flatMap((mentee, at) => {
    const near = candidates(mentee, banks.mentors);
    const kept = reasons[at];
    if (near.length === 0 || kept === undefined) return [];
    return [{ mentor: chance.pick(near).externalId, mentee: mentee.externalId, ...kept }];
  });
}

/** Ratings of both sides after a round of quick meetings: everybody met a few, liking is mostly mutual. */
export function buildPreferences(plan: OrganisationPlan, banks: Banks): Preference[] {
  const mentors = banks.mentors.filter((mentor) => mentor.personKind !== 'student');
  const mentees = banks.mentees.filter((mentee) => mentee.personKind === 'student');
  return mentees.flatMap((mentee) => {
    const chance = random(`${plan.organisation.id}/quick-meetings/${mentee.externalId}`);
    return chance.sample(candidates(mentee, mentors), MET_PER_MENTEE).flatMap((mentor) => {
      const liking = chance.integer(4, 10);
      const pair = { mentor: mentor.externalId, mentee: mentee.externalId };
      return [
        { ...pair, from: 'mentee' as const, rating: liking },
        { ...pair, from: 'mentor' as const, rating: near(liking, chance) },
      ];
    });
  });
}

function near(rating: number, chance: Random): number {
  return Math.min(10, Math.max(1, rating + chance.integer(-2, 1)));
}

/** Pairs of pupils that already work on paper: the oldest mentors with whom they may be paired by the rules. */
export function buildPaperPairs(plan: OrganisationPlan, programme: ProgrammePlan, banks: Banks): PaperPair[] {
  const signed = (entry: BankEntry): boolean => hasConsent(entry.consents, 'personal-data', AS_OF);
  const taken = new Set<string>();
  return banks.mentees
    .filter(
      (mentee) => mentee.personKind === 'student' && mentee.categories.includes('failing') && signed(mentee),
    )
    .flatMap((mentee) => {
      const mentor = candidates(mentee, banks.mentors).find(
        (one) =>
          one.personKind === 'student' &&
          signed(one) &&
          !taken.has(one.externalId) &&
          (one.grade ?? 0) > (mentee.grade ?? 0),
      );
      if (mentor === undefined) return [];
      taken.add(mentor.externalId);
      return [paperPair(mentor, mentee)];
    })
    .slice(0, programme.paperPairs ?? 0);
}

function paperPair(mentor: BankEntry, mentee: BankEntry): PaperPair {
  return {
    mentor: mentor.externalId,
    mentee: mentee.externalId,
    variant: 'achiever-underachiever',
    state: 'running',
    on: '2026-09-10',
    document: { number: '41-н', date: '2026-09-08', signedBy: 'директор' },
  };
}
