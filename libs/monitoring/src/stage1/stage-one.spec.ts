import type { Instrument } from '../scoring/index.js';
import { expectNoNaN } from '../testing/builders.js';
import { expectAllClose, references } from '../testing/reference.js';
import { stageOne, type Sheet } from './stage-one.js';

const base = {
  source: 'test',
  confirmed: true as const,
  respondents: ['mentee' as const],
  scales: [],
  golden: [],
};

const entry: Instrument = {
  ...base,
  code: 'before',
  version: '1',
  title: { ru: 'Анкета до начала' },
  waves: ['entry'],
  items: [{ code: 'expected-support', text: { ru: 'Ожидаемая поддержка' }, kind: 'rating', min: 1, max: 10 }],
};

const exit: Instrument = {
  ...base,
  code: 'after',
  version: '1',
  title: { ru: 'Анкета после завершения' },
  waves: ['exit'],
  items: [
    {
      code: 'support',
      text: { ru: 'Поддержка наставника' },
      kind: 'rating',
      min: 1,
      max: 10,
      twin: 'expected-support',
    },
    { code: 'liked', text: { ru: 'Понравилось участвовать' }, kind: 'yes-no' },
    { code: 'will-mentor', text: { ru: 'Хочу стать наставником' }, kind: 'yes-no' },
    {
      code: 'often',
      text: { ru: 'Как часто встречались' },
      kind: 'choice',
      options: [
        { value: 'a', weight: 2, text: { ru: 'часто' } },
        { value: 'b', weight: 0, text: { ru: 'редко' } },
      ],
    },
    { code: 'wishes', text: { ru: 'Пожелания' }, kind: 'open' },
  ],
};

function sheets(n: number): Sheet[] {
  return Array.from({ length: n }, (_, i) => i).flatMap((i): Sheet[] => {
    const person = { person: `p${String(i).padStart(2, '0')}`, respondent: 'mentee' as const, version: '1' };
    return [
      { ...person, instrument: 'before', wave: 'entry', answers: { 'expected-support': 5 + (i % 3) } },
      {
        ...person,
        instrument: 'after',
        wave: 'exit',
        answers: {
          support: 7 + (i % 3),
          liked: i % 8 !== 0,
          'will-mentor': i < 7,
          often: i % 2 ? 'a' : 'b',
          wishes: i === 1 ? 'больше встреч' : null,
        },
      },
    ];
  });
}

describe('stage 1, the quality of the process', () => {
  const found = stageOne({ instruments: [entry, exit], sheets: sheets(24) });
  const question = (code: string) =>
    found.questionnaires.flatMap((q) => q.questions).find((q) => q.item === code);

  it('counts open, closed and rating answers per question [S0-15]', () => {
    expect(found.questionnaires.map((q) => `${q.instrument.id} ${q.wave} ${q.n}`)).toEqual([
      'before entry 24',
      'after exit 24',
    ]);
    expect(question('support')).toMatchObject({
      n: 24,
      mean: 8,
      median: 8,
      positive: { count: 24, share: 1 },
    });
    expect(question('support')?.distribution.map((f) => f.count)).toEqual([0, 0, 0, 0, 0, 0, 8, 8, 8, 0]);
    expect(question('often')).toMatchObject({
      mean: 1,
      positive: null,
      distribution: [
        { label: 'часто', count: 12, share: 0.5 },
        { label: 'редко', count: 12 },
      ],
    });
    expect(question('wishes')).toMatchObject({
      n: 1,
      answers: ['больше встреч'],
      mean: null,
      positive: null,
    });
  });

  it('gives shares with Wilson intervals', () => {
    // R prop.test(7, 24, correct = FALSE)
    expectAllClose(question('will-mentor')?.positive?.ci ?? [], references('change').many('wilson'));
  });

  it('sets the result against the expectation [S0-16] [S3-14]', () => {
    expect(found.gaps).toHaveLength(1);
    const gap = found.gaps[0];
    expect(gap).toMatchObject({
      entryItem: 'expected-support',
      exitItem: 'support',
      n: 24,
      figures: { change: { mean: 2, sd: 0 }, share: { improved: 1 } },
    });
    expect(gap?.figures.p).toBeLessThan(0.001);
  });

  it('drafts strengths and weaknesses by thresholds [S3-10]', () => {
    expect(found.swot.strengths.map((line) => [line.item, line.share, line.n])).toEqual([
      ['support', 1, 24],
      ['liked', 0.875, 24],
    ]);
    expect(found.swot.weaknesses.map((line) => line.item)).toEqual(['will-mentor']);
    const strict = stageOne({
      instruments: [entry, exit],
      sheets: sheets(24),
      strengthFrom: 0.9,
      weaknessUpTo: 0.1,
    });
    expect([strict.swot.strengths.length, strict.swot.weaknesses.length]).toEqual([1, 0]);
  });

  it('with few sheets has no interval and no SWOT line; without sheets it is empty', () => {
    const few = stageOne({ instruments: [entry, exit], sheets: sheets(3) });
    expect(few.swot).toEqual({ strengths: [], weaknesses: [] });
    expect(few.questionnaires[1]?.questions[1]?.positive?.ci).toBeNull();
    expectNoNaN(few);
    expect(stageOne({ instruments: [entry, exit], sheets: [] })).toEqual({
      questionnaires: [],
      gaps: [],
      swot: { strengths: [], weaknesses: [] },
    });
  });

  it('does not depend on the order of sheets', () => {
    expect(stageOne({ instruments: [entry, exit], sheets: sheets(24).reverse() })).toEqual(found);
  });
});
