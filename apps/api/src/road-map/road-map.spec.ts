import { loadCatalogue } from '@app/catalogue';
import { checkRoadMap, defaultRoadMap, stateOf } from './road-map.js';

const catalogue = loadCatalogue();
const term = { startsOn: '2026-10-01', endsOn: '2027-05-31' };
const stage = (changes: object = {}) => ({
  stage: 'running',
  startsOn: '2026-10-01',
  dueOn: '2027-05-31',
  responsible: 'curator',
  ...changes,
});

describe('the road map of a programme', () => {
  it('[S0-26] has every stage of the documents with a term and the role responsible', () => {
    const map = defaultRoadMap(catalogue, term);
    expect(map.map((one) => one.stage)).toEqual([
      'preparing-conditions',
      'mentee-bank',
      'mentor-bank',
      'selection-and-training',
      'forming-pairs',
      'running',
      'completion',
      'information-support',
    ]);
    expect(map.find((one) => one.stage === 'forming-pairs')).toMatchObject({
      startsOn: '2026-09-17',
      dueOn: '2026-10-01',
      responsible: 'curator',
    });
    for (const one of map) expect(catalogue.role(one.responsible)).toBeDefined();
  });

  it('has no stage that ends before it begins, however short the programme', () => {
    for (const one of defaultRoadMap(catalogue, { startsOn: '2026-10-01', endsOn: '2026-10-01' }))
      expect(one.startsOn <= one.dueOn).toBe(true);
  });

  it('[S0-26] is overdue from the day after its term, unless it was done', () => {
    const [one] = defaultRoadMap(catalogue, term).filter(({ stage: code }) => code === 'forming-pairs');
    if (!one) throw new Error('no such stage');
    expect(stateOf(one, '2026-09-16')).toBe('ahead');
    expect(stateOf(one, '2026-10-01')).toBe('open');
    expect(stateOf(one, '2026-10-02')).toBe('overdue');
    expect(stateOf({ ...one, doneOn: '2026-10-05' }, '2026-10-04')).toBe('overdue');
    expect(stateOf({ ...one, doneOn: '2026-10-05' }, '2026-10-05')).toBe('done');
  });

  it('names everything that is wrong with what a school sends', () => {
    const { errors } = checkRoadMap(catalogue, [
      stage(),
      stage({ responsible: 'nobody', dueOn: '2026-09-30' }),
      stage({ stage: 'own' }),
    ]);
    expect(errors.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'items[1].stage duplicate',
      'items[1].responsible unknown-code',
      'items[1].dueOn date-order',
      'items[2].title required',
    ]);
  });
});
