import { namesPerson } from './names-in-text.js';

const name = { full: 'Волкова Анна Павловна', sex: 'f' as const, fallback: 'm-1' };
const named = (text: string) => namesPerson(text, name);

describe('names in a text', () => {
  it.each([
    'Наставник Волкова Анна Павловна провела',
    'Работа Волковой А. П. с группой',
    'вместе с А.П. Волковой',
    'благодарим Анну Павловну Волкову',
    'Анна Волкова, 9 класс',
  ])('finds a person in «%s»', (text) => {
    expect(named(text)).toBe(true);
  });

  it.each(['сказка о волке', 'Анна Петрова', 'ученица Волкова', 'Волкову Ивану', 'Волковаа Анна'])(
    'finds nobody in «%s»',
    (text) => {
      expect(named(text)).toBe(false);
    },
  );

  it('finds nobody whose name is not known', () => {
    expect(namesPerson('m-1', { full: null, sex: null, fallback: 'm-1' })).toBe(false);
  });
});
