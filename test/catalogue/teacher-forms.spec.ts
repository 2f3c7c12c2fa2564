import { loadCatalogue } from '@app/catalogue';
import { brokenBy, eligibleVariants, level, person, request } from './people.js';

const catalogue = loadCatalogue();

describe('teacher-teacher', () => {
  const FORM = 'teacher-teacher';
  const mentor = (about: Parameters<typeof person>[0] = {}) =>
    person({
      personKind: 'teacher',
      experienceYears: 15,
      competences: [level('subject.mathematics'), level('method'), level('upbringing'), level('ict')],
      ...about,
    });
  const mentee = (about: Parameters<typeof person>[0] = {}) =>
    person({ personKind: 'teacher', experienceYears: 1, requests: [request('method.lesson')], ...about });

  it('[S2-04] has five variants with the goals of the document', () => {
    const form = catalogue.form(FORM);
    expect(form?.variants.map(({ title }) => title.ru)).toEqual([
      'Опытный педагог – молодой специалист',
      'Опытный классный руководитель – молодой специалист',
      'Лидер педагогического сообщества – педагог, испытывающий проблемы',
      'Педагог-новатор – консервативный педагог',
      'Опытный предметник – неопытный предметник',
    ]);
    expect(form?.variants.map(({ goal }) => goal.ru)).toEqual([
      'Поддержка для приобретения необходимых профессиональных навыков и закрепления на месте работы.',
      'Поддержка для приобретения необходимых профессиональных навыков в работе с классным коллективом и закрепления на месте работы.',
      'Реализация психоэмоциональной поддержки, сочетаемой с профессиональной помощью по приобретению и развитию педагогических талантов и инициатив.',
      'Помощь в овладении современными программами, цифровыми навыками, ИКТ-компетенциями.',
      'Методическая поддержка по конкретному предмету.',
    ]);
  });

  it('[S3-01] knows the wording of the technopark for the same variants', () => {
    expect(catalogue.variant(FORM, 'class-teacher-young')?.aliases).toContain(
      'Опытный руководитель детского объединения – молодой специалист',
    );
    expect(catalogue.variant(FORM, 'subject-expert-novice')?.aliases?.[0]).toContain(
      'Опытный в направлении деятельности',
    );
    for (const [code, alias] of [
      ['student-student', 'Обучающийся – обучающийся'],
      ['teacher-teacher', 'Педагог – педагог'],
      ['teacher-student', 'Педагог – обучающийся'],
    ] as const) {
      expect(catalogue.form(code)?.aliases).toContain(alias);
    }
  });

  it('[S2-04] takes a young specialist with 0 to 3 years of experience, bounds included', () => {
    const broken = (years: number | null) =>
      brokenBy(FORM, mentor(), mentee({ experienceYears: years }))['experienced-young'];
    expect(broken(0)).toEqual([]);
    expect(broken(3)).toEqual([]);
    expect(broken(4)).toEqual(['young-specialist']);
    expect(broken(null)).toEqual(['young-specialist?']);
  });

  it('[S2-04] demands the same subject for the variant of subject teachers, and only there', () => {
    const physicist = mentee({
      experienceYears: 6,
      competences: [level('subject.physics')],
      requests: [request('method')],
    });
    expect(brokenBy(FORM, mentor(), physicist)['subject-expert-novice']).toEqual(['same-subject']);
    const mathematician = { ...physicist, competences: [level('subject.mathematics.geometry')] };
    expect(brokenBy(FORM, mentor(), mathematician)['subject-expert-novice']).toEqual([]);
    expect(brokenBy(FORM, mentor(), mentee())['subject-expert-novice']).toEqual(['same-subject?']);
    expect(brokenBy(FORM, mentor(), { ...physicist, experienceYears: 2 })['experienced-young']).toEqual([]);
  });

  it('[S3-06] tells the directions of a technopark apart as subjects', () => {
    const of = (topic: string, years: number) =>
      person({
        personKind: 'extra-education-teacher',
        experienceYears: years,
        competences: [level(topic)],
        requests: [request(topic)],
      });
    const pair = (a: string, b: string) => brokenBy(FORM, of(a, 9), of(b, 4))['subject-expert-novice'];
    expect(pair('subject.robotics', 'subject.robotics')).toEqual([]);
    expect(pair('subject.robotics', 'subject.aero')).toContain('same-subject');
  });

  it('does not let a young specialist mentor another', () => {
    const broken = brokenBy(FORM, mentor({ experienceYears: 3 }), mentee());
    expect(broken['experienced-young']).toEqual(['mentor-experienced']);
  });

  it('gives the variant of class teachers to those who lead a class or an association', () => {
    const broken = (personKind: string) =>
      brokenBy(FORM, mentor({ personKind }), mentee())['class-teacher-young'];
    expect(broken('class-teacher')).toEqual([]);
    expect(broken('extra-education-teacher')).toEqual([]);
    expect(broken('teacher')).toEqual(['mentor-class-teacher']);
  });

  it('[S4-04] has a variant for the burnt-out, the newcomer to the staff, and the one in need of a technology', () => {
    const variants = (category: string, topic: string) =>
      eligibleVariants(
        FORM,
        mentor(),
        mentee({ experienceYears: 20, categories: [category], requests: [request(topic)] }),
      );
    expect(variants('burnout', 'method')).toEqual(['leader-struggling']);
    expect(variants('adapting', 'upbringing.class')).toEqual(['leader-struggling']);
    expect(variants('innovation-seeker', 'ict')).toEqual(['innovator-conservative']);
    expect(variants('technology-need', 'ict.devices')).toEqual(['innovator-conservative']);
    for (const code of ['young-specialist', 'technology-need', 'adapting', 'non-pedagogical-degree']) {
      expect(catalogue.category(code)?.audience).toBe('teacher');
    }
  });

  it('[S4-05] lets a policy demand confirmed results of the mentor', () => {
    const overrides = { rules: { 'mentor-evidence': { enabled: true } } };
    const proven = mentor({ evidence: [{ kind: 'contest', title: 'Учитель года', year: 2025 }] });
    expect(brokenBy(FORM, proven, mentee(), overrides)['experienced-young']).toEqual([]);
    expect(brokenBy(FORM, mentor(), mentee(), overrides)['experienced-young']).toEqual(['mentor-evidence']);
    expect(brokenBy(FORM, mentor(), mentee())['experienced-young']).toEqual([]);
  });

  it('lets a policy demand that a reverse pair helps both ways', () => {
    const overrides = { rules: { 'reverse-topic-covered': { enabled: true } } };
    const elder = mentor({ requests: [request('digital.platforms')] });
    const young = mentee({ competences: [level('digital')] });
    expect(brokenBy(FORM, elder, young, overrides)['experienced-young']).toEqual([]);
    expect(brokenBy(FORM, elder, mentee(), overrides)['experienced-young']).toEqual([
      'reverse-topic-covered',
    ]);
    expect(brokenBy(FORM, mentor(), mentee(), overrides)['experienced-young']).toEqual([]);
  });
});

