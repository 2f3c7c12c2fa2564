import { CONSENT_PURPOSES, type PetitionKind, type Target, type Topic } from '@app/contracts';
import type { CheckReport } from './report.js';

/** Checks all that is neither a form nor an instrument: topics, indicators, targets, thresholds. */
export function checkVocabulary(all: CheckReport): void {
  checkTopics(all);
  for (const range of [...all.data.indicators, ...all.data.traits]) {
    if (range.min >= range.max) all.of(range).add('', 'bad-value', 'min must be below max');
  }
  for (const kind of all.data.kinds) {
    if (kind.termMonths && kind.termMonths[0] > kind.termMonths[1]) {
      all.of(kind).add('termMonths', 'bad-value', 'begins above its end');
    }
  }
  for (const target of all.data.targets) checkTarget(target, all);
  for (const petition of all.data.petitionKinds) checkPetition(petition, all);
  checkConsentPurposes(all);
  checkThresholds(all);
  checkYear(all);
}

function checkTopics(all: CheckReport): void {
  const parents = new Map(all.data.topics.map((topic) => [topic.code, topic.parent]));
  for (const topic of all.data.topics) {
    const report = all.of(topic);
    if (topic.parent !== null && !parents.has(topic.parent)) {
      report.add('parent', 'unknown-reference', `unknown topic "${topic.parent}"`);
    } else if (isOwnAncestor(topic, parents)) {
      report.add('parent', 'bad-value', `"${topic.code}" is its own ancestor`);
    }
  }
}

function isOwnAncestor(topic: Topic, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let at: string | null | undefined = topic.parent; at; at = parents.get(at)) {
    if (at === topic.code) return true;
    if (seen.has(at)) return false;
    seen.add(at);
  }
  return false;
}

function checkTarget(target: Target, all: CheckReport): void {
  const report = all.of(target);
  const { numerator } = target;
  report.references('denominator', 'denominators', [target.denominator]);
  report.references('numerator.personKinds', 'personKinds', numerator.personKinds ?? []);
  report.references('numerator.categories', 'categories', numerator.categories ?? []);
  report.unique(
    'values',
    target.values.map(({ year }) => String(year)),
  );
  for (const field of ['age', 'experienceYears'] as const) {
    const range = numerator[field];
    if (range && range[0] > range[1]) report.add(`numerator.${field}`, 'bad-value', 'begins above its end');
  }
}

/** A granted petition ends a pair for a reason by which such a pair may end, on the initiative of who asks. */
function checkPetition(petition: PetitionKind, all: CheckReport): void {
  const reason = all.data.completionReasons.find(({ code }) => code === petition.reason);
  const report = all.of(petition);
  if (!reason) report.add('reason', 'unknown-reference', `unknown completion reason "${petition.reason}"`);
  else if (!reason.states.includes(petition.state) || !reason.initiators.includes(petition.by)) {
    report.add('reason', 'bad-value', `"${reason.code}" is for other states or other initiators`);
  }
}

function checkConsentPurposes(all: CheckReport): void {
  const present = new Set<string>(all.data.consentPurposes.map((purpose) => purpose.code));
  for (const code of CONSENT_PURPOSES) {
    if (present.has(code)) continue;
    all.problems.push({
      file: 'consent-purposes.json',
      path: '',
      code: 'bad-value',
      reason: `purpose "${code}" is missing`,
    });
  }
}

/** Stages and the school of mentors: roles and kinds that exist, ends that are not before their beginnings. */
function checkYear(all: CheckReport): void {
  const { stages, mentorSchool } = all.data;
  for (const stage of stages) {
    const report = all.of(stage);
    report.references('responsible', 'roles', [stage.responsible]);
    const { startsOn, dueOn } = stage;
    if (startsOn.from === dueOn.from && startsOn.days > dueOn.days)
      report.add('dueOn', 'bad-value', 'is before startsOn');
  }
  const report = all.of(mentorSchool);
  const kinds = new Set(mentorSchool.kinds.map(({ code }) => code));
  report.unique(
    'calendar',
    mentorSchool.calendar.map(({ code }) => code),
  );
  mentorSchool.calendar.forEach((item, i) => {
    report.references(`calendar[${i}].responsible`, 'roles', [item.responsible]);
    if (!kinds.has(item.kind))
      report.add(`calendar[${i}].kind`, 'unknown-reference', `unknown kind "${item.kind}"`);
    if (inAcademicYear(item.from) > inAcademicYear(item.until))
      report.add(`calendar[${i}].until`, 'bad-value', 'is before from');
  });
}

/** `MM-DD` as a text whose order is that of an academic year, which begins in September. */
const inAcademicYear = (day: string): string => (day < '09' ? `1-${day}` : `0-${day}`);

function checkThresholds(all: CheckReport): void {
  const { stage1, stage2, disclosure, marks } = all.data;
  if (stage1.weaknessShare >= stage1.strengthShare) {
    all.of(stage1).add('weaknessShare', 'bad-value', 'must be below strengthShare');
  }
  if (stage1.positiveFrom <= stage1.scaleMin || stage1.positiveFrom > stage1.scaleMax) {
    all.of(stage1).add('positiveFrom', 'bad-value', 'must lie within the scale');
  }
  const [none, small, moderate] = stage2.sizeWords;
  if (!(0 < none && none < small && small < moderate)) {
    all.of(stage2).add('sizeWords', 'bad-value', 'must ascend from above 0');
  }
  if (stage2.inferFrom < stage2.describeFrom) {
    all.of(stage2).add('inferFrom', 'bad-value', 'must not be below describeFrom');
  }
  if (disclosure.persons < disclosure.personsFloor) {
    all.of(disclosure).add('persons', 'bad-value', 'must not be below personsFloor');
  }
  if (disclosure.personsPsychological < disclosure.persons) {
    all.of(disclosure).add('personsPsychological', 'bad-value', 'must not be below persons');
  }
  all.of(marks).unique(
    'weights',
    marks.weights.map(({ mark }) => mark),
  );
}
