import type { Instrument, Scale } from '../scoring/index.js';
import { measureOfRegister, measureOfScale, type Indicator } from './measure-of.js';

const indicator: Indicator = {
  code: 'self-esteem',
  title: { ru: 'Самооценка' },
  direction: 'higher',
  min: 0,
  max: 100,
  ordinal: false,
  psychological: true,
  change: { better: { ru: 'рост самооценки' }, worse: { ru: 'снижение самооценки' } },
};

const scale: Scale = {
  code: 's',
  indicator: 'self-esteem',
  items: ['a'],
  method: 'mean',
  min: 0,
  max: 1,
  direction: 'band',
  ordinal: true,
  band: [{ from: 0.4, to: 0.7 }],
  reliability: { retest: 0.8 },
};

const instrument: Instrument = {
  code: 'sheet',
  version: '2',
  title: { ru: '' },
  source: '',
  confirmed: true,
  respondents: ['mentee'],
  waves: ['entry', 'exit'],
  items: [{ code: 'a', text: { ru: '' }, kind: 'yes-no' }],
  scales: [scale],
  golden: [],
};

describe('a measure', () => {
  it('of a scale has the direction, range and bands of the scale, and the words of the indicator', () => {
    expect(measureOfScale(instrument, scale, indicator)).toEqual({
      indicator: 'self-esteem',
      title: 'Самооценка',
      psychological: true,
      change: { better: 'рост самооценки', worse: 'снижение самооценки' },
      instrument: 'sheet',
      version: '2',
      direction: 'band',
      kind: 'yes-no',
      ordinal: true,
      min: 0,
      max: 1,
      band: [{ from: 0.4, to: 0.7 }],
      reliability: { retest: 0.8 },
    });
  });

  it('of a register has those of the indicator, and no band', () => {
    expect(measureOfRegister(indicator)).toMatchObject({
      instrument: null,
      version: null,
      direction: 'higher',
      min: 0,
      max: 100,
      kind: 'score',
    });
    expect(() => measureOfRegister({ ...indicator, direction: 'band' })).toThrow(RangeError);
  });
});
