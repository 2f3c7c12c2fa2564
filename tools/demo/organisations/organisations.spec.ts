import { loadCatalogue } from '@app/catalogue';
import { PairRules, scorePair, type Mentor, type Participant, type PairFacts } from '@app/matching';
import { checkAnswers, scoreSheet } from '@app/monitoring/scoring';
import { hasConsent } from './consents.js';
import { encodeBank } from './formats.js';
import { buildOrganisations, AS_OF, PLANS, type BankEntry, type Wave } from './index.js';
import {
  measurements,
  psychologistResponses,
  schoolResponses,
  type EnrolledProgramme,
} from './monitoring.js';

const catalogue = loadCatalogue();
const examples = buildOrganisations();
const entriesOf = (example: (typeof examples)[number]): BankEntry[] => [
  ...example.mentors,
  ...example.mentees,
];

/** Everybody of the banks who may take part in the form, as if all of them were in pairs. */
function everybody(example: (typeof examples)[number], form: string): EnrolledProgramme {
  const kinds = catalogue.form(form);
  if (kinds === undefined) throw new Error(form);
  const enrolled = (['mentors', 'mentees'] as const).flatMap((bank) =>
    example[bank]
      .filter((entry) =>
        kinds[bank === 'mentors' ? 'mentor' : 'mentee'].personKinds.includes(entry.personKind),
      )
      .map((entry) => ({ bank, entry, points: 7000 })),
  );
  return { id: 'programme', form, enrolled };
}

function toParticipant(entry: BankEntry, organisation: string): Mentor {
  return { ...entry, id: entry.externalId, person: entry.externalId, organisation };
}

