import { loadCatalogue, pairSetting } from '@app/catalogue';
import type { BrokenRuleView, Policy } from '@app/contracts';
import { checkPair } from '@app/matching/rules';
import type { BarReason, PairFacts, PairSetting } from '@app/matching/rules';
import { loadPairKnowledge, loadPoolEntries, standingDecisions } from '@app/persistence';
import type { PairKnowledge, PoolEntry, Programme, StandingDecision } from '@app/persistence';
import type { EntityManager } from 'typeorm';

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

/**
 * Holds a mentor and mentees against the hard rules of the programme's form, under one variant or all that the
 * programme has.
 */
export async function checkPeople(
  tx: EntityManager,
  programme: Programme,
  policy: Policy,
  people: { mentor: string; mentees: readonly string[]; variant?: string | undefined },
  asOf: string,
): Promise<PeopleCheck> {
  const catalogue = loadCatalogue();
  const organisation = programme.organisationId;
  const barring = catalogue.data.completionReasons.filter((one) => one.bars).map((one) => one.code);
  const knowledge = await loadPairKnowledge(tx, organisation, programme.id, barring);
  const standing = await standingDecisions(tx, organisation, programme.id);
  const load = (bank: 'mentors' | 'mentees', only: readonly string[]) =>
    loadPoolEntries(tx, { organisation, bank, asOf, only });
  const [mentor] = await load('mentors', [people.mentor]);
  const mentees = await load('mentees', people.mentees);
  if (!mentor) return { variant: null, broken: [] };
  const setting = (variants: readonly string[]): PairSetting => ({
    ...pairSetting(catalogue, programme.form, variants),
    asOf,
    policy,
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
  if (![mentor, ...mentees].every((one) => one.consented)) {
    broken.set(NO_CONSENT, { rule: NO_CONSENT, title: NO_CONSENT_TITLE, reason: 'data-missing' });
  }
  return { variant: variants.find(admits) ?? null, broken: [...broken.values()] };
}

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
