import type { Catalogue } from '@app/catalogue';
import type { Target } from '@app/contracts';
import { isCounted, targetFor, type CoveredPerson, type DenominatorRecord } from '../monitoring/coverage.js';
import type { Comparable } from '../monitoring/comparable.js';
import { satisfactionOf } from '../monitoring/satisfaction.js';

export interface CoverageFigure {
  code: string;
  title: string;
  /** Persons of this programme. */
  numerator: number;
  denominator: { value: number; asOf: string; source: string } | null;
  /** Null without a denominator, or with one of zero. */
  share: number | null;
  target: { year: number; value: number | null; source: string } | null;
  /** Whether the share reaches the target; null where one of them is not known. */
  reached: boolean | null;
}

export interface ProgrammeCoverage {
  mentees: number;
  mentors: number;
  byVariant: { variant: string | null; title: string; mentees: number; mentors: number }[];
  byCategory: { category: string; title: string; mentees: number }[];
  figures: CoverageFigure[];
}

const SURVEY = 'анкеты участников программы';

/**
 * Whom the programme reaches: enrolled people with a consent, by variant and category, and every coverage figure of
 * the catalogue that the programme has anybody for, against the organisation's own denominators and the targets
 * (S2 «соответствие показателям»).
 */
export function programmeCoverage(
  comparable: Comparable,
  catalogue: Catalogue,
  denominators: readonly DenominatorRecord[],
  cutOff: string,
): ProgrammeCoverage {
  const people = coveredPeople(comparable);
  const count = (role: CoveredPerson['role'], among: readonly { role: string }[] = people): number =>
    among.filter((person) => person.role === role).length;
  return {
    mentees: count('mentee'),
    mentors: count('mentor'),
    byVariant: byVariant(comparable, catalogue).map(({ people: own, ...variant }) => ({
      ...variant,
      mentees: count('mentee', own),
      mentors: count('mentor', own),
    })),
    byCategory: catalogue.data.categories.flatMap(({ code, title }) => {
      const mentees = people.filter(
        ({ role, entry }) => role === 'mentee' && (entry?.categories.includes(code) ?? false),
      ).length;
      return mentees > 0 ? [{ category: code, title: title.ru, mentees }] : [];
    }),
    figures: catalogue.data.targets.flatMap((target) => {
      const figure = figureOf(target, people, comparable, catalogue, denominators, cutOff);
      return figure ? [figure] : [];
    }),
  };
}

/** Everybody enrolled whose consent holds, once per role, with their entry in the bank of the role. */
export function coveredPeople({ participations, people, consented }: Comparable): CoveredPerson[] {
  return participations
    .filter(({ person }) => consented(person))
    .map(({ person, role }) => {
      const record = people.get(person);
      const bank = role === 'mentor' ? 'mentors' : 'mentees';
      return {
        person,
        role,
        birthYear: record?.birthYear ?? null,
        entry: record?.entries.find((entry) => entry.bank === bank),
      };
    });
}

function byVariant(
  { participations, consented }: Comparable,
  catalogue: Catalogue,
): { variant: string | null; title: string; people: { role: string }[] }[] {
  const groups = new Map<string | null, { role: string }[]>();
  for (const { person, role, variant } of participations) {
    if (consented(person)) groups.set(variant, [...(groups.get(variant) ?? []), { role }]);
  }
  const titles = new Map(
    catalogue.data.forms.flatMap((form) => form.variants.map((variant) => [variant.code, variant.title.ru])),
  );
  return [...groups]
    .map(([variant, people]) => ({
      variant,
      title: variant === null ? 'без варианта' : (titles.get(variant) ?? variant),
      people,
    }))
    .sort((a, b) => ((a.variant ?? '') < (b.variant ?? '') ? -1 : 1));
}

function figureOf(
  target: Target,
  people: readonly CoveredPerson[],
  comparable: Comparable,
  catalogue: Catalogue,
  denominators: readonly DenominatorRecord[],
  cutOff: string,
): CoverageFigure | null {
  const { numerator } = target;
  const year = Number(cutOff.slice(0, 4));
  // How many enterprises stand behind the mentors is not recorded.
  if (numerator.counts === 'organisations') return null;
  const goal = targetFor(target, year);
  if (numerator.counts === 'satisfied') {
    const { surveyed, satisfied } = satisfactionOf(comparable, catalogue, numerator.role);
    if (surveyed.size === 0) return null;
    return figure(target, satisfied.size, { value: surveyed.size, asOf: cutOff, source: SURVEY }, goal);
  }
  const counted = people.filter((person) => isCounted(numerator, person, year)).length;
  const given = denominators.find(({ code }) => code === target.denominator);
  if (counted === 0) return null;
  const denominator = given ? { value: given.value, asOf: given.asOf, source: given.source } : null;
  return figure(target, counted, denominator, goal);
}

function figure(
  { code, title }: Target,
  numerator: number,
  denominator: CoverageFigure['denominator'],
  target: CoverageFigure['target'],
): CoverageFigure {
  const share = denominator && denominator.value > 0 ? numerator / denominator.value : null;
  const wanted = target?.value ?? null;
  const reached = share === null || wanted === null ? null : share >= wanted;
  return { code, title: title.ru, numerator, denominator, share, target, reached };
}
