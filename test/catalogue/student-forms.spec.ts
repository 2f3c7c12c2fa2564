import { loadCatalogue } from '@app/catalogue';
import { brokenBy, eligibleVariants, level, person, request } from './people.js';

const catalogue = loadCatalogue();

describe('student-student', () => {
  const FORM = 'student-student';
  const mentor = (about: Parameters<typeof person>[0] = {}) =>
    person({ grade: 9, competences: [level('subject.mathematics')], ...about });
  const mentee = (about: Parameters<typeof person>[0] = {}) =>
    person({ grade: 7, requests: [request('subject.mathematics.algebra')], ...about });

  it('[S2-03] has four variants, each with the goal of the document', () => {
    const form = catalogue.form(FORM);
    expect(form?.variants.map(({ code, title, goal }) => [code, title.ru, goal.ru])).toEqual([
      [
        'achiever-underachiever',
        'Успевающий – неуспевающий',
        'Достижение лучших образовательных результатов.',
      ],
      [
        'leader-passive',
        'Лидер – пассивный',
        'Психоэмоциональная поддержка с адаптацией в коллективе или с развитием коммуникационных, творческих, лидерских навыков.',
      ],
      ['peer-to-peer', 'Равный – равному', 'Обмен навыками для достижения целей.'],
      ['adapted-unadapted', 'Адаптированный – неадаптированный', 'Адаптация к новым условиям обучения.'],
    ]);
    expect(form?.approver).toBe('curator');
  });

  it('[S2-03] demands a mentee of a strictly lower grade', () => {
    const failing = { categories: ['failing'] };
    expect(eligibleVariants(FORM, mentor({ grade: 8 }), mentee(failing))).toContain('achiever-underachiever');
    const sameGrade = brokenBy(FORM, mentor({ grade: 7 }), mentee(failing));
    expect(sameGrade['achiever-underachiever']).toEqual(['grade-gap']);
    expect(sameGrade['leader-passive']).toContain('grade-gap');
    expect(sameGrade['adapted-unadapted']).toContain('grade-gap');
    expect(brokenBy(FORM, mentor({ grade: null }), mentee(failing))['achiever-underachiever']).toEqual([
      'grade-gap?',
    ]);
  });

  it('[S2-03] lets a policy widen the gap of grades', () => {
    const overrides = { rules: { 'grade-gap': { params: { min: 2 } } } };
    const failing = mentee({ categories: ['failing'] });
    expect(eligibleVariants(FORM, mentor({ grade: 8 }), failing, overrides)).not.toContain(
      'achiever-underachiever',
    );
    expect(eligibleVariants(FORM, mentor({ grade: 9 }), failing, overrides)).toContain(
      'achiever-underachiever',
    );
  });

  it('pairs equals whose grades differ by at most one, either way', () => {
    for (const grade of [6, 7, 8]) {
      expect(eligibleVariants(FORM, mentor({ grade }), mentee())).toContain('peer-to-peer');
    }
    expect(brokenBy(FORM, mentor({ grade: 9 }), mentee())['peer-to-peer']).toEqual(['grade-distance']);
  });

  it('gives the failing a mentor with the higher mark in the requested subject', () => {
    const failing = (mark: number | null) =>
      mentee({ categories: ['failing'], marks: mark === null ? {} : { 'subject.mathematics': mark } });
    const achiever = mentor({ marks: { 'subject.mathematics': 4.2 } });
    expect(brokenBy(FORM, achiever, failing(2.6))['achiever-underachiever']).toEqual([]);
    expect(brokenBy(FORM, achiever, failing(4.2))['achiever-underachiever']).toEqual(['mark-higher']);
    expect(brokenBy(FORM, achiever, failing(null))['achiever-underachiever']).toEqual([]);
    expect(brokenBy(FORM, achiever, mentee({}))['achiever-underachiever']).toEqual(['category-fits']);
  });

  it('gives the passive and the detached a leader, and asks when activity is not known', () => {
    const broken = (about: Parameters<typeof person>[0]) =>
      brokenBy(FORM, mentor(), mentee(about))['leader-passive'];
    expect(broken({ activity: 'passive' })).toEqual([]);
    expect(broken({ categories: ['detached'] })).toEqual([]);
    expect(broken({ activity: 'active' })).toEqual(['mentee-passive']);
    expect(broken({})).toEqual(['mentee-passive?']);
  });

  it('gives newcomers, and those who ask for it, somebody who is not a newcomer', () => {
    const helper = mentor({ competences: [level('subject.mathematics'), level('adaptation')] });
    const broken = (a: ReturnType<typeof person>, about: Parameters<typeof person>[0]) =>
      brokenBy(FORM, a, mentee(about))['adapted-unadapted'];
    expect(broken(helper, { categories: ['newcomer'] })).toEqual([]);
    expect(broken(helper, { requests: [request('adaptation.class')] })).toEqual([]);
    expect(broken(helper, {})).toEqual(['mentee-unadapted']);
    expect(broken({ ...helper, categories: ['newcomer'] }, { categories: ['newcomer'] })).toEqual([
      'mentor-adapted',
    ]);
  });

  it('holds a mentee to a covered topic only if there is a request', () => {
    const other = mentee({ grade: 8, requests: [request('subject.physics')] });
    expect(brokenBy(FORM, mentor(), other)['peer-to-peer']).toEqual(['topic-covered']);
    expect(brokenBy(FORM, mentor(), mentee({ grade: 8, requests: [] }))['peer-to-peer']).toEqual([]);
    const narrow = mentor({ competences: [level('subject.mathematics.geometry')] });
    expect(brokenBy(FORM, narrow, mentee({ grade: 8 }))['peer-to-peer']).toEqual(['topic-covered']);
  });

  it('keeps apart people who share no mode of meeting, once both have named theirs', () => {
    const modes = (...list: string[]) => ({ grade: 8, profile: { modes: list } });
    expect(eligibleVariants(FORM, mentor(modes('remote')), mentee(modes('in-person')))).toEqual([]);
    expect(eligibleVariants(FORM, mentor(modes('remote')), mentee(modes()))).toContain('peer-to-peer');
  });

  it('[S3-03] lets a programme hold both to meeting in person', () => {
    const overrides = { rules: { 'mentor-mode': { enabled: true }, 'mentee-mode': { enabled: true } } };
    const modes = (...list: string[]) => ({ grade: 8, profile: { modes: list } });
    const pair = (a: string[], b: string[]) =>
      brokenBy(FORM, mentor(modes(...a)), mentee(modes(...b)), overrides)['peer-to-peer'];
    expect(pair(['in-person', 'remote'], ['in-person'])).toEqual([]);
    expect(pair(['remote'], ['in-person', 'remote'])).toEqual(['mentor-mode']);
    expect(pair(['in-person'], [])).toEqual(['mentee-mode?']);
  });

  it('lets a policy demand one shift and a trained mentor', () => {
    const overrides = { rules: { 'shift-overlap': { enabled: true }, 'mentor-trained': { enabled: true } } };
    const shift = (value: string | null, trained = true) => ({
      grade: 8,
      trained,
      profile: { shift: value },
    });
    const pair = (a: Parameters<typeof person>[0], b: Parameters<typeof person>[0]) =>
      brokenBy(FORM, mentor(a), mentee(b), overrides)['peer-to-peer'];
    expect(pair(shift('first'), shift('first'))).toEqual([]);
    expect(pair(shift('first'), shift('second'))).toEqual(['shift-overlap']);
    expect(pair(shift('first'), shift(null))).toEqual([]);
    expect(pair(shift('first', false), shift('first'))).toEqual(['mentor-trained']);
    const byDefault = brokenBy(FORM, mentor(shift('first', false)), mentee(shift('second')));
    expect(byDefault['peer-to-peer']).toEqual([]);
  });
});

