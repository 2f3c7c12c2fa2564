import { loadCatalogue } from '@app/catalogue';
import { figuresOfSums, mergeMoments, seal } from '@app/monitoring';
import { monitoringReport } from '../monitoring-report/monitoring-body.js';
import type { MeasurementRecord, ProgrammeData } from '../monitoring/programme-data.js';
import { programmeMoments } from './programme-moments.js';

const CONSENTS = (['personal-data', 'testing'] as const).map((purpose) => ({
  purpose,
  givenOn: '2026-09-01',
  validUntil: null,
  withdrawnOn: null,
}));

/** Twelve pupils of six mentors, measured on different days; the last one withdrew the consent. */
function programme(): ProgrammeData {
  const pupils = Array.from({ length: 12 }, (_, at) => `e-${at}`);
  const measurement = (at: number, wave: 'entry' | 'exit'): MeasurementRecord => ({
    role: 'mentee',
    person: `e-${at}`,
    indicator: 'anxiety',
    topic: null,
    instrument: 'stai.state',
    version: '1',
    respondent: 'mentee',
    wave,
    value: wave === 'entry' ? 50 + (at % 5) : 47 + ((at * 3) % 7),
    measuredOn: wave === 'entry' ? '2026-09-25' : `2027-05-2${at % 4}`,
  });
  return {
    programme: {
      name: 'П',
      form: 'student-student',
      variants: ['peer-to-peer'],
      kinds: ['traditional'],
      startsOn: '2026-10-01',
      endsOn: '2027-05-31',
      windows: { entryBeforeStart: 120, entryAfterStart: 30, exitBeforeEnd: 30, exitAfterEnd: 120 },
    },
    pairs: Array.from({ length: 6 }, (_, at) => ({
      mentor: `m-${at}`,
      mentees: [`e-${2 * at}`, `e-${2 * at + 1}`],
      variant: 'peer-to-peer',
      kinds: ['traditional'],
      events: [{ event: 'running' as const, on: '2026-10-01', reason: null, until: null }],
    })),
    people: pupils.map((externalId, at) => ({
      externalId,
      birthYear: null,
      consents: at === 11 ? CONSENTS.map((consent) => ({ ...consent, withdrawnOn: '2027-01-01' })) : CONSENTS,
      entries: [
        {
          bank: 'mentees',
          personKind: 'student',
          grade: 7,
          experienceYears: null,
          categories: [],
          requests: [],
        },
      ],
    })),
    measurements: pupils.flatMap((_, at) => [measurement(at, 'entry'), measurement(at, 'exit')]),
    sheets: [],
  };
}

describe('the stored moments of a programme', () => {
  const data = programme();
  const days = programmeMoments(data, loadCatalogue(), 'school-1');

  it('are kept by day of exit, under ids that tell nothing', () => {
    expect(days.map(({ exitDay }) => exitDay)).toEqual([
      '2027-05-20',
      '2027-05-21',
      '2027-05-22',
      '2027-05-23',
    ]);
    expect(JSON.stringify(days)).not.toMatch(/"[em]-\d+"/);
  });

  it('leave out whoever withdrew the consent', () => {
    expect(days.reduce((n, { moments }) => n + moments.people.length, 0)).toBe(11);
  });

  it("merge to the figures of the programme's own report, mentees of one mentor allowed for", () => {
    const { body } = monitoringReport({ cutOff: '2027-06-30', data, denominators: [], scores: [] });
    const line = body.stage2.find(({ indicator }) => indicator === 'anxiety');
    const sealed = seal(mergeMoments(days.map(({ moments }) => moments)));
    const figures = figuresOfSums(sealed.sums);
    expect(sealed.persons).toBe(11);
    expect(figures?.n).toBe(line?.n.pairs);
    expect(figures?.entry.mean).toBeCloseTo(line?.entry?.mean ?? NaN, 10);
    expect(figures?.change.mean).toBeCloseTo(line?.change?.mean ?? NaN, 10);
    expect(figures?.change.sd).toBeCloseTo(line?.change?.sd ?? NaN, 10);
    expect(figures?.effect.gav?.estimate).toBeCloseTo(line?.effect.gav?.estimate ?? NaN, 10);
    expect(line?.change?.clustered).toBe(true);
    expect(sealed.variance?.df).toBeCloseTo(line?.change?.df ?? NaN, 8);
  });

  it('are the same whatever the order of rows', () => {
    const shuffled = {
      ...data,
      measurements: [...data.measurements].reverse(),
      people: [...data.people].reverse(),
    };
    expect(programmeMoments(shuffled, loadCatalogue(), 'school-1')).toEqual(days);
  });
});
