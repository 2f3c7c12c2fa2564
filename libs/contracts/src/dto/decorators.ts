import { ApiProperty } from '@nestjs/swagger';
import { Matches, MaxLength, registerDecorator } from 'class-validator';
import type { FieldCode } from '../error-codes.js';

type Decorator = PropertyDecorator;
const all =
  (...decorators: Decorator[]): Decorator =>
  (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };

/** Id of an organisation or region. */
export const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** A person's id in the school's own system. */
export const EXTERNAL_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Eleven digits would be a СНИЛС: personal data has no place in an id. */
export const SNILS = /^\d{11}$/;

export const IsSlug = (): Decorator =>
  all(Matches(SLUG), ApiProperty({ type: String, pattern: SLUG.source, example: 'school-1' }));

export const IsExternalId = (): Decorator =>
  all(
    Matches(EXTERNAL_ID),
    Matches(/^(?!\d{11}$)/, { context: { code: 'snils-like-id' } }),
    ApiProperty({ type: String, pattern: EXTERNAL_ID.source, example: 'm-017' }),
  );

/** Whether a text is a day that exists, as `YYYY-MM-DD`. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** A calendar day, `YYYY-MM-DD`. */
export const IsDay = (options: { nullable?: boolean } = {}): Decorator =>
  all(
    (target, property) =>
      registerDecorator({
        name: 'isDay',
        target: target.constructor,
        propertyName: property as string,
        validator: { validate: isDay, defaultMessage: () => 'not a calendar day' },
      }),
    ApiProperty({ type: String, format: 'date', example: '2026-09-01', nullable: options.nullable ?? false }),
  );

/** A text of at most `length` characters. */
export const IsShortText = (length = 200): Decorator =>
  all(MaxLength(length), ApiProperty({ type: String, maxLength: length }));

/** `2026/27`: 1 September to 31 August. */
export const ACADEMIC_YEAR = /^\d{4}\/\d{2}$/;
export const IsAcademicYear = (): Decorator =>
  all(
    (target, property) =>
      registerDecorator({
        name: 'isAcademicYear',
        target: target.constructor,
        propertyName: property as string,
        validator: { validate: isAcademicYear, defaultMessage: () => 'not an academic year' },
      }),
    ApiProperty({ type: String, pattern: ACADEMIC_YEAR.source, example: '2026/27' }),
  );

export function isAcademicYear(value: unknown): value is string {
  if (typeof value !== 'string' || !ACADEMIC_YEAR.test(value)) return false;
  return Number(value.slice(5)) === (Number(value.slice(0, 4)) + 1) % 100;
}

/**
 * Numbers by code, `{ "subject.mathematics": 4.6 }`: at most 200, each within the bounds (inclusive). The
 * `ApiProperty` stands beside it.
 */
export const IsNumberByCode = (bounds: { min: number; max: number }): Decorator =>
  all(
    checkedBy('isNumberByCode', 'wrong-type', isNumberByCode),
    checkedBy('isNumberByCodeWithin', 'out-of-range', (value) => isWithin(value, bounds)),
  );

const checkedBy =
  (name: string, code: FieldCode, validate: (value: unknown) => boolean): Decorator =>
  (target, property) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: property as string,
      validator: { validate, defaultMessage: () => code },
      options: { context: { code } },
    });

function isNumberByCode(value: unknown): value is Record<string, number> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((number) => typeof number === 'number');
}

function isWithin(value: unknown, { min, max }: { min: number; max: number }): boolean {
  if (!isNumberByCode(value)) return true;
  const numbers = Object.values(value);
  return numbers.length <= 200 && numbers.every((number) => number >= min && number <= max);
}

/** A day and a time by the region's clock, `2026-09-20T14:00`. */
export const IsLocalTime = (): Decorator =>
  all(
    checkedBy('isLocalTime', 'bad-format', isLocalTime),
    ApiProperty({ type: String, example: '2026-09-20T14:00' }),
  );

function isLocalTime(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    isDay(value.slice(0, 10)) &&
    /^T([01]\d|2[0-3]):[0-5]\d$/.test(value.slice(10))
  );
}
