import fc from 'fast-check';
import { aMeasure, expectNoNaN } from '../testing/builders.js';
import type { Measure, Role } from './measure.js';
import type { Enrolled, Measurement } from './pair-measurements.js';
import { stageTwo, type StageTwoInput } from './stage-two.js';

const START = '2026-10-01';
const END = '2027-05-31';

const anxiety: Measure = aMeasure({
  indicator: 'anxiety',
  instrument: 'anxiety-sheet',
  title: 'Тревожность',
  direction: 'lower',
  psychological: true,
  min: 20,
  max: 80,
  change: { better: 'снижение тревожности', worse: 'рост тревожности' },
});
const marks: Measure = aMeasure({
  indicator: 'marks.mean',
  instrument: null,
  version: null,
  title: 'Средний балл',
  min: 2,
  max: 5,
});

function people(n: number, role: Role = 'mentee', clusterSize = 1): Enrolled[] {
  return Array.from({ length: n }, (_, i) => ({
    person: `p${i}`,
    role,
    cluster: `m${Math.floor(i / clusterSize)}`,
    start: START,
    end: END,
  }));
}

function value(
  person: string,
  wave: 'entry' | 'exit',
  v: number,
  change: Partial<Measurement> = {},
): Measurement {
  const measuredOn = wave === 'entry' ? '2026-09-20' : '2027-05-20';
  return {
    person,
    role: 'mentee',
    indicator: 'anxiety',
    instrument: 'anxiety-sheet',
    version: '1',
    respondent: 'mentee',
    wave,
    value: v,
    measuredOn,
    ...change,
  };
}

function bothWaves(n: number, change: (i: number) => number, more: Partial<Measurement> = {}): Measurement[] {
  return Array.from({ length: n }, (_, i) => i).flatMap((i) => [
    value(`p${i}`, 'entry', 50 + (i % 7), more),
    value(`p${i}`, 'exit', 50 + (i % 7) + change(i), more),
  ]);
}

const run = (input: Partial<StageTwoInput>) =>
  stageTwo({ enrolled: people(48), measurements: [], measures: [anxiety, marks], ...input });

