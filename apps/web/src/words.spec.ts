import { counted, lossInWords, movers } from './words.js';

const loss = (points: number, matched = 0, worst: number | null = null) => ({ matched, worst, points });

describe('Figures in Russian words', () => {
  it('agree with their number', () => {
    const points = [1, 2, 5, 11, 21, 22].map((n) => counted(n, 'балл', 'балла', 'баллов'));
    expect(points).toEqual(['1 балл', '2 балла', '5 баллов', '11 баллов', '21 балл', '22 балла']);
  });

  it('say how many change their mentor', () => {
    expect([0, 1, 2, 4, 5, 21].map(movers)).toEqual([
      'никто не сменит наставника',
      'сменит наставника один наставляемый',
      'сменят наставника двое',
      'сменят наставника четверо',
      'сменят наставника 5 наставляемых',
      'сменит наставника 21 наставляемый',
    ]);
  });

  it('say what all together lose or win, people before points', () => {
    expect(lossInWords(loss(37))).toBe('подбор в целом потеряет 37 баллов');
    expect(lossInWords(loss(0))).toBe('подбор в целом ничего не теряет');
    expect(lossInWords(loss(-8000, -1))).toMatch(/^наставника получит на 1 больше, подбор в целом выиграет/);
    expect(lossInWords(loss(5, 0, 120))).toBe(
      'самая слабая пара ослабнет на 120 баллов, подбор в целом потеряет 5 баллов',
    );
  });
});
