import type { EffectivenessReportView, ProblemDetails, RegionCellView, RegionLineView } from '@app/contracts';
import {
  importRows,
  measured,
  newOrganisation,
  newRunningSchool,
  OPERATOR_KEY,
  withService,
} from '../support/index.js';
import type { RunningSchool } from '../support/index.js';

const service = withService();

const REQUEST = { academicYear: '2026/27', cutOff: '2027-06-30' };
/** Pupils by school, in two municipalities; three pupils are too few to show. */
const SCHOOLS = [
  { id: 'north-1', municipality: 'Северный район', pupils: 14 },
  { id: 'north-2', municipality: 'Северный район', pupils: 12 },
  { id: 'north-3', municipality: 'Северный район', pupils: 11 },
  { id: 'south-1', municipality: 'Южный район', pupils: 13 },
  { id: 'south-2', municipality: 'Южный район', pupils: 12 },
  { id: 'south-3', municipality: 'Южный район', pupils: 3 },
] as const;
const SMALL = 'south-3';

/** Change of the mean mark of the pupil at this place of this school. */
const gain = (school: number, at: number): number => ((at + school) % 4) * 0.1;
const changesOf = (school: number, pupils: number): number[] =>
  Array.from({ length: pupils }, (_, at) => gain(school, at));
const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const ALL = SCHOOLS.flatMap(({ pupils }, at) => changesOf(at, pupils));

const schools: RunningSchool[] = [];
let made: EffectivenessReportView;

async function makeSchool(at: number): Promise<RunningSchool> {
  const { id, municipality, pupils } = SCHOOLS[at] ?? SCHOOLS[0];
  const school = await newRunningSchool(service, id, pupils, { municipality });
  const root = `/v1/organisations/${id}`;
  await school.school.put(`${root}/denominators`, {
    academicYear: '2026/27',
    values: [{ code: 'pupils', value: 40 + at, asOf: '2026-09-05', source: 'ОО-1' }],
  });
  const rows = school.mentees.flatMap((mentee, place) => [
    measured(school, mentee, 'entry', 'marks.mean', 3.5),
    measured(school, mentee, 'exit', 'marks.mean', 3.5 + gain(at, place)),
    measured(school, mentee, 'entry', 'anxiety', 50, { instrument: 'stai.state', version: '1' }),
    measured(school, mentee, 'exit', 'anxiety', 48 - (place % 3), { instrument: 'stai.state', version: '1' }),
  ]);
  await importRows(school.school, `${root}/measurements/imports`, rows);
  return school;
}

const make = (body: object = REQUEST) =>
  service.region.run<EffectivenessReportView>('/v1/regions/tomsk/effectiveness-reports', body);

function lineOf(report: EffectivenessReportView, indicator: string): RegionLineView {
  const line = report.stage2?.find(
    (candidate) => candidate.indicator === indicator && candidate.measure === 'MC',
  );
  if (!line) throw new Error(`no line of ${indicator}`);
  return line;
}

const cellOf = (cells: readonly RegionCellView[], id: string) => cells.find((cell) => cell.id === id);

/** A frozen report without what is its own: id and time. */
const bare = ({ id: _id, madeAt: _madeAt, ...rest }: EffectivenessReportView) => JSON.stringify(rest);

beforeAll(async () => {
  for (const at of SCHOOLS.keys()) schools.push(await makeSchool(at));
  await newOrganisation(service, 'silent', 'Южный район');
  made = await make();
  expect(made).toMatchObject({ status: 'done', region: 'tomsk', ...REQUEST });
}, 120_000);