describe('teacher-student', () => {
  const FORM = 'teacher-student';
  const teacher = (about: Parameters<typeof person>[0] = {}) =>
    person({ personKind: 'teacher', experienceYears: 12, competences: [level('project')], ...about });
  const student = (about: Parameters<typeof person>[0] = {}) =>
    person({ requests: [request('project.research')], ...about });

  it('[S0-07] has the four variants of the document, each with its own goal', () => {
    const variants = catalogue.form(FORM)?.variants.filter(({ source }) => source.startsWith('S0')) ?? [];
    expect(variants.map(({ title }) => title.ru)).toEqual([
      'Учитель – одарённый ученик',
      'Учитель – ребёнок с ОВЗ (ребёнок-инвалид)',
      'Учитель – пассивный ученик',
      'Учитель – неуспевающий ученик',
    ]);
    expect(new Set(variants.map(({ goal }) => goal.ru)).size).toBe(4);
    expect(variants[0]?.goal.ru).toContain('раскрытие и развитие творческого потенциала наставляемого');
    expect(variants[1]?.goal.ru).toContain('адаптация в школьном коллективе');
    expect(variants[2]?.goal.ru).toContain('формирование ценностей и активной гражданской позиции');
    expect(variants[3]?.goal.ru).toContain('преодоление дезориентации обучающегося');
  });

  it.each([
    ['gifted', ['teacher-gifted']],
    ['disability', ['teacher-disability']],
    ['failing', ['teacher-failing']],
    ['detached', ['teacher-passive', 'professional-indifferent']],
  ])('[S0-07] offers a %s student the variants meant for them', (category, variants) => {
    const mentee = student({
      categories: [category],
      activity: category === 'gifted' ? 'passive' : 'active',
    });
    const eligible = eligibleVariants(FORM, teacher(), mentee);
    for (const variant of variants) expect(eligible).toContain(variant);
    const meant = ['teacher-gifted', 'teacher-disability', 'teacher-failing'];
    for (const other of meant.filter((code) => !variants.includes(code))) {
      expect(eligible).not.toContain(other);
    }
  });

  it('[S3-07] has the two variants of the technopark, for the indifferent and for the active', () => {
    expect(catalogue.variant(FORM, 'professional-indifferent')?.title.ru).toBe(
      'Активный профессионал – равнодушный потребитель',
    );
    expect(catalogue.variant(FORM, 'colleague-young-colleague')?.goal.ru).toContain(
      'Совместная работа по развитию творческого, предпринимательского или социального проекта',
    );
    expect(eligibleVariants(FORM, teacher(), student({ activity: 'passive' }))).toEqual([
      'teacher-passive',
      'professional-indifferent',
    ]);
    expect(eligibleVariants(FORM, teacher(), student({ activity: 'active' }))).toEqual([
      'colleague-young-colleague',
    ]);
  });

  it('[S3-04] demands a mentor of at least five years of experience', () => {
    const active = student({ activity: 'active' });
    expect(eligibleVariants(FORM, teacher({ experienceYears: 5 }), active)).not.toEqual([]);
    const novice = brokenBy(FORM, teacher({ experienceYears: 4 }), active);
    expect(Object.values(novice).every((broken) => broken.includes('mentor-experience'))).toBe(true);
    const unknown = brokenBy(FORM, teacher({ experienceYears: null }), active);
    expect(unknown['colleague-young-colleague']).toEqual(['mentor-experience?']);
    const overrides = { rules: { 'mentor-experience': { params: { min: 3 } } } };
    expect(eligibleVariants(FORM, teacher({ experienceYears: 4 }), active, overrides)).not.toEqual([]);
  });

  it.each(['class-teacher', 'teacher', 'extra-education-teacher', 'psychologist', 'veteran'])(
    '[S0-03] accepts a %s as mentor',
    (personKind) => {
      expect(eligibleVariants(FORM, teacher({ personKind }), student({ activity: 'active' }))).not.toEqual(
        [],
      );
    },
  );

  it.each(['alumnus', 'parent'])('[S3-05] accepts an %s as mentor', (personKind) => {
    expect(eligibleVariants(FORM, teacher({ personKind }), student({ activity: 'active' }))).not.toEqual([]);
  });

  it('does not take a student for a mentor', () => {
    expect(
      eligibleVariants(FORM, teacher({ personKind: 'student' }), student({ activity: 'active' })),
    ).toEqual([]);
  });
});
