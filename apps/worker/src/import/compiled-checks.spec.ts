import { fieldErrors } from '@app/contracts';
import { plainToInstance, Type } from 'class-transformer';
import { IsOptional, IsString, Length, ValidateIf, ValidateNested, validateSync } from 'class-validator';
import fc from 'fast-check';
import { compileCheck } from './compiled-checks.js';
import type { Fields } from './compiled-checks.js';
import { handlersByKind } from './handlers/index.js';

const PERSON = { externalId: 'm-1', bank: 'mentors' };
const PROGRAMME = '01890a5d-ac96-774b-bcce-b302099a8057';

/** A right row of every kind, with every field. */
const RIGHT: Record<string, object> = {
  bank: {
    externalId: 'm-017',
    personKind: 'teacher',
    displayName: 'Анна',
    sex: 'f',
    birthYear: 1980,
    grade: null,
    experienceYears: 12.5,
    categories: ['failing'],
    activity: 'active',
    competences: [{ topic: 'subject.mathematics', level: 5 }],
    requests: [{ topic: 'career', importance: 4 }, { topic: 'subject.physics' }],
    profile: {
      interests: ['a', 'b'],
      languages: ['ru'],
      shift: 'first',
      modes: [],
      traits: { leadership: 0.8 },
    },
    capacity: 2,
    trained: true,
    waitingSince: '2026-09-01',
    refreshedOn: null,
    marks: { 'subject.mathematics': 4.6 },
    evidence: [{ kind: 'contest', title: 'Учитель года', year: 2025 }],
    consents: [{ purpose: 'personal-data', givenOn: '2026-09-01', by: 'self', document: null }],
    proposedBy: 'curator',
  },
  restrictions: { mentor: 'm-1', mentee: 's-1', kind: 'kinship', reason: 'сестра' },
  compatibilities: {
    mentor: 'm-1',
    mentee: 's-1',
    score: 0.5,
    method: 'sociometry',
    measuredOn: '2026-09-01',
  },
  preferences: { mentor: 'm-1', mentee: 's-1', from: 'mentor', rating: 7, veto: false },
  pairs: { mentor: 'm-1', mentee: 's-1', state: 'running', on: '2026-09-01' },
  responses: {
    programme: PROGRAMME,
    respondent: PERSON,
    instrument: 'phillips-anxiety',
    version: '1',
    wave: 'entry',
    answeredOn: '2026-09-01',
    answers: { q1: 1, q2: 'да', q3: null },
  },
  measurements: {
    programme: PROGRAMME,
    subject: PERSON,
    indicator: 'mark',
    topic: 'subject.mathematics',
    wave: 'entry',
    value: 4.5,
    measuredOn: '2026-09-01',
  },
};

/** What class-validator says of a row. */
const errorsOf = (dto: Fields, plain: object) =>
  fieldErrors(
    validateSync(plainToInstance(dto, plain), {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
    }),
  );

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What a row may have anywhere, right or wrong. */
const ANYTHING = fc.oneof(
  fc.constantFrom(null, undefined, '', 'x', 'ё'.repeat(501), '2026-02-30', '2026-09-01', '12345678901', true),
  fc.constantFrom<unknown>(-1, 0, 1, 3, 5.5, 1e9, [], [1], ['a', 'a'], {}, { topic: 'career' }, [{}], [null]),
  fc.constantFrom<unknown>([[]], { a: 'b' }, { a: 2 }, [{ topic: 'career', level: 5 }], { toString: 1 }),
  fc.jsonValue(),
);

/** Replaces, adds or removes a value somewhere inside. */
function changed(value: unknown, path: readonly number[], by: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || path.length === 0) return by;
  const [at = 0, ...rest] = path;
  const keys = [...Object.keys(value), Array.isArray(value) ? '0' : name];
  const key = keys[at % keys.length] ?? name;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  const own = {
    value: changed(copy[key], rest, by, name),
    enumerable: true,
    writable: true,
    configurable: true,
  };
  Object.defineProperty(copy, key, own);
  return copy;
}

describe('A compiled check', () => {
  const kinds = [...handlersByKind().values()].map(({ kind, dto }) => ({ kind, dto }));

  it.each(kinds)('knows a right row of $kind', ({ kind, dto }) => {
    const row = RIGHT[kind] ?? {};
    expect(errorsOf(dto, row)).toEqual([]);
    expect(compileCheck(dto)(row)).toBe(true);
  });

  it.each(kinds)(
    'takes no row of $kind for right that class-validator refuses or changes',
    ({ kind, dto }) => {
      const check = compileCheck(dto);
      const changes = fc.record({
        path: fc.array(fc.nat(30), { minLength: 1, maxLength: 3 }),
        by: ANYTHING,
        name: fc.constantFrom('nickname', 'constructor', '__proto__'),
      });
      fc.assert(
        fc.property(fc.array(changes, { minLength: 1, maxLength: 3 }), (all) => {
          let row: unknown = RIGHT[kind];
          for (const { path, by, name } of all) row = changed(row, path, by, name);
          if (!check(row)) return;
          expect(errorsOf(dto, row as object)).toEqual([]);
          expect(asJson(plainToInstance(dto, row as object))).toEqual(asJson(row));
        }),
        { numRuns: 1_000 },
      );
    },
  );

  it('leaves to class-validator what it does not understand', () => {
    class Inner {
      @IsString() name: string;
    }
    class Outer {
      @IsOptional({ groups: [] })
      @ValidateNested()
      @Type(() => Inner)
      typed?: Inner;

      @IsOptional()
      @ValidateNested()
      untyped?: Inner;

      @ValidateIf((outer: Outer) => outer.typed !== undefined)
      @Length(2, 3)
      code?: string;
    }
    const check = compileCheck(Outer);
    expect(check({ typed: { name: 'а' }, code: 'ab' })).toBe(true);
    expect(check({ typed: { name: 'а' }, code: 'a' })).toBe(false);
    expect(check({ typed: { name: 1 } })).toBe(false);
    expect(check({ typed: [{ name: 'а' }], code: 'ab' })).toBe(false);
    expect(check({ untyped: { name: 'а' } })).toBe(false);
    expect(check({})).toBe(true);
    for (const nothing of [null, undefined, 5, 'x', []]) expect(check(nothing)).toBe(false);
  });
});
