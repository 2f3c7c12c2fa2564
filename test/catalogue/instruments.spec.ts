import { loadCatalogue } from '@app/catalogue';
import type { Instrument } from '@app/contracts';
import { checkInstrument, levelOf, scoreSheet } from '@app/monitoring/scoring';

const catalogue = loadCatalogue();
const { instruments } = catalogue.data;

function instrument(code: string): Instrument {
  const found = catalogue.instrument(code, '1');
  if (!found) throw new Error(`no instrument ${code}`);
  return structuredClone(found);
}

describe('every instrument', () => {
  it.each(instruments.map(({ code }) => code))('%s gets the scores of its golden sheets', (code) => {
    expect(checkInstrument(instrument(code))).toEqual([]);
  });

  it('says who fills it in, when, and by which right its texts are shown', () => {
    for (const { respondents, waves, licence, source } of instruments) {
      expect(respondents.length * waves.length).toBeGreaterThan(0);
      expect(licence ?? source).toMatch(/./);
    }
  });

  it('[S0-18] asks the questions of a scale of change at both waves', () => {
    for (const { items, scales, waves } of instruments.filter((one) => one.waves.length === 2)) {
      for (const scale of scales.filter(({ indicator }) => indicator !== 'satisfaction')) {
        for (const code of scale.items) {
          expect(items.find((item) => item.code === code)?.waves ?? waves).toEqual(['entry', 'exit']);
        }
      }
    }
  });
});

describe('the questionnaires of the selection', () => {
  const selection = instruments.filter(({ use }) => use === 'selection');

  it('[S0-06] [S1-12] are one for mentors and one for mentees, with open, closed and rating questions', () => {
    expect(selection.map(({ respondents }) => respondents)).toEqual([['mentee'], ['mentor']]);
    for (const { items } of selection) {
      const kinds = new Set(items.map(({ kind }) => kind));
      expect([...kinds].sort()).toEqual(['choice', 'open', 'rating', 'yes-no']);
    }
  });

  it('are scored to nothing, so that no report counts them', () => {
    expect(selection.flatMap(({ scales }) => scales)).toEqual([]);
  });
});

describe('the questionnaires of a programme', () => {
  const own = instruments.filter(({ licence, use }) => licence === 'Apache-2.0' && use === undefined);

  it('[S3-11] [S2-12] are distinct for the three forms, for mentees and for mentors', () => {
    for (const form of ['student-student', 'teacher-student', 'teacher-teacher']) {
      for (const respondent of ['mentee', 'mentor'] as const) {
        const fitting = own.filter(
          ({ forms, respondents }) => forms?.includes(form) && respondents.includes(respondent),
        );
        expect(fitting.map(({ code }) => code)).toEqual([`${form}.${respondent}`]);
      }
    }
  });

  it('serve every form of the catalogue', () => {
    for (const { code } of catalogue.data.forms) {
      expect(own.filter(({ forms }) => forms?.includes(code))).toHaveLength(2);
    }
  });

  it('[S0-15] have open, closed and rating questions', () => {
    for (const { items } of own.filter(({ respondents }) => !respondents.includes('curator'))) {
      const kinds = new Set(items.map(({ kind }) => kind));
      expect([...kinds].sort()).toEqual(['open', 'rating', 'yes-no']);
    }
  });

  it('[S0-16] [S3-14] mirror expectations of the entry in questions of the exit', () => {
    for (const { items, respondents } of own.filter((one) => !one.respondents.includes('curator'))) {
      const twins = items.filter(({ twin }) => twin !== undefined);
      expect({ respondents, twins: twins.length }).toEqual({ respondents, twins: 5 });
      for (const item of twins) {
        expect(item.waves).toEqual(['exit']);
        expect(items.find(({ code }) => code === item.twin)?.waves).toEqual(['entry']);
      }
    }
  });

  it('[S0-17] [S3-12] ask the curator about conformity to the model', () => {
    const curator = instrument('curator.conformity');
    expect(curator.respondents).toEqual(['curator']);
    expect(curator.items.filter(({ kind }) => kind === 'rating')).toHaveLength(10);
    expect(curator.scales.map(({ indicator }) => indicator)).toEqual(['conformity']);
  });

  it('[S0-19] feed engagement, activity, anxiety, self-esteem and motivation of students', () => {
    const indicators = instrument('student-student.mentee').scales.map(({ indicator }) => indicator);
    expect(indicators).toEqual([
      'engagement',
      'activity',
      'anxiety',
      'self-esteem',
      'motivation',
      'satisfaction',
    ]);
  });

  it('[S2-16] [S4-11] feed adaptation, motivation, innovation and satisfaction of teachers', () => {
    const mentee = instrument('teacher-teacher.mentee').scales.map(({ indicator }) => indicator);
    for (const code of ['adaptation', 'innovation', 'job-satisfaction', 'well-being', 'stay']) {
      expect(mentee).toContain(`teacher.${code}`);
    }
    expect(mentee).toContain('motivation');
    const mentor = instrument('teacher-teacher.mentor').scales.map(({ indicator }) => indicator);
    expect(mentor).toEqual(expect.arrayContaining(['motivation', 'teacher.job-satisfaction']));
  });
});

