import { csvOf, rounded } from './csv.js';

describe('a table for Excel', () => {
  it('has a byte order mark, semicolons and decimal commas', () => {
    expect(csvOf(['показатель', 'n', 'изменение'], [['Активность', 12, -0.5]])).toBe(
      '\uFEFFпоказатель;n;изменение\r\nАктивность;12;-0,5\r\n',
    );
  });

  it('quotes what would break a row', () => {
    expect(csvOf(['a'], [['одно; «два»'], ['три "четыре"'], ['пять\nшесть'], [null]])).toBe(
      '\uFEFFa\r\n"одно; «два»"\r\n"три ""четыре"""\r\n"пять\nшесть"\r\n\r\n',
    );
  });

  it.each(['=1+1', '+7', '-2', '@cmd', '\tx'])('lets no text be a formula: %j', (text) => {
    expect(csvOf(['a'], [[text]])).toContain(`'${text}`);
  });

  it('rounds for people, and says nothing where there is nothing', () => {
    expect([rounded(1 / 3), rounded(2), rounded(null), rounded(undefined)]).toEqual([0.333, 2, null, null]);
  });
});
