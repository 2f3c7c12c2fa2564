import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CatalogueError, readCatalogue } from '@app/catalogue';
import type {
  CompletionReason,
  ConsentPurposeEntry,
  DisclosureThresholds,
  Form,
  Indicator,
  Instrument,
  Kind,
  MarkWeights,
  Rule,
  StageOneThresholds,
  StageTwoThresholds,
  Target,
  Topic,
} from '@app/contracts';
import { copyOfCatalogue, removeCopies, spoil } from './testing/broken-copy.js';

afterAll(removeCopies);

function refusal(folder: string): CatalogueError {
  try {
    readCatalogue(folder);
  } catch (error) {
    if (error instanceof CatalogueError) return error;
    throw error;
  }
  throw new Error('the broken catalogue was accepted');
}

interface Mistake {
  what: string;
  file: string;
  change: (json: never) => void;
  path: string;
  reason: RegExp;
}

const of = <Shape>(
  file: string,
  what: string,
  path: string,
  reason: RegExp,
  change: (json: Shape) => void,
): Mistake => ({ file, what, path, reason, change: change });

const SS = 'forms/student-student.json';
const form = (
  what: string,
  path: string,
  reason: RegExp,
  change: (form: Form & { rules: [Rule, Rule] }) => void,
) => of(SS, what, path, reason, change);

const FORM_MISTAKES: Mistake[] = [
  form('an unknown field', 'colour', /unknown field/, (f) => Object.assign(f, { colour: 'red' })),
  form('no goal', 'goal', /is required/, (f) => Reflect.deleteProperty(f, 'goal')),
  form('a title without Russian', 'title.ru', /is required/, (f) => Reflect.deleteProperty(f.title, 'ru')),
  form('an unknown approver', 'approver', /curator, council/, (f) =>
    Object.assign(f, { approver: 'parents' }),
  ),
  form('no variant', 'variants', /fewer than 1/, (f) => (f.variants = [])),
  form('an unknown person kind', 'mentor.personKinds', /"robot"/, (f) => f.mentor.personKinds.push('robot')),
  form('an unknown kind', 'kinds', /"eternal"/, (f) => f.kinds.push('eternal')),
  form('a variant twice', 'variants', /"peer-to-peer" stands twice/, (f) =>
    f.variants.push({ ...(f.variants[2] as never as Form['variants'][0]), rules: [] }),
  ),
  form('a rule code twice', 'rules', /"grade-gap" stands twice/, (f) => f.rules.push(f.rules[1])),
  form('a rule code twice, once in a variant', 'rules', /"grade-gap" stands twice/, (f) =>
    f.variants[0]?.rules.push(f.rules[1]),
  ),
  form('two operators in a rule', 'rules[1]', /exactly one operator, has compare and exists/, (f) =>
    Object.assign(f.rules[1], { exists: 'mentor.grade' }),
  ),
  form('no operator in a rule', 'rules[0]', /exactly one operator, has none/, (f) => {
    delete f.rules[0].covers;
    delete f.rules[0].atLeast;
    delete f.rules[0].params;
  }),
  form('an unknown variant in a rule', 'rules[1].variants', /no variant "equals"/, (f) => {
    f.rules[1].variants = { not: ['equals'] };
  }),
  form('a parameter without default', 'rules[1].params', /"min" has no default/, (f) => {
    f.rules[1].params = {};
  }),
  form('a parameter that nothing uses', 'rules[1].params.max', /not used/, (f) => {
    f.rules[1].params = { min: 1, max: 3 };
  }),
  form('a path that leads nowhere', 'rules[1]', /"mentor.height" leads nowhere/, (f) => {
    f.rules[1].compare = ['mentor.height', '>=', 'mentee.grade'];
  }),
  form('a path of nobody', 'rules[1].compare[0]', /pattern/, (f) => {
    f.rules[1].compare = ['grade', '>=', 'mentee.grade'];
  }),
  form('an unknown comparison', 'rules[1].compare[1]', />=, >, <=, <, ==, !=/, (f) => {
    f.rules[1].compare = ['mentor.grade', '≥' as never, 'mentee.grade'];
  }),
  form('a comparison of one side', 'rules[1].compare', /fewer than 3/, (f) => {
    f.rules[1].compare = ['mentor.grade', '>='] as never;
  }),
  form('"$" without forEach', 'rules[1]', /needs "forEach"/, (f) => {
    f.rules[1].compare = ['mentor.marks[$]', '>=', 'mentee.grade'];
  }),
  form('forEach beside another operator', 'rules[0].forEach', /only beside "compare"/, (f) => {
    f.rules[0].forEach = 'mentee.requests';
  }),
  form('a distance without limit', 'variants[2].rules[0]', /needs "atMost"/, (f) => {
    delete f.variants[2]?.rules[0]?.atMost;
    delete f.variants[2]?.rules[0]?.params;
  }),
  form('an unknown category in a rule', 'variants[0].rules[0]', /"lazy" \(not in categories\)/, (f) => {
    Object.assign(f.variants[0]?.rules[0] ?? {}, { params: { categories: ['lazy'] } });
  }),
  form('an unknown category in a condition', 'variants[1].rules[0]', /"lazy"/, (f) => {
    Object.assign(f.variants[1]?.rules[0] ?? {}, {
      when: { all: [{ not: { intersects: ['mentee.categories', ['lazy']] } }] },
    });
  }),
  form('an unknown topic root in a path', 'variants[0].rules[1]', /"alchemy" \(not in topics\)/, (f) => {
    Object.assign(f.variants[0]?.rules[1] ?? {}, { forEach: 'mentee.requests.alchemy' });
  }),
  form('a condition of no kind', 'rules[0].when', /./, (f) => {
    f.rules[0].when = { sometimes: true } as never;
  }),
  form('a default policy with a hole', 'defaultPolicy.seed', /is required/, (f) =>
    Reflect.deleteProperty(f.defaultPolicy, 'seed'),
  ),
  form('a default policy with an unknown rule', 'defaultPolicy.rules.no-such', /unknown-rule/, (f) => {
    f.defaultPolicy.rules = { 'no-such': { enabled: false } };
  }),
  form('a default policy without weight', 'defaultPolicy.weights', /out-of-range/, (f) => {
    f.defaultPolicy.weights = { request: 0, profile: 0, compatibility: 0 };
  }),
];

