import { markFigures } from './marks.js';
import { expectClose } from './testing/reference.js';

describe('marks of a class', () => {
  it('give the share passing, the quality and the degree of learning', () => {
    // (100·5 + 64·9 + 36·8 + 16·2 + 7·1) / 25 = 56.12 %
    const found = markFigures({ five: 5, four: 9, three: 8, two: 2, notAssessed: 1 });
    expect(found).toMatchObject({ n: 25, passing: 0.88, quality: 0.56 });
    expectClose(found?.sou, 0.5612);
  });

  it('are missing, not zero, where nobody is marked', () => {
    expect(markFigures({ five: 0, four: 0, three: 0, two: 0, notAssessed: 0 })).toBeNull();
  });
});
