import { NAME_CASES } from '@app/contracts';
import { declineName, shortName, signatureName, withInitials } from './names.js';

const person = (full: string, sex: 'm' | 'f' | null = null) => ({ full, sex, fallback: 'm-1' });

describe('names in cases', () => {
  it.each([
    ['Иванова Ирина Ивановна', 'f', 'Иванову Ирину Ивановну'],
    ['Петров Пётр Ильич', 'm', 'Петрова Петра Ильича'],
    ['Шевченко Анна Павловна', 'f', 'Шевченко Анну Павловну'],
    ['Мельник Ольга Сергеевна', 'f', 'Мельник Ольгу Сергеевну'],
    ['Мельник Олег Сергеевич', 'm', 'Мельника Олега Сергеевича'],
    ['Черных Иван Ильич', 'm', 'Черных Ивана Ильича'],
    ['Салтыков-Щедрин Михаил Евграфович', 'm', 'Салтыкова-Щедрина Михаила Евграфовича'],
    ['Белая Любовь Никитична', 'f', 'Белую Любовь Никитичну'],
    ['Ким Виктория', 'f', 'Ким Викторию'],
  ] as const)('appoints %s', (full, sex, accusative) => {
    expect(declineName(person(full, sex), 'accusative')).toBe(accusative);
  });

  it('declines a name that the rules miss in every case', () => {
    expect(NAME_CASES.map((one) => declineName(person('Белая Любовь Никитична', 'f'), one))).toEqual([
      'Белой Любови Никитичны',
      'Белой Любови Никитичне',
      'Белую Любовь Никитичну',
      'Белой Любовью Никитичной',
      'Белой Любови Никитичне',
    ]);
  });

  it('tells the sex by the patronymic where nobody has said it', () => {
    expect(declineName(person('Мельник Женя Сергеевна'), 'dative')).toBe('Мельник Жене Сергеевне');
    expect(declineName(person('Мельник Женя Сергеевич'), 'dative')).toBe('Мельнику Жене Сергеевичу');
  });

  it('prints what people wrote by hand before any rule', () => {
    const name = { ...person('Заяц Лев Львович', 'm'), forms: { accusative: 'Зайца Льва Львовича' } };
    expect(declineName(name, 'accusative')).toBe('Зайца Льва Львовича');
    expect(shortName(name, 'accusative')).toBe('Зайца\u00a0Л.\u00a0Л.');
  });

  it('prints the external id of people without names', () => {
    expect(declineName({ full: null, sex: null, fallback: 'm-017' }, 'genitive')).toBe('m-017');
    expect(shortName({ full: null, sex: null, fallback: 'm-017' })).toBe('m-017');
  });

  it('takes names of one, two and four words', () => {
    expect(withInitials('Иванов')).toBe('Иванов');
    expect(withInitials('Иванова Анна')).toBe('Иванова\u00a0А.');
    expect(signatureName('Мамедов Али Вели оглы')).toBe('А.\u00a0В.\u00a0Мамедов');
    expect(declineName(person('Иванов', 'm'), 'dative')).toBe('Иванову');
  });
});