describe("A region's effectiveness report", () => {
  it('pools stored moments of all its organisations [S4-02] [S4-01]', () => {
    const line = lineOf(made, 'marks.mean');
    expect(line).toMatchObject({
      suppressed: false,
      role: 'mentee',
      organisations: 6,
      n: { pairs: ALL.length, persons: ALL.length },
      union: { entry: { mean: 3.5 } },
    });
    const union = line.union as { change: { mean: number; ci: [number, number] } };
    expect(union.change.mean).toBeCloseTo(meanOf(ALL), 10);
    expect(union.change.ci[0]).toBeLessThan(union.change.mean);
    const pooled = line.pooled as { estimate: number; ci: [number, number]; i2: number };
    expect(pooled.estimate).toBeGreaterThan(0.1);
    expect(pooled.estimate).toBeLessThan(0.2);
    expect(JSON.stringify(made)).not.toMatch(/NaN|Infinity/);
  });

  it('hides small groups, and as many others as are needed so that none can be worked out [S4-02]', () => {
    const { cells } = lineOf(made, 'marks.mean');
    const small = cellOf(cells, SMALL);
    expect(small).toEqual({
      level: 'organisation',
      id: SMALL,
      name: `Организация ${SMALL}`,
      suppressed: true,
    });
    const hidden = cells.filter((cell) => cell.level === 'organisation' && cell.suppressed);
    // One hidden school alone would be the total less the others.
    expect(hidden.length).toBeGreaterThanOrEqual(3);
    const shown = cells.filter((cell) => cell.level === 'organisation' && !cell.suppressed);
    expect(shown.length).toBeGreaterThanOrEqual(1);
    for (const { id, n, estimate } of shown) {
      const at = SCHOOLS.findIndex((school) => school.id === id);
      const { pupils } = SCHOOLS[at] ?? SCHOOLS[0];
      expect(n).toBe(pupils);
      // Fewer than 20 pairs: one decimal, or single marks could be worked out.
      expect(estimate).toBeCloseTo(meanOf(changesOf(at, pupils)), 0);
      expect(String(estimate).length).toBeLessThanOrEqual(4);
    }
  });

  it('has the higher threshold for what is psychological', () => {
    const { cells } = lineOf(made, 'anxiety');
    for (const cell of cells) if (!cell.suppressed) expect(cell.n).toBeGreaterThanOrEqual(10);
  });

  it('gives coverage with denominators, their source, and targets [S2-14] [S2-17]', () => {
    const coverage = (made.coverage ?? []) as unknown as Coverage[];
    const pupils = coverage.find(({ code }) => code === 'pupils-involved');
    const whole = SCHOOLS.reduce((sum, _school, at) => sum + 40 + at, 0);
    expect(pupils?.target).toMatchObject({ value: 0.7 });
    expect(pupils?.withoutDenominator).toEqual(['silent']);
    expect(pupils?.cells[0]).toEqual({
      level: 'region',
      id: 'tomsk',
      name: 'Томская область',
      suppressed: false,
      n: ALL.length,
      denominator: { value: whole, asOf: '2026-09-05', source: 'ОО-1' },
      share: ALL.length / whole,
      shareCode: null,
      reached: false,
    });
    expect(pupils?.cells.find(({ id }) => id === SMALL)).toEqual({
      level: 'organisation',
      id: SMALL,
      name: `Организация ${SMALL}`,
      suppressed: true,
    });
  });

  it('counts pairs, and says who has not reported', () => {
    expect(made.pairs).toMatchObject({
      byState: [{ state: 'completed', suppressed: false, n: ALL.length }],
      byReason: [{ state: 'completed', reason: 'plan-done', suppressed: false, n: ALL.length }],
    });
    expect(made.notReported).toEqual([
      { organisation: 'silent', name: 'Организация silent', reason: 'no-programme' },
    ]);
  });

  it('holds nobody: no ids of people, no answers, no days of single pupils', () => {
    const text = JSON.stringify(made);
    expect(text).not.toMatch(/\b[em]-\d\d\b/);
    expect(text).not.toContain('2027-05-25');
  });

  it('is frozen, and the same data gives the same bytes', async () => {
    const again = await make();
    expect(again.id).not.toBe(made.id);
    expect(bare(again)).toBe(bare(made));
    const { body } = await service.region.get<EffectivenessReportView>(
      `/v1/effectiveness-reports/${made.id}`,
    );
    expect(JSON.stringify(body)).toBe(JSON.stringify(made));
  });

  it('drills down as far as it is asked to', async () => {
    const path = `/v1/effectiveness-reports/${made.id}`;
    const region = await service.region.get<EffectivenessReportView>(`${path}?level=region`);
    expect(lineOf(region.body, 'marks.mean').cells).toEqual([]);
    const municipality = await service.region.get<EffectivenessReportView>(`${path}?level=municipality`);
    expect(lineOf(municipality.body, 'marks.mean').cells.map(({ id }) => id)).toEqual([
      'Северный район',
      'Южный район',
    ]);
    expect((await service.region.get(`${path}?level=street`)).status).toBe(400);
  });

  it('is a table for Excel, with small groups marked', async () => {
    const { body, headers } = await service.region.get<string>(
      `/v1/effectiveness-reports/${made.id}?format=csv`,
    );
    expect(headers.get('content-type')).toContain('text/csv');
    expect(body.startsWith('\uFEFF') || body.startsWith('раздел')).toBe(true);
    const rows = body.split('\r\n').filter((row) => row.includes(`Организация ${SMALL};`));
    expect(rows.length).toBeGreaterThanOrEqual(2);
    for (const row of rows) expect(row).toContain('н/д (малая группа)');
    for (const format of ['xlsx', 'pdf']) {
      const file = await service.region.get<string>(`/v1/effectiveness-reports/${made.id}?format=${format}`);
      expect(file.headers.get('content-disposition')).toBe(
        `attachment; filename="effectiveness-2026-27.${format}"`,
      );
    }
  });

  it('counts a change in the academic year of its exit, up to the cut-off', async () => {
    const next = await make({ academicYear: '2027/28', cutOff: '2028-06-30' });
    expect(next).toMatchObject({ stage2: [] });
    const early = await make({ ...REQUEST, cutOff: '2027-05-24' });
    expect(early).toMatchObject({
      stage2: [],
      organisations: { reported: 0, withProgrammes: 6, registered: 7 },
    });
  });

  it('may be of one form or one municipality', async () => {
    const other = await make({ ...REQUEST, form: 'teacher-teacher' });
    expect(other).toMatchObject({ form: 'teacher-teacher', stage2: [] });
    const north = await make({ ...REQUEST, municipality: 'Северный район' });
    expect(north).toMatchObject({ municipality: 'Северный район', organisations: { registered: 3 } });
    expect(lineOf(north, 'marks.mean').n).toEqual({ pairs: 37, persons: 37 });
  });

  it('follows a corrected mark', async () => {
    const school = schools[0];
    if (!school) throw new Error('no school');
    const rows = [measured(school, 'e-01', 'exit', 'marks.mean', 4.5)];
    await importRows(school.school, `/v1/organisations/${school.id}/measurements/imports`, rows);
    const later = await make();
    const union = lineOf(later, 'marks.mean').union as { change: { mean: number } };
    expect(union.change.mean).toBeCloseTo((meanOf(ALL) * ALL.length - gain(0, 0) + 1) / ALL.length, 10);
    expect(later.dataDigest).not.toBe(made.dataDigest);
  });

  it('refuses what cannot be asked for', async () => {
    const ask = (body: object, region = 'tomsk') =>
      service.region.post<ProblemDetails>(`/v1/regions/${region}/effectiveness-reports`, body);
    const codes = async (body: object) =>
      ((await ask(body)).body.errors ?? []).map(({ field, code }) => `${field} ${code}`);
    expect(await codes({ academicYear: '2026/28', cutOff: 'вчера' })).toEqual([
      'academicYear bad-format',
      'cutOff bad-format',
    ]);
    expect(await codes({ ...REQUEST, cutOff: '2026-08-31' })).toEqual(['cutOff date-order']);
    expect(await codes({ ...REQUEST, form: 'no-such', municipality: 'Нигде' })).toEqual([
      'form unknown-form',
      'municipality unknown-code',
    ]);
    expect((await ask(REQUEST, 'altay')).status).toBe(404);
  });
});