const INSTRUMENT = 'instruments/student-student.mentee.json';
const instrument = (what: string, path: string, reason: RegExp, change: (i: Instrument) => void) =>
  of(INSTRUMENT, what, path, reason, change);
const twinIndex = 6;
const INSTRUMENT_MISTAKES: Mistake[] = [
  instrument('an unconfirmed key', 'confirmed', /constant/, (i) => Object.assign(i, { confirmed: false })),
  instrument('an item of no kind', 'items[0]', /kind/, (i) =>
    Object.assign(i.items[0] ?? {}, { kind: 'song' }),
  ),
  instrument('a rating without range', 'items[1].min', /is required/, (i) =>
    Reflect.deleteProperty(i.items[1] ?? {}, 'min'),
  ),
  instrument('an empty range', 'items[1]', /min must be below max/, (i) =>
    Object.assign(i.items[1] ?? {}, { min: 10 }),
  ),
  instrument('an item twice', 'items', /"liked" stands twice/, (i) =>
    i.items.push(i.items.find((item) => item.code === 'liked') as never),
  ),
  instrument('a twin that does not exist', `items[${twinIndex}].twin`, /no item "dream"/, (i) =>
    Object.assign(i.items[twinIndex] ?? {}, { twin: 'dream' }),
  ),
  instrument('a twin of another range', `items[${twinIndex}].twin`, /same range/, (i) =>
    Object.assign(i.items[twinIndex] ?? {}, { max: 5 }),
  ),
  instrument('twins of one wave', `items[${twinIndex}].twin`, /mirrors an entry question/, (i) =>
    Object.assign(i.items[twinIndex] ?? {}, { waves: ['entry'] }),
  ),
  instrument('a wave that the instrument lacks', 'items[0].waves', /not used at "entry"/, (i) => {
    i.waves = ['exit'];
  }),
  instrument('a scale of an unknown item', 'scales[0].items', /no item "engagement-9"/, (i) =>
    i.scales[0]?.items.push('engagement-9'),
  ),
  instrument('a scale of an open question', 'scales[0].items', /open question/, (i) =>
    i.scales[0]?.items.push('valuable'),
  ),
  instrument('a reversed item from elsewhere', 'scales[0].reversed', /not in the scale/, (i) =>
    i.scales[0]?.reversed?.push('activity-1'),
  ),
  instrument('an unknown indicator', 'scales[0].indicator', /unknown indicator "luck"/, (i) =>
    Object.assign(i.scales[0] ?? {}, { indicator: 'luck' }),
  ),
  instrument('an indicator of organisations', 'scales[0].indicator', /count of an organisation/, (i) =>
    Object.assign(i.scales[0] ?? {}, { indicator: 'organisation.complaints' }),
  ),
  instrument('a scale beyond its indicator', 'scales[0]', /outside 0…100/, (i) =>
    Object.assign(i.scales[0] ?? {}, { max: 500 }),
  ),
  instrument('a band scale without a band', 'scales[0].band', /a band is needed/, (i) =>
    Object.assign(i.scales[0] ?? {}, { direction: 'band' }),
  ),
  instrument('levels that do not ascend', 'scales[0].bands', /must ascend/, (i) =>
    Object.assign(i.scales[0] ?? {}, {
      bands: [
        { upTo: 10, label: { ru: 'а' } },
        { upTo: 5, label: { ru: 'б' } },
      ],
    }),
  ),
  instrument('levels that end too early', 'scales[0].bands', /end below the scale/, (i) =>
    Object.assign(i.scales[0] ?? {}, { bands: [{ upTo: 5, label: { ru: 'а' } }] }),
  ),
  instrument('no golden sheet', 'golden', /at least one golden sheet/, (i) => (i.golden = [])),
  instrument('a golden answer to nothing', 'golden[0].answers', /no item "dream"/, (i) =>
    Object.assign(i.golden[0]?.answers ?? {}, { dream: 1 }),
  ),
  instrument('a golden sheet without a score', 'golden[0].scales', /"anxiety" is missing/, (i) =>
    Reflect.deleteProperty(i.golden[0]?.scales ?? {}, 'anxiety'),
  ),
  instrument('a form that does not exist', 'forms', /"duel"/, (i) => i.forms?.push('duel')),
];

