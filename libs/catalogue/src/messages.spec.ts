import { LOCALES, message, messageTemplates, type MessageCode } from '@app/catalogue';
import { FIELD_CODES, PROBLEMS, RUN_ERROR_CODES, WARNING_CODES } from '@app/contracts';
import { NOUN, fill } from './messages.js';

const CODES = [
  ...new Set<MessageCode>([
    ...(Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[]),
    ...FIELD_CODES,
    ...WARNING_CODES,
    ...RUN_ERROR_CODES,
  ]),
];

describe('the message catalogue', () => {
  it.each(LOCALES)('has a text for every code and none for codes that do not exist (%s)', (locale) => {
    const keys = [...messageTemplates(locale).keys()].filter((key) => !key.startsWith(NOUN));
    expect(keys.sort()).toEqual([...CODES].sort());
  });

  it.each(CODES)('%s reads as a sentence with and without its details', (code) => {
    const names = [...(messageTemplates('ru').get(code) ?? '').matchAll(/\{(\w+)\}/g)].map(
      ([, name]) => name,
    );
    const params = Object.fromEntries(names.map((name) => [name, '7']));
    for (const locale of LOCALES) {
      for (const text of [message(code, locale), message(code, locale, params)]) {
        expect(text).toMatch(/^[А-ЯA-Z].*\.$/s);
        expect(text).not.toMatch(/[{}[\]]|undefined|\s{2}|\s[.,;:]/);
      }
    }
    expect(message(code)).toMatch(/[а-яё]/i);
    expect(message(code, 'en')).toMatch(/^[^а-яё]*(СНИЛС)?[^а-яё]*$/i);
  });

  it('uses the same details in both languages', () => {
    const placeholders = (text = '') => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    for (const code of CODES) {
      expect(placeholders(messageTemplates('en').get(code))).toEqual(
        placeholders(messageTemplates('ru').get(code)),
      );
    }
  });

  it('leaves a bracketed detail out when it is not given', () => {
    expect(message('out-of-range')).toBe('Значение вне допустимых границ.');
    expect(message('out-of-range', 'ru', { min: 1, max: 5 })).toBe(
      'Значение вне допустимых границ, не меньше 1, не больше 5.',
    );
    expect(message('out-of-range', 'en', { max: 5 })).toBe('The value is out of range, at most 5.');
  });

  it('names resources in the language of the reader', () => {
    expect(message('not-found', 'ru', { what: 'organisation' })).toBe('Не найдено: организация.');
    expect(message('not-found', 'en', { what: 'monitoring-report' })).toBe('Not found: monitoring report.');
    expect([...messageTemplates('en').keys()]).toEqual([...messageTemplates('ru').keys()]);
  });

  it('puts a value in as it is, brackets and braces included', () => {
    expect(fill('Нет темы[ «{value}»].', { value: '[{value}]' })).toBe('Нет темы «[{value}]».');
    expect(fill('{toString}.', {})).toBe('.');
  });
});