describe('Between the region and its organisations', () => {
  it('a region never reads a row of people, an organisation never the region’s report [S4-02]', async () => {
    const school = schools[0];
    if (!school) throw new Error('no school');
    const root = `/v1/organisations/${school.id}`;
    for (const path of [
      `${root}/banks/mentees/entries`,
      `${root}/responses`,
      `/v1/programmes/${school.programme}/pairs`,
      `/v1/programmes/${school.programme}/monitoring-reports`,
    ])
      expect((await service.region.get(path)).status).toBe(403);
    for (const client of [school.curator, school.school, school.psychologist])
      expect((await client.get(`/v1/effectiveness-reports/${made.id}`)).status).toBe(403);
  });

  it("another region does not see this region's report", async () => {
    const created = await service.as(OPERATOR_KEY).post<{ key: string }>('/v1/regions', {
      id: 'altay',
      name: 'Алтай',
      timezone: 'Asia/Barnaul',
    });
    const other = service.as(created.body.key);
    expect((await other.get(`/v1/effectiveness-reports/${made.id}`)).status).toBe(404);
    const empty = await other.run<EffectivenessReportView>(
      '/v1/regions/altay/effectiveness-reports',
      REQUEST,
    );
    expect(empty).toMatchObject({ status: 'done', stage2: [], notReported: [], coverage: [] });
  });
});

interface Coverage {
  code: string;
  target: { value: number | null } | null;
  withoutDenominator: string[];
  cells: { level: string; id: string }[];
}
