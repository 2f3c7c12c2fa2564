import { loadCatalogue, pairSetting } from '@app/catalogue';
import type { BrokenRuleView, Policy } from '@app/contracts';
import { BAR_TITLES, checkPair } from '@app/matching/rules';
import type { BarReason, PairFacts, PairSetting } from '@app/matching/rules';
import {
  loadPairKnowledge,
  loadPoolEntries,
  reciprocalBars,
  standingDecisions,
  withOtherBank,
} from '@app/persistence';
import type { Bar, PairKnowledge, PoolEntry, Programme, StandingDecision } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { isMutual } from './directions.js';

/** What stands against a pair that a curator makes by hand. */
export interface PeopleCheck {
  /** The first variant that the rules admit for every mentee. */
  variant: string | null;
  /** Every broken hard rule, each once; people may override them, but not a missing consent. */
  broken: BrokenRuleView[];
}

/** A missing consent is no rule of pedagogy: no comment makes up for it (152-ФЗ). */
export const NO_CONSENT = 'no-consent';
const NO_CONSENT_TITLE = 'Нет действующего согласия на обработку персональных данных';

/** The rule of the catalogue that a mentee can help the mentor too; on in mentoring that goes in two directions. */
const REVERSE_RULE = 'reverse-covered';

/**
 * Holds a mentor and mentees against the hard rules of the programme's form, under one variant or all that the
 * programme has. In a reverse pair each must be able to help the other; in any other nobody may be the mentor of their
 * own mentor in the same form.
 */
export async function checkPeople(
  tx: EntityManager,
  programme: Programme,
  policy: Policy,
  people: {
    mentor: string;
    mentees: readonly string[];
    variant?: string | undefined;
    kinds: readonly string[];
    /** Mentees whom the group has already: they are not checked again, but must be able to meet the new ones. */
    beside?: readonly string[];
  },
  asOf: string,
): Promise<PeopleCheck> {
  const catalogue = loadCatalogue();
  const organisation = programme.organisationId;
  const mutual = isMutual(people.kinds);
  const knowledge = await loadPairKnowledge(tx, organisation, programme.id, catalogue.barringReasons());
  if (!mutual) knowledge.bars.push(...(await reciprocalBars(tx, programme.form, catalogue.mutualKinds())));
  const standing = await standingDecisions(tx, organisation, programme.id);
  const load = (bank: 'mentors' | 'mentees', only: readonly string[]) =>
    loadPoolEntries(tx, { organisation, bank, asOf, only });
  const { mentors, mentees } = await inBothBanks(load, people, mutual);
  const [mentor] = mentors;
  if (!mentor) return { variant: null, broken: [] };
  const setting = (variants: readonly string[]): PairSetting => ({
    ...pairSetting(catalogue, programme.form, variants),
    asOf,
    policy: mutual ? inBothDirections(policy) : policy,
  });
  const variants = people.variant === undefined ? programme.variants : [people.variant];
  const check = (mentee: PoolEntry) =>
    checkPair(setting(variants), mentor, mentee, factsOf(mentor, mentee, knowledge, standing));
  const checks = mentees.map(check);
  const admits = (variant: string) =>
    checks.every((one) =>
      one.variants.some((under) => under.variant === variant && under.broken.length === 0),
    );
  const broken = new Map(checks.flatMap((one) => one.broken).map((rule) => [rule.rule, rule]));
  for (const bar of apartInGroup(knowledge.bars, people)) {
    broken.set(bar.reason, { rule: bar.reason, title: BAR_TITLES[bar.reason], reason: 'broken' });
  }
  if (![mentor, ...mentees].every((one) => one.consented)) {
    broken.set(NO_CONSENT, { rule: NO_CONSENT, title: NO_CONSENT_TITLE, reason: 'data-missing' });
  }
  return { variant: variants.find(admits) ?? null, broken: [...broken.values()] };
}

/** Who must not be a pair must not meet in a group of mentees either. */
function apartInGroup(
  bars: readonly Bar[],
  { mentees, beside = [] }: { mentees: readonly string[]; beside?: readonly string[] },
): Bar[] {
  const group = [...mentees, ...beside];
  return bars.filter(
    ({ mentor, mentee, reason }) =>
      (reason === 'do-not-pair' || reason === 'conflict') &&
      group.includes(mentor) &&
      group.includes(mentee) &&
      (mentees.includes(mentor) || mentees.includes(mentee)),
  );
}

type Load = (bank: 'mentors' | 'mentees', only: readonly string[]) => Promise<PoolEntry[]>;

/** The people as entries of their own bank; where help goes both ways, with what the other bank says of them. */
async function inBothBanks(
  load: Load,
  people: { mentor: string; mentees: readonly string[] },
  mutual: boolean,
): Promise<{ mentors: PoolEntry[]; mentees: PoolEntry[] }> {
  const mentors = await load('mentors', [people.mentor]);
  const mentees = await load('mentees', people.mentees);
  if (!mutual) return { mentors, mentees };
  return {
    mentors: withOtherBank(mentors, await load('mentees', [people.mentor])),
    mentees: withOtherBank(mentees, await load('mentors', people.mentees)),
  };
}

const inBothDirections = (policy: Policy): Policy => ({
  ...policy,
  rules: { ...policy.rules, [REVERSE_RULE]: { ...policy.rules[REVERSE_RULE], enabled: true } },
});

function factsOf(
  mentor: PoolEntry,
  mentee: PoolEntry,
  knowledge: PairKnowledge,
  standing: readonly StandingDecision[],
): PairFacts {
  const ofThese = (row: { mentor: string; mentee: string }) =>
    row.mentor === mentor.id && row.mentee === mentee.id;
  const ratings = knowledge.ratings.filter(ofThese);
  const barred: BarReason[] = knowledge.bars.filter(ofThese).map((bar) => bar.reason);
  if (standing.some((one) => ofThese(one) && one.decision === 'reject')) barred.push('rejected');
  return {
    assessment: knowledge.compatibilities.find(ofThese)?.score ?? null,
    mentorRating: ratings.find((one) => one.from === 'mentor')?.rating ?? null,
    menteeRating: ratings.find((one) => one.from === 'mentee')?.rating ?? null,
    barred: [...new Set(barred)],
  };
}