const VOCABULARY_MISTAKES: Mistake[] = [
  of<Topic[]>('topics.json', 'a topic under nothing', '[1].parent', /unknown topic "magic"/, (topics) =>
    Object.assign(topics[1] ?? {}, { parent: 'magic' }),
  ),
  of<Topic[]>('topics.json', 'topics in a circle', '[0].parent', /own ancestor/, (topics) =>
    Object.assign(topics[0] ?? {}, { parent: topics[1]?.code }),
  ),
  of<Topic[]>('topics.json', 'a topic twice', '[1].code', /"subject" stands twice/, (topics) =>
    Object.assign(topics[1] ?? {}, { code: 'subject', parent: null }),
  ),
  of<Topic[]>('topics.json', 'a code with a space', '[0].code', /pattern/, (topics) =>
    Object.assign(topics[0] ?? {}, { code: 'Школьный предмет' }),
  ),
  of<Topic[]>('topics.json', 'no source', '[0].source', /is required/, (topics) =>
    Reflect.deleteProperty(topics[0] ?? {}, 'source'),
  ),
  of<Kind[]>('kinds.json', 'a term that ends before it begins', '[0].termMonths', /above its end/, (kinds) =>
    Object.assign(kinds[0] ?? {}, { termMonths: [12, 3] }),
  ),
  of<Indicator[]>('indicators.json', 'an indicator without range', '[0]', /below max/, (indicators) =>
    Object.assign(indicators[0] ?? {}, { min: 100 }),
  ),
  of<Target[]>('targets.json', 'an unknown denominator', '[0].denominator', /"everybody"/, (targets) =>
    Object.assign(targets[0] ?? {}, { denominator: 'everybody' }),
  ),
  of<Target[]>('targets.json', 'a target in percent', '[0].values[0].value', /<= 1/, (targets) =>
    Object.assign(targets[0]?.values[0] ?? {}, { value: 70 }),
  ),
  of<Target[]>(
    'targets.json',
    'an age from end to beginning',
    '[1].numerator.age',
    /above its end/,
    (targets) => Object.assign(targets[1]?.numerator ?? {}, { age: [19, 10] }),
  ),
  of<ConsentPurposeEntry[]>(
    'consent-purposes.json',
    'no purpose "testing"',
    '',
    /"testing" is missing/,
    (list) => list.splice(1, 1),
  ),
  of<CompletionReason[]>('completion-reasons.json', 'an unknown group', '[0].group', /plan-done/, (list) =>
    Object.assign(list[0] ?? {}, { group: 'whim' }),
  ),
  of<StageOneThresholds>('stage1.json', 'a weakness above a strength', 'weaknessShare', /below/, (stage1) =>
    Object.assign(stage1, { weaknessShare: 0.9 }),
  ),
  of<StageOneThresholds>(
    'stage1.json',
    'a threshold off the scale',
    'positiveFrom',
    /within the scale/,
    (stage1) => Object.assign(stage1, { positiveFrom: 11 }),
  ),
  of<StageTwoThresholds>('stage2.json', 'size words out of order', 'sizeWords', /ascend/, (stage2) =>
    Object.assign(stage2, { sizeWords: [0.5, 0.2, 0.8] }),
  ),
  of<StageTwoThresholds>(
    'stage2.json',
    'inference before description',
    'inferFrom',
    /describeFrom/,
    (stage2) => Object.assign(stage2, { inferFrom: 2, describeFrom: 3 }),
  ),
  of<DisclosureThresholds>(
    'disclosure.json',
    'a threshold under the floor',
    'persons',
    />= 3/,
    (disclosure) => Object.assign(disclosure, { persons: 2 }),
  ),
  of<DisclosureThresholds>(
    'disclosure.json',
    'a lower psychological one',
    'personsPsychological',
    /persons/,
    (d) => Object.assign(d, { personsPsychological: 4 }),
  ),
  of<DisclosureThresholds>('disclosure.json', 'a floor above the threshold', 'persons', /personsFloor/, (d) =>
    Object.assign(d, { personsFloor: 7 }),
  ),
  of<MarkWeights>('marks.json', 'a mark twice', 'weights', /"5" stands twice/, (marks) =>
    Object.assign(marks.weights[1] ?? {}, { mark: '5' }),
  ),
];