describe('the other forms', () => {
  it.each([
    ['head-teacher', 'head', 'teacher'],
    ['employer-student', 'employer', 'student'],
    ['employer-student', 'employer', 'university-student'],
    ['university-teacher-young-teacher', 'university-teacher', 'teacher'],
    ['university-student-pupil', 'university-student', 'student'],
  ])('[S1-02] %s pairs a %s with a %s', (form, mentorKind, menteeKind) => {
    const mentor = person({ personKind: mentorKind, competences: [level('career'), level('method')] });
    const mentee = person({ personKind: menteeKind, experienceYears: 1, requests: [request('career')] });
    expect(eligibleVariants(form, mentor, mentee)).toHaveLength(1);
    expect(eligibleVariants(form, { ...mentor, personKind: menteeKind }, mentee)).toEqual([]);
    const other = { ...mentee, requests: [request('subject.physics')] };
    expect(Object.values(brokenBy(form, mentor, other))).toEqual([['topic-covered']]);
  });

  it('gives a university teacher to young teachers only', () => {
    const mentor = person({ personKind: 'university-teacher', competences: [level('method')] });
    const mentee = person({ personKind: 'teacher', experienceYears: 4, requests: [request('method')] });
    expect(Object.values(brokenBy('university-teacher-young-teacher', mentor, mentee))).toEqual([
      ['young-specialist'],
    ]);
  });
});
