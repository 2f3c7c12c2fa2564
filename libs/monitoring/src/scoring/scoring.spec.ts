import fc from 'fast-check';
import {
  checkAnswers,
  checkInstrument,
  distanceToBand,
  levelOf,
  MonitoringError,
  requireInstrument,
  scoreSheet,
  targetBand,
  type Instrument,
  type Item,
} from './index.js';

/** Shaped like the state scale of the Spielberger test: 20 items rated 1–4, half reversed, constant 50. */
function anxietySheet(change: Partial<Instrument> = {}): Instrument {
  const codes = Array.from({ length: 20 }, (_, index) => `q${index + 1}`);
  const reversed = [1, 2, 5, 8, 10, 11, 15, 16, 19, 20].map((n) => `q${n}`);
  const all = (value: number): Record<string, number> =>
    Object.fromEntries(codes.map((code) => [code, value]));
  return {
    code: 'state-anxiety',
    version: '1',
    title: { ru: 'Ситуативная тревожность' },
    source: 'test',
    confirmed: true,
    respondents: ['mentee'],
    waves: ['entry', 'exit'],
    items: codes.map((code): Item => ({ code, text: { ru: code }, kind: 'rating', min: 1, max: 4 })),
    scales: [
      {
        code: 'state',
        indicator: 'anxiety',
        items: codes,
        reversed,
        method: 'sum',
        min: 20,
        max: 80,
        direction: 'lower',
        ordinal: false,
        bands: [
          { upTo: 30, label: { ru: 'низкая' } },
          { upTo: 44, label: { ru: 'умеренная' } },
          { upTo: 80, label: { ru: 'высокая' } },
        ],
      },
    ],
    golden: [
      { answers: all(1), scales: { state: 50 } },
      {
        answers: { ...all(4), ...Object.fromEntries(reversed.map((code) => [code, 1])) },
        scales: { state: 80 },
      },
    ],
    ...change,
  };
}

const mixed: Instrument = {
  ...anxietySheet(),
  code: 'mixed',
  items: [
    {
      code: 'choice',
      text: { ru: '' },
      kind: 'choice',
      options: [0, 1, 3].map((w) => ({ value: `v${w}`, weight: w, text: { ru: '' } })),
    },
    { code: 'yes', text: { ru: '' }, kind: 'yes-no', required: true },
    { code: 'hours', text: { ru: '' }, kind: 'number', min: 0 },
    { code: 'open', text: { ru: '' }, kind: 'open', maxLength: 5 },
    { code: 'rate', text: { ru: '' }, kind: 'rating', min: 1, max: 10 },
  ],
  scales: [
    {
      code: 's',
      indicator: 'motivation',
      items: ['choice', 'yes'],
      method: 'sum',
      min: 0,
      max: 4,
      direction: 'higher',
      ordinal: true,
    },
  ],
  golden: [{ answers: { choice: 'v3', yes: true }, scales: { s: 4 } }],
};

describe('a sheet of answers', () => {
  it('is scored by the key: reversed items mirrored, constants added [S0-25]', () => {
    const sheet = anxietySheet();
    // Σ direct − Σ reversed + 50: ten direct items at 3 and ten reversed at 2 give 30 − 20 + 50.
    const reversed = new Set(sheet.scales[0]?.reversed);
    const answers = Object.fromEntries(
      sheet.items.map((item) => [item.code, reversed.has(item.code) ? 2 : 3]),
    );
    expect(scoreSheet(sheet, answers)).toEqual([
      { scale: 'state', indicator: 'anxiety', value: 60, missingItems: [], prorated: false },
    ]);
  });

  it('is filled up from the present items when a fifth is missing, and not scored beyond', () => {
    const sheet = anxietySheet();
    const answers: Record<string, number> = Object.fromEntries(sheet.items.map((item) => [item.code, 3]));
    for (const code of ['q3', 'q4', 'q6', 'q7']) delete answers[code];
    // 6 direct at 3, 10 reversed at 5 − 3 = 2: (18 + 20) / 16 · 20
    expect(scoreSheet(sheet, answers)[0]).toMatchObject({
      value: 47.5,
      prorated: true,
      missingItems: ['q3', 'q4', 'q6', 'q7'],
    });
    delete answers['q9'];
    expect(scoreSheet(sheet, answers)[0]).toMatchObject({ value: null, prorated: false });
    expect(scoreSheet(sheet, {})[0]?.value).toBeNull();
  });

  it('mirrors every answer to a mirrored score', () => {
    const sheet = anxietySheet();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 20, maxLength: 20 }), (values) => {
        const sheetOf = (f: (v: number) => number) =>
          scoreSheet(sheet, Object.fromEntries(values.map((v, i) => [`q${i + 1}`, f(v)])))[0]?.value ?? NaN;
        expect(sheetOf((v) => v) + sheetOf((v) => 5 - v)).toBe(100);
      }),
    );
  });

  it('is refused with the field, a code and Russian words', () => {
    const issues = checkAnswers(mixed, { choice: 'v2', hours: -1, open: 'too long', rate: 2.5, __other: 1 });
    expect(issues.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'choice unknown-option',
      'yes required',
      'hours out-of-range',
      'open too-long',
      'rate wrong-type',
      '__other unknown-item',
    ]);
    for (const { message } of issues) expect(message).toMatch(/[а-я]/);
    expect(checkAnswers(mixed, { yes: 'да', rate: '5', hours: '1', open: 3 }).map((i) => i.code)).toEqual(
      Array(4).fill('wrong-type'),
    );
    expect(checkAnswers(mixed, { yes: false, rate: 11 }).map((i) => i.code)).toEqual(['out-of-range']);
    expect(checkAnswers(mixed, { yes: false, open: null, rate: '' })).toEqual([]);
    expect(() => scoreSheet(mixed, { yes: 3 })).toThrow(MonitoringError);
  });

  it('takes nothing from the object prototype', () => {
    const sheet = {
      ...mixed,
      items: [{ code: 'constructor', text: { ru: '' }, kind: 'yes-no' as const }],
      scales: [],
    };
    expect(checkAnswers(sheet, {})).toEqual([]);
  });
});