describe('psychological instruments', () => {
  const score = (code: string, answers: Record<string, unknown>) => scoreSheet(instrument(code), answers)[0];
  const stai = (first: number, answer: (number: number) => number) =>
    Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${first + index}`, answer(first + index)]));

  it('show no text of the statements', () => {
    for (const code of ['stai.state', 'stai.trait', 'school-motivation']) {
      for (const { text } of instrument(code).items) expect(text.ru).toMatch(/^(Утверждение|Вопрос) \d+$/);
    }
  });

  // Σ direct − Σ reversed + 50 and + 35: the Russian key (domain.md §5), not the English STAI-Y.
  it('STAI state: 20 at the calmest answers, 80 at the most anxious, 50 at equal ones', () => {
    const reversed = [1, 2, 5, 8, 10, 11, 15, 16, 19, 20];
    expect(
      score(
        'stai.state',
        stai(1, (n) => (reversed.includes(n) ? 4 : 1)),
      )?.value,
    ).toBe(20);
    expect(
      score(
        'stai.state',
        stai(1, (n) => (reversed.includes(n) ? 1 : 4)),
      )?.value,
    ).toBe(80);
    expect(
      score(
        'stai.state',
        stai(1, () => 3),
      )?.value,
    ).toBe(10 * 3 - 10 * 3 + 50);
  });

  it('STAI trait: seven reversed statements of 21 to 40', () => {
    expect(
      score(
        'stai.trait',
        stai(21, () => 3),
      )?.value,
    ).toBe(13 * 3 - 7 * 3 + 35);
    expect(
      score(
        'stai.trait',
        stai(21, () => 1),
      )?.value,
    ).toBe(13 - 7 + 35);
  });

  it.each([
    [20, 'низкая'],
    [30, 'низкая'],
    [31, 'умеренная'],
    [44, 'умеренная'],
    [45, 'высокая'],
    [80, 'высокая'],
  ])('STAI: %d points are a %s anxiety', (value, word) => {
    for (const code of ['stai.state', 'stai.trait']) {
      const [scale] = instrument(code).scales;
      expect(scale && levelOf(scale, value)?.ru).toBe(`${word} тревожность`);
    }
  });

  it('Дембо – Рубинштейн: the mean of seven lines, best between 45 and 74', () => {
    const answers = Object.fromEntries(
      [40, 50, 60, 70, 80, 90, 100].map((line, n) => [`line-${n + 1}`, line]),
    );
    expect(score('dembo-rubinstein', answers)?.value).toBe(70);
    expect(instrument('dembo-rubinstein').scales[0]).toMatchObject({
      direction: 'band',
      band: [{ from: 45, to: 74 }],
    });
  });

  it('school motivation: answers of 3, 1 or 0 points, 0 to 30 in all', () => {
    const all = (value: number) =>
      Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`${index + 1}`, value]));
    expect(score('school-motivation', all(3))?.value).toBe(30);
    expect(score('school-motivation', all(1))?.value).toBe(10);
    const [scale] = instrument('school-motivation').scales;
    expect([9, 10, 14, 15, 19, 20, 24, 25].map((value) => scale && levelOf(scale, value)?.ru)).toEqual([
      'негативное отношение к школе',
      'низкая мотивация',
      'низкая мотивация',
      'положительное отношение к школе',
      'положительное отношение к школе',
      'хорошая мотивация',
      'хорошая мотивация',
      'высокая мотивация',
    ]);
  });
});
