import type { MonitoringReportView, ProblemDetails, ResponsePage, StageTwoLineView } from '@app/contracts';
import {
  answered,
  CONSENTS,
  importRows,
  measured,
  newOrganisation,
  newProgramme,
  newRunningSchool,
  withService,
} from '../support/index.js';
import type { ImportAnswer, RunningSchool } from '../support/index.js';

const service = withService();

const QUESTIONNAIRE = 'student-student.mentee';
const CUT_OFF = '2027-06-15';
/** 32 pairs: e-31 gave no consent, e-32 was not there at the end. So 31 count, 30 of them twice. */
const NO_CONSENT = 'e-31';
const NO_EXIT = 'e-32';

let school: RunningSchool;
let root: string;

/** Everybody fell by 5 points of anxiety but six, who did not change, and four, who rose by 2. */
const anxietyFall = (at: number): number => (at < 20 ? 5 : at < 26 ? 0 : -2);

function anxiety(): object[] {
  return school.mentees.flatMap((mentee, at) => {
    const stai = { instrument: 'stai.state', version: '1' };
    const entry = 48 + (at % 3);
    return [
      measured(school, mentee, 'entry', 'anxiety', entry, stai),
      ...(mentee === NO_EXIT
        ? []
        : [measured(school, mentee, 'exit', 'anxiety', entry - anxietyFall(at), stai)]),
    ];
  });
}

/** Eighteen come down from 80 to 70, into the norm of 45–74; the others are and stay at 60. */
function esteem(): object[] {
  const lines = (value: number) =>
    Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`line-${index + 1}`, value]));
  return school.mentees.flatMap((mentee, at) => [
    answered(school, mentee, 'entry', 'dembo-rubinstein', lines(at < 18 ? 80 : 60)),
    ...(mentee === NO_EXIT
      ? []
      : [answered(school, mentee, 'exit', 'dembo-rubinstein', lines(at < 18 ? 70 : 60))]),
  ]);
}

const scale = (name: string, items: number, value: number) =>
  Object.fromEntries(Array.from({ length: items }, (_, index) => [`${name}-${index + 1}`, value]));

/** Engagement goes from 5 to 6; the use of meetings was expected at 7 and found to be 9. */
function questionnaires(): object[] {
  return school.mentees.flatMap((mentee, at) => [
    answered(school, mentee, 'entry', QUESTIONNAIRE, {
      'met-before': false,
      'usefulness-expected': 7,
      ...scale('engagement', 5, 4 + (at % 2)),
    }),
    ...(mentee === NO_EXIT
      ? []
      : [
          answered(school, mentee, 'exit', QUESTIONNAIRE, {
            'usefulness-actual': 9,
            ...scale('engagement', 5, at < 10 ? 4 + (at % 2) : 5 + (at % 2)),
            ...scale('satisfaction', 3, at < 24 ? 8 : 5),
            liked: at % 10 !== 0,
            'become-mentor': at % 10 === 0,
            valuable: `мысль ${String(at).padStart(2, '0')}`,
          }),
        ]),
  ]);
}

const report = (cutOff = CUT_OFF) =>
  school.curator.run<MonitoringReportView>(`/v1/programmes/${school.programme}/monitoring-reports`, {
    cutOff,
  });

function lineOf(
  { stage2 }: MonitoringReportView,
  indicator: string,
  instrument: string | null,
): StageTwoLineView {
  const line = stage2?.find(
    (candidate) => candidate.indicator === indicator && (candidate.instrument?.id ?? null) === instrument,
  );
  if (!line) throw new Error(`no line of ${indicator} in ${JSON.stringify(stage2?.map((l) => l.indicator))}`);
  return line;
}

beforeAll(async () => {
  school = await newRunningSchool(service, 'monitored', 32, { consentsOf: { [NO_CONSENT]: [] } });
  root = `/v1/organisations/${school.id}`;
  await school.school.put(`${root}/denominators`, {
    academicYear: '2026/27',
    values: [{ code: 'pupils', value: 50, asOf: '2026-09-05', source: 'ОО-1' }],
  });
}, 60_000);