describe('the example organisations', () => {
  it('are the same every time', () => {
    expect(JSON.stringify(buildOrganisations())).toBe(JSON.stringify(examples));
  });

  it('are six, in three municipalities, with 40 to 150 bank entries each', () => {
    expect(examples).toHaveLength(6);
    expect(new Set(examples.map(({ organisation }) => organisation.municipality)).size).toBe(3);
    for (const example of examples) {
      expect(entriesOf(example).length).toBeGreaterThanOrEqual(40);
      expect(entriesOf(example).length).toBeLessThanOrEqual(150);
    }
  });

  it('run the forms of the documents: one, one, two and three of them, and more', () => {
    const forms = PLANS.map(({ programmes }) => programmes.map(({ body }) => body.form).sort());
    expect(forms).toEqual([
      ['teacher-student'],
      ['teacher-teacher'],
      ['student-student', 'teacher-teacher'],
      ['student-student', 'teacher-student', 'teacher-teacher'],
      ['student-student', 'teacher-student'],
      ['student-student', 'teacher-teacher'],
    ]);
  });

  it.each(examples.map((example) => [example.organisation.id, example] as const))(
    'know only codes of the catalogue: %s',
    (_id, example) => {
      for (const entry of entriesOf(example)) {
        expect(catalogue.personKind(entry.personKind)).toBeDefined();
        for (const category of entry.categories) expect(catalogue.category(category)).toBeDefined();
        for (const { topic } of [...entry.competences, ...entry.requests])
          expect([topic, catalogue.topic(topic)?.code]).toEqual([topic, topic]);
        for (const subject of Object.keys(entry.marks)) expect(catalogue.topic(subject)).toBeDefined();
        for (const trait of Object.keys(entry.profile.traits)) expect(catalogue.trait(trait)).toBeDefined();
        for (const mode of entry.profile.modes) expect(catalogue.mode(mode)).toBeDefined();
      }
      for (const { code } of example.denominators) expect(catalogue.denominator(code)).toBeDefined();
      for (const { plan } of example.programmes) {
        const form = catalogue.form(plan.body.form);
        const variants = form?.variants.map(({ code }) => code);
        for (const variant of plan.body.variants) expect(variants).toContain(variant);
        for (const kind of plan.body.kinds) expect(form?.kinds).toContain(kind);
        expect(catalogue.effectivePolicy(plan.body.form, plan.body.policy ?? {})).not.toHaveProperty(
          'errors',
        );
      }
    },
  );

  it('name every person once in a bank, and a person in both banks looks the same in both', () => {
    for (const example of examples) {
      for (const bank of [example.mentors, example.mentees])
        expect(new Set(bank.map(({ externalId }) => externalId)).size).toBe(bank.length);
      const mentors = new Map(example.mentors.map((entry) => [entry.externalId, entry]));
      for (const mentee of example.mentees) {
        const same = mentors.get(mentee.externalId);
        if (same !== undefined) expect(mentee.consents).toEqual(same.consents);
      }
    }
    const both = examples.flatMap(({ mentors, mentees }) =>
      mentees.filter((mentee) => mentors.some((mentor) => mentor.externalId === mentee.externalId)),
    );
    expect(both.length).toBeGreaterThan(0);
  });

  it('have people without consent and people whose request nobody covers, in every organisation', () => {
    for (const example of examples) {
      expect(entriesOf(example).some(({ consents }) => !hasConsent(consents, 'personal-data', AS_OF))).toBe(
        true,
      );
      const offered = new Set(
        example.mentors.flatMap(({ competences }) => competences.map(({ topic }) => topic)),
      );
      const isHopeless = ({ requests }: BankEntry): boolean =>
        requests.every(
          ({ topic }) => ![...offered].some((one) => topic === one || topic.startsWith(`${one}.`)),
        );
      expect([example.organisation.id, example.mentees.some(isHopeless)]).toEqual([
        example.organisation.id,
        true,
      ]);
    }
  });

  it('relate only people of the banks', () => {
    for (const example of examples) {
      const mentors = new Set(example.mentors.map(({ externalId }) => externalId));
      const mentees = new Set(example.mentees.map(({ externalId }) => externalId));
      const related = [
        ...example.compatibilities,
        ...example.restrictions,
        ...example.programmes.flatMap(({ preferences, paperPairs }) => [...preferences, ...paperPairs]),
      ];
      expect(example.compatibilities.length).toBeGreaterThan(10);
      expect(example.restrictions.length).toBeGreaterThan(0);
      for (const pair of related) {
        expect(mentors).toContain(pair.mentor);
        expect(mentees).toContain(pair.mentee);
      }
    }
  });

  it.each(
    examples.flatMap((example) => example.programmes.map((programme) => [example, programme] as const)),
  )('leave most mentees of every programme a mentor that the rules allow', (example, { plan }) => {
    const form = catalogue.form(plan.body.form);
    const policy = catalogue.effectivePolicy(plan.body.form, plan.body.policy ?? {});
    if (form === undefined || !('policy' in policy)) throw new Error(plan.body.form);
    const rules = new PairRules({
      asOf: AS_OF,
      topics: catalogue.data.topics.map(({ code, parent }) => ({ code, parent })),
      mentorKinds: form.mentor.personKinds,
      menteeKinds: form.mentee.personKinds,
      rules: form.rules,
      variants: form.variants
        .filter(({ code }) => plan.body.variants.includes(code))
        .map(({ code, title, rules: own }) => ({ code, title: title.ru, rules: own })),
      policy: policy.policy,
    });
    const signed = ({ consents }: BankEntry): boolean => hasConsent(consents, 'personal-data', AS_OF);
    const people = (bank: BankEntry[], kinds: string[]): Participant[] =>
      bank
        .filter((entry) => signed(entry) && kinds.includes(entry.personKind))
        .map((entry) => toParticipant(entry, example.organisation.id));
    const mentors = people(example.mentors, form.mentor.personKinds).map((one) => rules.mentor(one));
    const mentees = people(example.mentees, form.mentee.personKinds);
    const known: PairFacts = { assessment: null, mentorRating: null, menteeRating: null, barred: [] };
    const points: number[] = [];
    const matchable = mentees.filter((mentee) => {
      const ready = rules.mentee(mentee);
      const eligible = mentors.filter((mentor) => rules.firstVariant(mentor, ready) >= 0);
      for (const mentor of eligible)
        points.push(scorePair(mentor.person, mentee, known, policy.policy, rules.taxonomy).points);
      return eligible.length > 0;
    });
    const share = matchable.length / mentees.length;
    expect(share).toBeGreaterThan(0.6);
    expect(new Set(points).size).toBeGreaterThan(10);
  });

  it('fill in sheets that their instruments accept, with change between the waves', () => {
    for (const example of examples) {
      for (const { plan } of example.programmes) {
        const programme = everybody(example, plan.body.form);
        for (const wave of ['entry', 'exit'] as const) {
          const { instruments } = catalogue.data;
          const sheets = [
            ...schoolResponses(example.plan, programme, instruments, wave),
            ...psychologistResponses(example.plan, programme, instruments, wave),
          ];
          expect(sheets.length).toBeGreaterThan(0);
          for (const sheet of sheets) {
            const instrument = catalogue.instrument(sheet.instrument, sheet.version);
            if (instrument === undefined) throw new Error(sheet.instrument);
            expect(checkAnswers(instrument, sheet.answers)).toEqual([]);
          }
        }
      }
    }
  });

  it('move the way mentoring hopes: mean anxiety falls, mean engagement rises', () => {
    const meanOf = (wave: Wave, indicator: string): number => {
      const values = examples.flatMap((example) =>
        example.programmes
          .filter(({ plan }) => plan.body.form === 'student-student')
          .flatMap(({ plan }) => {
            const programme = everybody(example, plan.body.form);
            return schoolResponses(example.plan, programme, catalogue.data.instruments, wave).flatMap(
              (sheet) => {
                const instrument = catalogue.instrument(sheet.instrument, sheet.version);
                if (instrument === undefined) return [];
                return scoreSheet(instrument, sheet.answers).filter((score) => score.indicator === indicator);
              },
            );
          }),
      );
      const known = values.flatMap(({ value }) => (value === null ? [] : [value]));
      return known.reduce((sum, value) => sum + value, 0) / known.length;
    };
    expect(meanOf('exit', 'anxiety')).toBeLessThan(meanOf('entry', 'anxiety') - 0.2);
    expect(meanOf('exit', 'engagement')).toBeGreaterThan(meanOf('entry', 'engagement') + 0.2);
  });

  it('answer the same whatever the programme is called by the server', () => {
    const [example] = examples;
    if (example === undefined) throw new Error('no examples');
    const programme = everybody(example, 'teacher-student');
    const answersOf = (id: string): unknown =>
      schoolResponses(example.plan, { ...programme, id }, catalogue.data.instruments, 'exit').map(
        ({ answers, answeredOn }) => ({ answers, answeredOn }),
      );
    expect(answersOf('one')).toEqual(answersOf('another'));
  });

  it('have marks and attendance within the bounds of their indicators, and some exits missing', () => {
    for (const example of examples) {
      for (const { plan } of example.programmes) {
        const programme = everybody(example, plan.body.form);
        const entry = measurements(example.plan, programme, 'entry');
        const exit = measurements(example.plan, programme, 'exit');
        for (const { indicator, value } of [...entry, ...exit]) {
          const bounds = catalogue.indicator(indicator);
          expect(value).toBeGreaterThanOrEqual(bounds?.min ?? NaN);
          expect(value).toBeLessThanOrEqual(bounds?.max ?? NaN);
        }
        expect(exit.length).toBeLessThanOrEqual(entry.length + 6);
      }
    }
  });

  it.each([
    ['csv', ',', 'profile.traits.leadership'],
    ['russian-csv', ';', 'Идентификатор'],
  ] as const)(
    'write a bank as a table whose every row has as many cells as its header: %s',
    (format, by, header) => {
      const [example] = examples;
      const { content, mediaType } = encodeBank(example?.mentees ?? [], format);
      expect(mediaType).toContain('text/csv');
      expect(new Set(content.split('\r\n').map((line) => line.split(by).length)).size).toBe(1);
      expect(content).toContain(header);
    },
  );
});
