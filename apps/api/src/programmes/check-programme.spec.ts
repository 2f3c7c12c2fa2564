import { loadCatalogue } from '@app/catalogue';
import type { CreateProgrammeDto } from '@app/contracts';
import { checkProgramme } from './check-programme.js';

const catalogue = loadCatalogue();

const programme = (changes: Partial<CreateProgrammeDto> = {}): CreateProgrammeDto => ({
  name: 'Ученик – ученик 2026/27',
  form: 'student-student',
  variants: ['achiever-underachiever'],
  kinds: ['traditional'],
  modes: ['in-person'],
  startsOn: '2026-10-01',
  endsOn: '2027-05-31',
  ...changes,
});

const codes = (body: CreateProgrammeDto) => {
  const checked = checkProgramme(catalogue, body);
  return checked.ok ? [] : checked.errors.map((error) => `${error.field} ${error.code}`);
};

const policy = (body: CreateProgrammeDto) => {
  const checked = checkProgramme(catalogue, body);
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  return checked.policy;
};

describe('a programme held against the catalogue', () => {
  it('takes the default policy of its form where none is sent', () => {
    expect(policy(programme())).toMatchObject({
      objective: 'total',
      weights: { request: 50 },
      alternatives: 3,
    });
  });

  it('names every unknown code at its place', () => {
    expect(
      codes(programme({ variants: ['achiever-underachiever', 'x'], kinds: ['y'], modes: ['z'] })),
    ).toEqual(['variants[1] unknown-variant', 'kinds[0] unknown-kind', 'modes[0] unknown-code']);
    expect(codes(programme({ form: 'nobody' }))).toEqual(['form unknown-form']);
  });

  it('[S1-01] wants a term of three months to a year', () => {
    expect(codes(programme({ startsOn: '2026-10-01', endsOn: '2026-12-31' }))).toEqual([]);
    expect(codes(programme({ startsOn: '2026-10-01', endsOn: '2026-12-30' }))).toEqual([
      'endsOn term-out-of-range',
    ]);
    expect(codes(programme({ startsOn: '2026-09-01', endsOn: '2027-08-31' }))).toEqual([]);
    expect(codes(programme({ startsOn: '2026-09-01', endsOn: '2027-09-01' }))).toEqual([
      'endsOn term-out-of-range',
    ]);
    expect(codes(programme({ startsOn: '2027-09-01', endsOn: '2026-09-01' }))).toEqual(['endsOn date-order']);
  });

  it('[S1-03] wants no term of a meeting that happens once', () => {
    expect(codes(programme({ kinds: ['speed'], startsOn: '2026-10-01', endsOn: '2026-10-01' }))).toEqual([]);
  });

  it('[S1-03] makes groups of at least two where only groups are asked for', () => {
    expect(policy(programme({ kinds: ['group'] })).groupMinimum).toBe(2);
    expect(policy(programme({ kinds: ['group', 'traditional'] })).groupMinimum).toBe(0);
    expect(policy(programme({ kinds: ['group'], policy: { groupMinimum: 3 } })).groupMinimum).toBe(3);
  });

  it('[S1-03] makes two people each other’s mentors only in mentoring of two directions', () => {
    expect(policy(programme()).reciprocal).toBe(false);
    expect(policy(programme({ policy: { reciprocal: true } })).reciprocal).toBe(true);
    const form = 'teacher-teacher';
    const variants = [catalogue.form(form)!.variants[0]!.code];
    expect(policy(programme({ form, variants, kinds: ['reverse'] })).reciprocal).toBe(true);
  });

  it('takes quotas and load costs, and names what is wrong with them', () => {
    const quotas = [{ categories: ['disability'], share: [1, 3] }];
    expect(policy(programme({ policy: { quotas, loadCost: [0, 200] } }))).toMatchObject({
      quotas,
      loadCost: [0, 200],
    });
    const wrong = {
      loadCost: [5, 3],
      quotas: [
        { categories: ['nobody'], count: 1 },
        { categories: ['disability'] },
        { categories: ['disability'], share: [3, 2] },
      ],
    };
    expect(codes(programme({ policy: wrong }))).toEqual([
      'policy.loadCost[1] out-of-range',
      'policy.quotas[0].categories unknown-category',
      'policy.quotas[1].share required',
      'policy.quotas[2].share[0] out-of-range',
    ]);
    expect(codes(programme({ policy: { quotas: [{ share: [1, 2, 3] }] } }))).not.toEqual([]);
  });

  it('[S3-03] means the modes of the programme where a rule asks for a mode', () => {
    const rules = { 'mentor-mode': { enabled: true } };
    expect(policy(programme({ modes: ['remote'], policy: { rules } })).rules['mentor-mode']).toEqual({
      enabled: true,
      params: { modes: ['remote'] },
    });
  });

  it('places what is wrong with the policy under policy', () => {
    expect(
      codes(
        programme({
          policy: { minScore: 2, rules: { 'no-such': { enabled: false } }, weights: { request: 'much' } },
        }),
      ).sort(),
    ).toEqual(expect.arrayContaining(['policy.minScore out-of-range', 'policy.weights.request wrong-type']));
    expect(codes(programme({ policy: { rules: { 'no-such': { enabled: false } } } }))).toEqual([
      'policy.rules.no-such unknown-rule',
    ]);
  });
});
