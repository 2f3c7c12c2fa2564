import { loadCatalogue } from '@app/catalogue';
import { disclosureRules } from '@app/monitoring';
import { effectivenessReport } from './effectiveness-body.js';
import { FigureTable, figureCell } from './figure-table.js';
import { nestedTargets } from './nested-targets.js';
import type { OrganisationReport } from './organisation-report.js';

const rules = disclosureRules(false);

const organisation = (
  id: string,
  numbers: Record<string, number>,
  more: Partial<OrganisationReport> = {},
): OrganisationReport => ({
  organisation: id,
  name: `Школа ${id}`,
  municipality: 'Томский район',
  programmes: 1,
  coverage: Object.entries(numbers).map(([code, numerator]) => ({
    code,
    numerator,
    denominator: { value: 100, asOf: '2026-09-05', source: 'ОО-1' },
  })),
  satisfaction: [],
  pairs: {
    total: 10,
    byState: [{ code: 'completed', n: 10 }],
    byReason: [{ code: 'completed/plan-done', n: 10 }],
  },
  requests: { persons: 0, byTopic: [] },
  unmatched: [],
  questions: [],
  series: [],
  ...more,
});

const report = (organisations: OrganisationReport[]) =>
  effectivenessReport({
    region: { id: 'tomsk', name: 'Томская область' },
    academicYear: '2026/27',
    cutOff: '2027-06-30',
    form: null,
    municipality: null,
    organisations,
  });

const coverageOf = (organisations: OrganisationReport[], code: string) =>
  report(organisations).body.coverage.find((line) => line.code === code);

describe('what a region sees of coverage', () => {
  it('hides a school with few, and enough others that it cannot be worked out', () => {
    const line = coverageOf(
      [20, 18, 16, 14, 12, 3].map((n, at) => organisation(`s-${at}`, { 'pupils-involved': n })),
      'pupils-involved',
    );
    const cell = (id: string) => line?.cells.find((candidate) => candidate.id === id);
    expect(cell('tomsk')).toMatchObject({ suppressed: false, n: 83, share: 83 / 600 });
    expect(cell('s-5')).toEqual({ level: 'organisation', id: 's-5', name: 'Школа s-5', suppressed: true });
    expect(line?.cells.filter(({ suppressed }) => suppressed).length).toBeGreaterThanOrEqual(3);
    expect(cell('s-0')).toMatchObject({ suppressed: false, n: 20 });
  });

  it('hides a school where few are left outside, too', () => {
    const line = coverageOf(
      [98, 60, 50, 40, 30, 20].map((n, at) => organisation(`s-${at}`, { 'pupils-involved': n })),
      'pupils-involved',
    );
    expect(line?.cells.find(({ id }) => id === 's-0')).toMatchObject({ suppressed: true });
  });

  it('does not let two figures tell a third by their difference', () => {
    // In s-0 there are 20 pupils of whom 18 are from 10 to 19: two are not, and that is not to be known.
    const organisations = [0, 1, 2, 3, 4, 5].map((at) =>
      organisation(`s-${at}`, { 'pupils-involved': 20, 'mentees-10-19': at === 0 ? 18 : 10 }),
    );
    const shown = (code: string) =>
      coverageOf(organisations, code)?.cells.find(({ id }) => id === 's-0')?.suppressed === false;
    expect(shown('pupils-involved') && shown('mentees-10-19')).toBe(false);
  });

  it('knows which figures of the catalogue lie within one another', () => {
    expect(nestedTargets(loadCatalogue().data.targets)).toEqual(
      expect.arrayContaining([
        { inner: 'mentees-10-19', outer: 'pupils-involved' },
        { inner: 'young-specialists', outer: 'teachers-involved' },
      ]),
    );
  });
});

describe('a table of counts', () => {
  it('hides an organisation that another part of the report hides', () => {
    const rows = [9, 8, 7, 7, 7].map((n, at) => ({ organisation: `s-${at}`, municipality: 'a', n }));
    const table = new FigureTable(rules, new Set(['s-0']));
    table.addPlaces('pairs', rows);
    expect(table.suppressed().has(figureCell('pairs', 'organisation', 's-0'))).toBe(true);
  });

  it('of two organisations shows no total: each could take its own away', () => {
    const table = new FigureTable(rules);
    table.addPlaces('pairs', [
      { organisation: 's-0', municipality: 'a', n: 30 },
      { organisation: 's-1', municipality: 'a', n: 40 },
    ]);
    expect(table.suppressed().has(figureCell('pairs', 'region'))).toBe(true);
  });
});

describe('the whole report', () => {
  it('does not depend on the order of organisations, and is well-formed without any', () => {
    const organisations = [12, 11, 10].map((n, at) => organisation(`s-${at}`, { 'pupils-involved': n }));
    expect(report([...organisations].reverse())).toEqual(report(organisations));
    expect(report([]).body).toMatchObject({ coverage: [], stage2: [], notReported: [], practices: [] });
  });

  it('says who has pairs but no measurements', () => {
    expect(report([organisation('s-0', {})]).body.notReported).toEqual([
      { organisation: 's-0', name: 'Школа s-0', reason: 'no-measurements' },
    ]);
  });
});