describe('Answers and measurements', () => {
  it('are taken in for entry and exit, and scored as they come [S0-18] [S2-13]', async () => {
    const sheets = await importRows(school.school, `${root}/responses/imports`, questionnaires());
    expect(sheets).toMatchObject({ accepted: 63, created: 63, rejected: 0 });
    const scores = await importRows(school.psychologist, `${root}/measurements/imports`, anxiety());
    expect(scores).toMatchObject({ created: 63 });
    const tested = await importRows(school.psychologist, `${root}/responses/imports`, esteem());
    expect(tested).toMatchObject({ created: 63 });
    const marks = school.mentees.flatMap((mentee, at) => [
      measured(school, mentee, 'entry', 'marks.mean', 3.5, { topic: 'subject.mathematics' }),
      ...(at < 9
        ? [measured(school, mentee, 'exit', 'marks.mean', 4, { topic: 'subject.mathematics' })]
        : []),
    ]);
    expect(await importRows(school.school, `${root}/measurements/imports`, marks)).toMatchObject({
      created: 41,
    });
  });

  it('warn of people without consent: accepted, and kept out of the figures [S1-09]', async () => {
    const again = await importRows(school.psychologist, `${root}/measurements/imports`, anxiety());
    expect(again.warnings).toEqual([
      expect.objectContaining({
        row: 61,
        code: 'no-consent',
        message: expect.stringContaining('в отчёты не войдёт'),
      }),
      expect.objectContaining({ row: 62, code: 'no-consent' }),
    ]);
  });

  it('sent again change nothing; a corrected value replaces the old one', async () => {
    const again = await importRows(school.school, `${root}/responses/imports`, questionnaires());
    expect(again).toMatchObject({ unchanged: 63, created: 0, updated: 0 });
    const wrong = measured(school, 'e-01', 'exit', 'marks.mean', 5, { topic: 'subject.mathematics' });
    const right = measured(school, 'e-01', 'exit', 'marks.mean', 4, { topic: 'subject.mathematics' });
    expect(await importRows(school.school, `${root}/measurements/imports`, [wrong])).toMatchObject({
      updated: 1,
    });
    expect(await importRows(school.school, `${root}/measurements/imports`, [right])).toMatchObject({
      updated: 1,
    });
  });

  it('may come as a table, item by item', async () => {
    const csv = [
      'programme;respondent.bank;respondent.externalId;instrument;version;wave;answeredOn;answers.liked;answers.usefulness-actual;answers.engagement-1;answers.missing',
      `${school.programme};mentees;e-02;${QUESTIONNAIRE};1;exit;25.05.2027;да;8;7;5`,
    ].join('\r\n');
    const dry = await school.school.run<ImportAnswer>(`${root}/responses/imports?dryRun=true`, csv, {
      'content-type': 'text/csv',
    });
    expect(dry).toMatchObject({ status: 'done', updated: 1, rejected: 0, errors: [] });
  });

  it('tell the place, the field and the reason of every wrong row', async () => {
    const sheet = (fields: object, answers: object = { liked: true }) =>
      answered(school, 'e-01', 'exit', QUESTIONNAIRE, answers, fields);
    const rows = [
      sheet({ programme: '01920000-0000-7000-8000-000000000000' }),
      sheet({ respondent: { bank: 'mentees', externalId: 'nobody' } }),
      sheet({ respondent: { bank: 'mentors', externalId: 'm-01' } }),
      sheet({ respondent: { role: 'curator' } }),
      sheet({ instrument: 'no-such' }),
      sheet({ version: '99' }),
      sheet({ instrument: 'teacher-teacher.mentee' }),
      answered(school, 'e-01', 'entry', QUESTIONNAIRE, { liked: true }),
      sheet({}, { 'no-such-item': 1 }),
      sheet({}, { 'usefulness-actual': 11 }),
      sheet({}, { 'usefulness-actual': 'много' }),
      sheet({}, { liked: 'да' }),
      sheet({}, {}),
      sheet({ answeredOn: '2026-09-01' }),
      sheet({ answeredOn: '25 мая' }),
      sheet({ colour: 'red' }),
      answered(school, 'e-02', 'exit', 'school-motivation', { 1: 2 }),
    ];
    const { errors, rejected } = await importRows(school.school, `${root}/responses/imports`, rows, {
      refusals: true,
    });
    expect(rejected).toBe(rows.length);
    expect(errors.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual(
      [
        '1 programme unknown-programme',
        '2 respondent.externalId unknown-person',
        '3 respondent wrong-respondent',
        '4 respondent wrong-respondent',
        '5 instrument unknown-instrument',
        '6 version wrong-version',
        '7 instrument not-allowed',
        '8 answers.liked wrong-wave',
        '9 answers.no-such-item unknown-item',
        '10 answers.usefulness-actual out-of-range',
        '11 answers.usefulness-actual wrong-type',
        '12 answers.liked wrong-type',
        '13 answers required',
        '14 answeredOn exit-before-entry',
        '15 answeredOn bad-format',
        '16 colour unknown-field',
        '17 answers.1 not-allowed',
      ].map((text) => expect.stringMatching(new RegExp(`^${text.replaceAll('.', '\\.')}`))),
    );
    expect(errors.every(({ message }) => /[а-я]/i.test(message))).toBe(true);
    expect(errors.find(({ row }) => row === 10)?.message).toContain('от 1 до 10');
  });

  it('refuse measurements that cannot be', async () => {
    const row = (more: object, value = 4) => measured(school, 'e-01', 'exit', 'marks.mean', value, more);
    const rows = [
      row({}, 5.5),
      row({ indicator: 'no-such' }),
      row({ topic: 'subject.alchemy' }),
      row({ subject: undefined }),
      row({ indicator: 'organisation.dispensary' }, 3),
      row({ instrument: 'stai.state', version: '1' }),
      row({ instrument: 'stai.state' }),
      row({ value: 'пять' }),
      row({ topic: 'subject.mathematics' }, 4),
      row({ topic: 'subject.mathematics' }, 4.5),
      row({ topic: 'subject.mathematics', wave: 'entry', measuredOn: '2027-06-01' }, 3),
    ];
    const { errors, accepted } = await importRows(school.school, `${root}/measurements/imports`, rows, {
      refusals: true,
    });
    expect(errors.map(({ row: at, field, code }) => `${at} ${field} ${code}`)).toEqual([
      '1 value out-of-range',
      '2 indicator unknown-indicator',
      '3 topic unknown-topic',
      '4 subject required',
      '5 subject not-allowed',
      '6 indicator not-allowed',
      '7 version required',
      '8 value wrong-type',
      '10 indicator duplicate',
      '11 measuredOn exit-before-entry',
    ]);
    expect(accepted).toBe(1);
  });

  it('are the own programme of an organisation only, and its roles', async () => {
    const stranger = await newOrganisation(service, 'stranger');
    const path = `${root}/responses/imports`;
    expect((await stranger.school.post(path, { entries: [] })).status).toBe(404);
    expect((await school.curator.post(path, { entries: [] })).status).toBe(403);
    expect((await service.region.post(path, { entries: [] })).status).toBe(403);
    const foreign = await importRows(
      stranger.school,
      '/v1/organisations/stranger/responses/imports',
      [questionnaires()[0] ?? {}],
      { refusals: true },
    );
    expect(foreign.errors.map(({ code }) => code)).toEqual(['unknown-person', 'unknown-programme']);
  });

  it('show raw answers to the psychologist alone', async () => {
    const { status, body } = await school.psychologist.get<ResponsePage>(
      `${root}/responses?instrument=dembo-rubinstein&limit=2`,
    );
    expect(status).toBe(200);
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toMatchObject({
      instrument: 'dembo-rubinstein',
      answers: { 'line-1': expect.any(Number) },
    });
    expect(body.nextCursor).not.toBeNull();
    for (const other of [school.curator, school.school, service.region])
      expect((await other.get(`${root}/responses`)).status).toBe(403);
  });
});

describe("A programme's monitoring report", () => {
  let made: MonitoringReportView;
  beforeAll(async () => {
    await importRows(school.school, `${root}/responses/imports`, [
      {
        programme: school.programme,
        respondent: { role: 'curator' },
        instrument: 'curator.conformity',
        version: '1',
        wave: 'exit',
        answeredOn: '2027-05-29',
        answers: {
          ...scale('conformity', 10, 8),
          opportunities: 'пригласить выпускников',
          threats: 'мало времени',
        },
      },
    ]);
    await importRows(school.school, `${root}/measurements/imports`, [
      {
        programme: school.programme,
        indicator: 'organisation.clubs',
        wave: 'entry',
        value: 12,
        measuredOn: '2026-09-10',
      },
      {
        programme: school.programme,
        indicator: 'organisation.clubs',
        wave: 'exit',
        value: 15,
        measuredOn: '2027-05-28',
      },
    ]);
    made = await report();
    expect(made.status).toBe('done');
  }, 60_000);

  it('compares entry and exit of a scale where less is better [S0-19] [S3-13] [S0-20]', () => {
    const line = lineOf(made, 'anxiety', 'stai.state');
    expect(line).toMatchObject({
      role: 'mentee',
      direction: 'lower',
      n: { enrolled: 31, entry: 31, exit: 30, pairs: 30, attrition: 1 / 31 },
      share: { improved: 20 / 30, same: 6 / 30, worse: 4 / 30 },
      // Ranks of the 24 changes: four twos share 1–4, twenty fives share 5–24. So W = 20 · 14.5.
      wilcoxon: { w: 290, n: 24, method: 'exact' },
      primaryTest: 'wilcoxon',
      entry: { mean: 49 },
    });
    // (20 · 5 − 4 · 2) / 30, positive because less anxiety is better.
    expect(line.change?.mean).toBeCloseTo(92 / 30, 10);
    // Σd² = 20 · 25 + 4 · 4.
    const sd = Math.sqrt((516 - 30 * (92 / 30) ** 2) / 29);
    expect(line.change?.sd).toBeCloseTo(sd, 10);
    expect(line.tTest?.t).toBeCloseTo(92 / 30 / (sd / Math.sqrt(30)), 10);
    expect(line.tTest?.df).toBe(29);
    expect(line.effect.dz?.estimate).toBeCloseTo(92 / 30 / sd, 10);
    expect(line.verdict).toMatch(/^снижение тревожности: выраженное, n = 30; группы сравнения нет/);
  });

  it('measures the distance to a band, not more or less [S0-19]', () => {
    const line = lineOf(made, 'self-esteem', 'dembo-rubinstein');
    expect(line).toMatchObject({
      direction: 'band',
      n: { pairs: 30 },
      entry: { mean: 72 },
      exit: { mean: 66 },
      share: { improved: 18 / 30, same: 12 / 30, worse: 0 },
      binary: { kind: 'in-band', entry: { share: 12 / 30 }, exit: { share: 1 }, gained: 18, lost: 0 },
    });
    // 80 is 6 above the band, 70 is in it.
    expect(line.change?.mean).toBeCloseTo((18 * 6) / 30, 10);
  });

  it('scores questionnaires and compares what they measure [S0-19]', () => {
    const line = lineOf(made, 'engagement', QUESTIONNAIRE);
    expect(line).toMatchObject({ n: { pairs: 30 }, share: { improved: 20 / 30, same: 10 / 30, worse: 0 } });
    // One of the five questions is worded the other way round: (4 − 1) / 5 for each of the twenty.
    expect(line.change?.mean).toBeCloseTo((20 * 0.6) / 30, 10);
  });

  it('describes few pairs without p or interval, topic by topic', () => {
    const line = lineOf(made, 'marks.mean', null);
    expect(line).toMatchObject({
      topic: 'subject.mathematics',
      n: { entry: 31, exit: 9, pairs: 9 },
      p: null,
      change: { mean: 0.5, ci: null },
    });
    expect(line.verdict).toContain('мало пар');
  });

  it('adjusts all p together, and has no number that is none', () => {
    const lines = made.stage2 ?? [];
    const family = lines.filter((line) => line.p !== null);
    expect(lines.every((line) => line.familySize === family.length)).toBe(true);
    for (const line of family) expect(line.pAdjusted).toBeGreaterThanOrEqual(line.p ?? 1);
    expect(JSON.stringify(made)).not.toMatch(/NaN|Infinity/);
  });

  it('has stage 1: questions of all kinds, strengths and weaknesses [S0-15] [S3-10]', () => {
    const stage1 = made.stage1 as unknown as StageOne;
    const exit = stage1.questionnaires.find(
      ({ instrument, wave }) => instrument.id === QUESTIONNAIRE && wave === 'exit',
    );
    expect(exit?.n).toBe(30);
    expect(exit?.questions.find(({ item }) => item === 'liked')).toMatchObject({
      n: 30,
      positive: { share: 0.9 },
    });
    expect(exit?.questions.find(({ item }) => item === 'valuable')?.answers).toHaveLength(30);
    expect(stage1.swot.strengths.map(({ item }) => item)).toEqual(
      expect.arrayContaining(['liked', 'usefulness-actual']),
    );
    expect(stage1.swot.weaknesses.map(({ item }) => item)).toContain('become-mentor');
    expect(stage1.swot.threats).toEqual(['мало времени']);
    const asked = stage1.questionnaires.flatMap(({ questions }) => questions.map(({ item }) => item));
    expect(asked.filter((item) => /^(anxiety|line)-/.test(item))).toEqual([]);
  });

  it('sets results against expectations [S0-16] [S3-14]', () => {
    const stage1 = made.stage1 as unknown as StageOne;
    const gap = stage1.gaps.find(({ exitItem }) => exitItem === 'usefulness-actual');
    expect(gap).toMatchObject({ entryItem: 'usefulness-expected', n: 30, figures: { change: { mean: 2 } } });
  });

  it("has the curator's view of conformity and the organisation's counts [S0-17] [S0-22] [S3-12]", () => {
    const { organisation } = made.stage1 as unknown as StageOne;
    expect(organisation).toEqual([
      expect.objectContaining({ indicator: 'conformity', entry: null, exit: 8 }),
      expect.objectContaining({ indicator: 'organisation.clubs', entry: 12, exit: 15 }),
    ]);
  });

  it('counts coverage against denominators and targets, and pairs by state and reason [S2-14] [S2-17]', () => {
    expect(made.coverage).toMatchObject({ mentees: 31, mentors: 32 });
    expect(made.coverage?.['figures']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'pupils-involved',
          numerator: 31,
          denominator: { value: 50, asOf: '2026-09-05', source: 'ОО-1' },
          share: 0.62,
          target: expect.objectContaining({ value: 0.7 }),
          reached: false,
        }),
        expect.objectContaining({ code: 'satisfied-mentees', numerator: 24, share: 0.8 }),
      ]),
    );
    expect(made.pairs).toMatchObject({
      total: 32,
      byState: [{ state: 'completed', pairs: 32 }],
      byReason: [expect.objectContaining({ reason: 'plan-done', pairs: 32 })],
    });
  });

  it('says that nothing can be said of the strategy while pairs are made by hand', async () => {
    const { strategy } = await report();
    expect(strategy).toMatchObject({
      pairs: { scored: 0, unscored: 31 },
      directions: [],
      satisfaction: null,
    });
    expect(strategy?.['conclusions']).toEqual([expect.stringContaining('Пока ничего сказать нельзя')]);
  });

  it('names who lacks consent, entry and exit', () => {
    expect(made.quality).toMatchObject({
      noConsent: [{ role: 'mentee', person: NO_CONSENT }],
      missing: expect.arrayContaining([
        expect.objectContaining({
          instrument: { id: 'stai.state', version: '1' },
          entry: [],
          exit: [NO_EXIT],
        }),
      ]),
    });
  });

  it('is frozen, and the same data gives the same bytes', async () => {
    const again = await report();
    const bare = ({ id: _id, madeAt: _madeAt, ...rest }: MonitoringReportView) => JSON.stringify(rest);
    expect(again.id).not.toBe(made.id);
    expect(bare(again)).toBe(bare(made));
    const rows = [
      measured(school, 'e-03', 'exit', 'anxiety', 80, { instrument: 'stai.state', version: '1' }),
    ];
    await importRows(school.psychologist, `${root}/measurements/imports`, rows);
    const { body } = await school.curator.get<MonitoringReportView>(`/v1/monitoring-reports/${made.id}`);
    expect(JSON.stringify(body)).toBe(JSON.stringify(made));
    const later = await report();
    expect(later.dataDigest).not.toBe(made.dataDigest);
    expect(lineOf(later, 'anxiety', 'stai.state').share?.worse).toBeCloseTo(5 / 30, 10);
  });

  it('looks no further than its cut-off', async () => {
    const early = await report('2026-12-31');
    expect(lineOf(early, 'anxiety', 'stai.state').n).toMatchObject({
      enrolled: 31,
      entry: 31,
      exit: 0,
      pairs: 0,
    });
    expect(early.pairs).toMatchObject({ byState: [{ state: 'running', pairs: 32 }] });
    const before = await report('2026-09-30');
    expect(before).toMatchObject({ pairs: { total: 0 }, coverage: { mentees: 0 } });
  });

  it('leaves a person out who withdrew the consent', async () => {
    const withdrawn = CONSENTS.map((consent) => ({ ...consent, withdrawnOn: '2027-06-20' }));
    const entry = {
      externalId: 'e-01',
      personKind: 'student',
      grade: 7,
      birthYear: 2012,
      consents: withdrawn,
    };
    await importRows(school.school, `${root}/banks/mentees/imports`, [entry]);
    const later = await report();
    expect(lineOf(later, 'anxiety', 'stai.state').n).toMatchObject({ enrolled: 30, pairs: 29 });
    expect(later.quality?.['noConsent']).toHaveLength(2);
  });

  it('is a table, a workbook and a paper too', async () => {
    const path = `/v1/monitoring-reports/${made.id}`;
    const csv = await school.curator.get<string>(`${path}?format=csv`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.body).toContain('Тревожность;;наставляемые;');
    expect(csv.body).toContain('снижение тревожности');
    const [xlsx, pdf] = [
      await school.curator.get<string>(`${path}?format=xlsx`),
      await school.curator.get<string>(`${path}?format=pdf`),
    ];
    expect(xlsx.headers.get('content-type')).toContain('spreadsheetml');
    expect(xlsx.body.startsWith('PK')).toBe(true);
    expect(pdf.headers.get('content-disposition')).toBe(`attachment; filename="monitoring-${CUT_OFF}.pdf"`);
    expect(pdf.body.startsWith('%PDF-')).toBe(true);
    const refused = await school.curator.get<ProblemDetails>(`${path}?format=odt`);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ code: 'validation-failed', errors: [{ field: 'format' }] });
  });

  it("is the curator's, and the own organisation's", async () => {
    const path = `/v1/monitoring-reports/${made.id}`;
    const stranger = await newOrganisation(service, 'stranger-2');
    expect((await stranger.curator.get(path)).status).toBe(404);
    expect((await stranger.curator.get('/v1/monitoring-reports/none')).status).toBe(404);
    expect((await school.school.get(path)).status).toBe(403);
    expect((await service.region.get(path)).status).toBe(403);
    const foreign = `/v1/programmes/${school.programme}/monitoring-reports`;
    expect((await stranger.curator.post(foreign, { cutOff: CUT_OFF })).status).toBe(404);
    expect((await school.curator.post(foreign, { cutOff: 'завтра' })).status).toBe(400);
    const list = await school.curator.get<{ items: { id: string; status: string }[] }>(foreign);
    expect(list.body.items[0]).toMatchObject({ id: made.id, status: 'done' });
  });

  it('of an empty programme is empty, not an error', async () => {
    const programme = await newProgramme(school.curator, school.id, { name: 'Пустая' });
    const empty = await school.curator.run<MonitoringReportView>(
      `/v1/programmes/${programme}/monitoring-reports`,
      {
        cutOff: CUT_OFF,
      },
    );
    expect(empty).toMatchObject({
      status: 'done',
      stage2: [],
      pairs: { total: 0 },
      coverage: { mentees: 0 },
    });
  });
});

interface StageOne {
  questionnaires: {
    instrument: { id: string };
    wave: string;
    n: number;
    questions: { item: string; n: number; positive: { share: number } | null; answers: string[] }[];
  }[];
  gaps: { entryItem: string; exitItem: string; n: number; figures: { change: { mean: number } | null } }[];
  swot: { strengths: { item: string }[]; weaknesses: { item: string }[]; threats: string[] };
  organisation: { indicator: string; entry: number | null; exit: number | null }[];
}