describe('a broken catalogue is refused with the file, the place and the reason', () => {
  it.each([...FORM_MISTAKES, ...INSTRUMENT_MISTAKES, ...VOCABULARY_MISTAKES])(
    '$file: $what',
    ({ file, change, path, reason }) => {
      const folder = copyOfCatalogue();
      spoil(folder, file, change);
      const error = refusal(folder);
      const found = error.problems.find((problem) => problem.path === path && reason.test(problem.reason));
      expect({ found, all: error.problems }).toMatchObject({ found: { file, path } });
      expect(error.message).toContain(error.file);
    },
  );

  it('a file that is not there', () => {
    const folder = copyOfCatalogue();
    rmSync(join(folder, 'topics.json'));
    expect(refusal(folder)).toMatchObject({ file: 'topics.json', problems: [{ code: 'unreadable' }] });
  });

  it('a folder that is not there', () => {
    const folder = copyOfCatalogue();
    rmSync(join(folder, 'forms'), { recursive: true });
    expect(refusal(folder)).toMatchObject({ file: 'forms', problems: [{ code: 'unreadable' }] });
  });

  it('a file that is not JSON', () => {
    const folder = copyOfCatalogue();
    writeFileSync(join(folder, 'kinds.json'), '[{"code": ');
    expect(refusal(folder)).toMatchObject({ file: 'kinds.json', problems: [{ code: 'broken-json' }] });
  });

  it('an object where a list belongs', () => {
    const folder = copyOfCatalogue();
    writeFileSync(join(folder, 'kinds.json'), '{}');
    expect(refusal(folder)).toMatchObject({ file: 'kinds.json', reason: 'must be an array' });
  });

  it('several mistakes at once, all of them told', () => {
    const folder = copyOfCatalogue();
    spoil(folder, SS, (form: Form) => {
      form.kinds.push('eternal');
      form.mentor.personKinds.push('robot');
    });
    const error = refusal(folder);
    expect(error.problems).toHaveLength(2);
    expect(error.message).toMatch(/^forms\/student-student\.json: .*\(and 1 more\)$/);
  });
});