describe('an instrument', () => {
  it('passes when its structure holds and its golden sheets get their scores', () => {
    expect(checkInstrument(anxietySheet())).toEqual([]);
    expect(checkInstrument(mixed)).toEqual([]);
    expect(() => requireInstrument(mixed)).not.toThrow();
  });

  it('is refused when a golden sheet gets another score', () => {
    const wrong = anxietySheet({ golden: [{ answers: { q1: 1 }, scales: { state: 50 } }] });
    expect(checkInstrument(wrong)).toEqual([
      expect.objectContaining({ field: 'golden[0].state', code: 'golden-mismatch' }),
    ]);
    expect(() => requireInstrument(wrong)).toThrow(expect.objectContaining({ code: 'instrument-invalid' }));
    expect(checkInstrument(anxietySheet({ golden: [] })).map((i) => i.field)).toEqual(['golden']);
  });

  it.each([
    ['an unknown item', { items: ['q1', 'nope'] }, 'unknown-item'],
    ['an item twice', { items: ['q1', 'q1'], reversed: [] }, 'duplicate'],
    ['a reversed item that is not in the scale', { reversed: ['q99'] }, 'unknown-item'],
    ['scores outside its range', { constant: 40 }, 'range'],
    ['a band direction without a band', { direction: 'band' as const }, 'empty'],
    [
      'levels out of order',
      {
        bands: [
          { upTo: 90, label: { ru: '' } },
          { upTo: 80, label: { ru: '' } },
        ],
      },
      'order',
    ],
    ['a reliability above one', { reliability: { retest: 1.2 } }, 'range'],
    ['a missing share above one', { maxMissingShare: 1 }, 'range'],
  ])('is refused for %s', (_, change, code) => {
    const sheet = anxietySheet();
    const scales = sheet.scales.map((scale) => ({ ...scale, ...change }));
    expect(checkInstrument({ ...sheet, scales }).map((i) => i.code)).toContain(code);
  });

  it('is refused for a key over an open question and for broken items', () => {
    const scale = mixed.scales[0];
    if (!scale) throw new Error('no scale');
    expect(
      checkInstrument({ ...mixed, scales: [{ ...scale, items: ['open'] }] }).map((i) => i.code),
    ).toContain('open-item');
    expect(
      checkInstrument({ ...mixed, scales: [{ ...scale, items: ['hours'], reversed: ['hours'] }] }).map(
        (i) => i.code,
      ),
    ).toContain('unbounded');
    const items: Item[] = [
      { code: 'a', text: { ru: '' }, kind: 'choice', options: [] },
      { code: 'a', text: { ru: '' }, kind: 'rating', min: 3, max: 3 },
    ];
    expect(checkInstrument({ ...mixed, items, scales: [] }).map((i) => i.code)).toEqual([
      'empty',
      'range',
      'duplicate',
    ]);
  });
});

describe('bands', () => {
  it('name the level of a value, upper bounds included', () => {
    const scale = anxietySheet().scales[0] ?? { bands: [] };
    expect([30, 31, 44, 45].map((value) => levelOf(scale, value)?.ru)).toEqual([
      'низкая',
      'умеренная',
      'умеренная',
      'высокая',
    ]);
    expect(levelOf({}, 3)).toBeNull();
  });

  it('fit the grade before they fit all, and measure the distance from outside', () => {
    const bands = [
      { from: 45, to: 74 },
      { from: 50, to: 70, grades: [5, 9] as [number, number] },
    ];
    expect(targetBand(bands, 7)?.from).toBe(50);
    expect(targetBand(bands, 10)?.from).toBe(45);
    expect(targetBand(bands.slice(1), null)).toBeNull();
    expect([40, 45, 60, 74, 90].map((value) => distanceToBand(value, { from: 45, to: 74 }))).toEqual([
      5, 0, 0, 0, 16,
    ]);
  });
});
