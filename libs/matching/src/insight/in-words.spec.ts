import { wishInWords } from './in-words.js';

const loss = (points: number, matched = [0], worst: number | null = null) => ({ matched, worst, points });

describe('The price of a wish in words', () => {
  it('says what all together lose and how many move', () => {
    expect(wishInWords(loss(37), 2)).toBe('Подбор в целом потеряет 37 баллов, сменят наставника двое.');
    expect(wishInWords(loss(0), 1)).toBe(
      'Подбор в целом ничего не теряет, сменит наставника один наставляемый.',
    );
    expect(wishInWords(loss(-1), 21)).toBe(
      'Подбор в целом выиграет 1 балл, сменит наставника 21 наставляемый.',
    );
  });

  it('tells people before points, by tier where there are several, and gains as gains', () => {
    expect(wishInWords(loss(-500, [0, 1], 20), 0)).toBe(
      'Без наставника останется на 1 наставляемый 2-й очереди больше, самая слабая пара станет слабее на 20 баллов, ' +
        'подбор в целом выиграет 500 баллов, никто не сменит наставника.',
    );
    expect(wishInWords(loss(0, [-2], -5), 5)).toMatch(
      /^Наставника получит на 2 наставляемых больше, .* сильнее/,
    );
  });
});