describe('"таблица 2": every dependent parameter fixed twice', () => {
  it('compares entry and exit of each indicator, lower anxiety being better [S0-18] [S0-19] [S3-13]', () => {
    const [line] = run({ measurements: bothWaves(48, (i) => (i % 4) - 3) });
    expect(line).toMatchObject({
      indicator: 'anxiety',
      role: 'mentee',
      instrument: { id: 'anxiety-sheet', version: '1' },
      direction: 'lower',
      n: { enrolled: 48, entry: 48, exit: 48, pairs: 48, attrition: 0, excluded: {} },
      change: { mean: 1.5, clustered: false, df: 47 },
      share: { improved: 0.75, same: 0.25, worse: 0 },
      primaryTest: 't',
      familySize: 1,
      comparison: null,
      notes: ['no-comparison-group'],
    });
    expect(line?.pAdjusted).toBe(line?.p);
    expect(line?.verdict).toBe(
      'снижение тревожности: умеренное, n = 48; группы сравнения нет, влияние программы не доказано',
    );
  });

  it('measures mentors too, on their own line, in one Holm family [S4-11]', () => {
    const mentors = people(12, 'mentor');
    const lines = run({
      enrolled: [...people(12), ...mentors],
      measurements: [
        ...bothWaves(12, (i) => (i % 3) - 1.5),
        ...bothWaves(12, (i) => (i % 5) - 1, { role: 'mentor' }),
        ...bothWaves(12, (i) => (i % 2) / 10 + 0.1, {
          indicator: 'marks.mean',
          instrument: null,
          version: null,
          respondent: null,
        }),
      ],
    });
    expect(lines.map((l) => `${l.indicator} ${l.role}`)).toEqual([
      'anxiety mentee',
      'anxiety mentor',
      'marks.mean mentee',
    ]);
    expect(lines.map((l) => l.familySize)).toEqual([3, 3, 3]);
    const smallest = Math.min(...lines.map((l) => l.p ?? 1));
    expect(Math.min(...lines.map((l) => l.pAdjusted ?? 1))).toBeCloseTo(3 * smallest, 12);
    expect(lines[2]?.instrument).toBeNull();
  });

  it('counts what cannot be compared by reason, and attrition', () => {
    const rows = bothWaves(10, (i) => i - 5);
    const without = (person: string, wave: string): Measurement[] =>
      rows.filter((r) => !(r.person === person && r.wave === wave));
    const measurements = [
      ...without('p0', 'exit').filter((r) => !['p1', 'p2', 'p3'].includes(r.person)),
      // p1: exit long before the end; p2: exit under another version; p3: other respondent at exit
      value('p1', 'entry', 50),
      value('p1', 'exit', 50, { measuredOn: '2027-03-01' }),
      value('p2', 'entry', 50),
      value('p2', 'exit', 50, { version: '2' }),
      value('p3', 'entry', 50),
      value('p3', 'exit', 50, { respondent: 'curator' }),
    ];
    const line = run({ enrolled: people(12), measurements }).find((l) => l.respondent === 'mentee');
    expect(line?.n).toEqual({
      enrolled: 12,
      entry: 10,
      exit: 7,
      pairs: 6,
      attrition: 0.4,
      excluded: { 'outside-window': 1, 'respondent-mismatch': 1, 'version-mismatch': 1 },
    });
    expect(line?.lost).toMatchObject({ n: 4 });
  });

  it('takes the entry nearest the start and the exit nearest the end, inside the windows', () => {
    const [line] = run({
      enrolled: people(2),
      measurements: [
        value('p0', 'entry', 1, { measuredOn: '2026-06-03' }), // 120 days before: inside
        value('p0', 'exit', 2, { measuredOn: '2027-05-01' }), // 30 days before the end: inside
        value('p1', 'entry', 70, { measuredOn: '2026-07-01' }),
        value('p1', 'entry', 60, { measuredOn: '2026-10-20' }),
        value('p1', 'exit', 10, { measuredOn: '2027-09-28' }), // 120 days after: inside
        value('p1', 'exit', 40, { measuredOn: '2027-06-10' }),
      ],
    });
    expect(line?.n.pairs).toBe(2);
    expect(line?.entry?.mean).toBe(30.5);
    expect(line?.exit?.mean).toBe(21);
    const tooEarly = run({
      enrolled: people(1),
      measurements: [value('p0', 'entry', 1, { measuredOn: '2026-06-02' }), value('p0', 'exit', 2)],
    });
    expect(tooEarly[0]?.n.excluded).toEqual({ 'outside-window': 1 });
  });

  it('an exit on the day of entry or before is no exit', () => {
    const short = people(1).map((p) => ({ ...p, end: '2026-10-10' }));
    const on = (wave: 'entry' | 'exit', day: string): Measurement =>
      value('p0', wave, 1, { measuredOn: day });
    const lines = run({
      enrolled: short,
      measurements: [on('entry', '2026-10-05'), on('exit', '2026-10-05')],
    });
    expect(lines[0]?.n.excluded).toEqual({ 'exit-not-after-entry': 1 });
  });

  it('allows for mentees who share a mentor', () => {
    const [line] = run({
      enrolled: people(24, 'mentee', 3),
      measurements: bothWaves(24, (i) => (i % 5) - 3),
    });
    expect(line).toMatchObject({
      primaryTest: 'cr2',
      change: { clustered: true },
      notes: ['clustered', 'no-comparison-group'],
    });
    expect(line?.change?.df).toBeCloseTo(7, 9);
  });

  it('compares with the unmatched when they were measured', () => {
    const enrolled = people(20);
    const [line] = run({
      enrolled,
      measurements: bothWaves(40, (i) => (i < 20 ? -8 : -1) + (i % 3)),
      term: { start: START, end: END },
    });
    expect(line?.n).toMatchObject({ enrolled: 20, pairs: 20 });
    expect(line?.comparison?.n).toBe(20);
    expect(line?.comparison?.difference).toBeGreaterThan(5);
    expect(line?.notes).not.toContain('no-comparison-group');
    expect(line?.verdict).toContain('изменение больше, чем в группе сравнения (n = 20)');
  });

  it('says in Russian when nothing can be concluded', () => {
    const few = run({ enrolled: people(5), measurements: bothWaves(5, () => -5) });
    expect(few[0]?.verdict).toBe('Тревожность: n = 5, мало пар замеров для вывода, только описание');
    const none = run({ enrolled: people(5), measurements: [value('p0', 'entry', 3)] });
    expect(none[0]?.verdict).toBe('Тревожность: нет ни одной пары замеров «вход – выход»');
    const still = run({ measurements: bothWaves(48, (i) => (i % 2 ? 1 : -1)) });
    expect(still[0]?.verdict).toMatch(/^Тревожность: заметного изменения нет, n = 48; группы сравнения нет/u);
    const worse = run({ measurements: bothWaves(48, (i) => 4 + (i % 2)) });
    expect(worse[0]?.verdict).toMatch(/^рост тревожности: выраженный, n = 48;/u);
  });

  it('takes its bounds from the catalogue', () => {
    const measurements = bothWaves(48, (i) => (i % 4) - 3);
    const [line] = run({ measurements, signedRankBelow: 100, sizeBounds: [0.1, 0.3, 0.6] });
    expect(line?.primaryTest).toBe('wilcoxon');
    expect(line?.verdict).toMatch(/^снижение тревожности: выраженное/u);
    const [few] = run({ measurements, fewestForInference: 60 });
    expect(few?.p).toBeNull();
  });

  it('speaks of the norm where neither more nor less is better', () => {
    const esteem = {
      ...anxiety,
      title: 'Самооценка',
      direction: 'band' as const,
      band: [{ from: 45, to: 49 }],
    };
    const [line] = run({ measurements: bothWaves(48, (i) => (i % 4) - 4), measures: [esteem] });
    expect(line?.verdict).toMatch(/^Самооценка, приближение к норме: [а-я]+ое, n = 48;/u);
    expect(line?.binary?.kind).toBe('in-band');
  });

  it('no data, no lines; unknown measures are left out', () => {
    expect(run({})).toEqual([]);
    expect(run({ measurements: [value('p0', 'entry', 3, { indicator: 'unknown' })] })).toEqual([]);
    expect(run({ enrolled: [], measurements: bothWaves(3, () => 1) })[0]?.n).toMatchObject({
      enrolled: 0,
      pairs: 0,
      attrition: null,
    });
  });

  it('gives the same lines whatever the order of rows, and never NaN', () => {
    const row = fc.record({
      person: fc.integer({ min: 0, max: 9 }).map((i) => `p${i}`),
      wave: fc.constantFrom('entry' as const, 'exit' as const),
      value: fc.integer({ min: 20, max: 80 }),
      measuredOn: fc.constantFrom('2026-09-01', '2026-10-15', '2027-05-10', '2027-06-20', '2027-01-01'),
      version: fc.constantFrom('1', '2'),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.boolean(), (rows, flip) => {
        const measurements = rows.map((r) => value(r.person, r.wave, r.value, r));
        const input = {
          enrolled: people(10, 'mentee', 2),
          measurements,
          measures: [anxiety, { ...anxiety, version: '2' }],
        };
        const lines = stageTwo(input);
        expectNoNaN(lines);
        const reordered = stageTwo({
          ...input,
          enrolled: [...input.enrolled].reverse(),
          measurements: flip ? [...measurements].reverse() : measurements,
        });
        expect(reordered).toEqual(lines);
      }),
      { numRuns: 60 },
    );
  });
});
