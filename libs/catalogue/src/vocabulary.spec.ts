import { loadCatalogue } from '@app/catalogue';
import { CONSENT_PURPOSES } from '@app/contracts';

const catalogue = loadCatalogue();
const { data } = catalogue;

describe('forms and kinds', () => {
  it('[S1-02] [S2-01] hold the seven forms of the documents, the third of S2 among them', () => {
    expect(data.forms.map(({ code, title }) => [code, title.ru])).toEqual([
      ['employer-student', 'Работодатель – студент'],
      ['head-teacher', 'Руководитель – педагог'],
      ['student-student', 'Ученик – ученик'],
      ['teacher-student', 'Учитель – ученик'],
      ['teacher-teacher', 'Учитель – учитель'],
      ['university-student-pupil', 'Студент – ученик'],
      ['university-teacher-young-teacher', 'Педагог вуза (колледжа) – молодой педагог'],
    ]);
  });

  it('[S2-07] [S3-09] are approved by the curator for students, by the methodical council for teachers', () => {
    const approvers = Object.fromEntries(data.forms.map(({ code, approver }) => [code, approver]));
    expect(approvers).toMatchObject({
      'student-student': 'curator',
      'teacher-student': 'curator',
      'teacher-teacher': 'council',
    });
  });

  it('[S1-03] know seven kinds: a group of two or more, a reverse pair both ways, one meeting of a speed one', () => {
    expect(data.kinds.map(({ code }) => code)).toEqual([
      'traditional',
      'virtual',
      'group',
      'short-term',
      'reverse',
      'situational',
      'speed',
    ]);
    expect(catalogue.kind('group')?.minimumGroup).toBe(2);
    expect(catalogue.kind('reverse')?.mutual).toBe(true);
    expect(catalogue.kind('speed')).toMatchObject({
      termMonths: null,
      maximumMeetings: 1,
      changeStatistics: false,
    });
    expect(catalogue.form('teacher-teacher')?.kinds).toHaveLength(7);
  });

  it('[S1-01] bound the term of a personalised programme by 3 and 12 months', () => {
    expect(catalogue.kind('traditional')?.termMonths).toEqual([3, 12]);
  });

  it('[S4-15] leave the choice of form and kind to the organisation: each form has several kinds', () => {
    for (const form of data.forms) expect(form.kinds.length).toBeGreaterThan(1);
  });
});

describe('people', () => {
  const students = data.categories.filter(({ audience }) => audience === 'student');

  it('[S0-02] have the six student categories of S0', () => {
    const codes = ['gifted', 'failing', 'disability', 'hard-situation', 'behaviour', 'detached'];
    for (const code of codes) expect(catalogue.category(code)?.source).toContain('S0');
    expect(catalogue.category('detached')?.source).toBe('S0 §6');
  });

  it('[S2-02] have the five student and the four teacher categories of S2, and its kinds of mentors', () => {
    const ofS2 = (audience: string) =>
      data.categories
        .filter((category) => category.audience === audience && /\bS2(?! \()/.test(category.source))
        .map(({ code }) => code);
    expect(ofS2('student')).toEqual(['gifted', 'failing', 'disability', 'hard-situation', 'behaviour']);
    expect(ofS2('teacher')).toEqual(['young-specialist', 'burnout', 'adapting', 'innovation-seeker']);
    for (const kind of ['student', 'teacher', 'parent', 'veteran']) {
      expect(catalogue.personKind(kind)?.source).toContain('S2');
    }
    expect(students.length).toBeGreaterThan(5);
  });

  it('are told apart by the twelve kinds of the HTTP contract', () => {
    expect(data.personKinds.map(({ code }) => code).sort()).toEqual(
      [
        'student',
        'teacher',
        'class-teacher',
        'extra-education-teacher',
        'psychologist',
        'veteran',
        'alumnus',
        'parent',
        'employer',
        'university-teacher',
        'university-student',
        'head',
      ].sort(),
    );
  });

  it('[S2-06] are described by the traits of the documents, from 0 to 1', () => {
    for (const code of ['leadership', 'organisation', 'communication', 'empathy', 'public-activity']) {
      expect(catalogue.trait(code)).toMatchObject({ min: 0, max: 1 });
    }
  });

  it('[S1-09] give consent for each purpose that the API knows', () => {
    expect(data.consentPurposes.map(({ code }) => code)).toEqual([...CONSENT_PURPOSES]);
  });
});

describe('topics', () => {
  const roots = data.topics.filter(({ parent }) => parent === null).map(({ code }) => code);

  it('[S4-06] cover the nine domains of professional deficits', () => {
    const domains = [
      'theory',
      'law',
      'subject',
      'psychology',
      'method',
      'ict',
      'digital',
      'upbringing',
      'health',
    ];
    for (const code of domains) expect(catalogue.topic(code)?.source).toContain('S4 §3.2');
    expect([...roots].sort()).toEqual([...domains, 'adaptation', 'career', 'leadership', 'project'].sort());
  });

  it('[S1-10] cover the five questions by which the council picks pairs', () => {
    const named = data.topics.flatMap(({ aliases }) => aliases ?? []);
    expect(named).toEqual(
      expect.arrayContaining([
        'предметное содержание',
        'методика обучения и преподавания',
        'воспитательная деятельность',
        'организация урочной деятельности',
        'организация внеурочной деятельности',
        'психолого-педагогическое сопровождение',
      ]),
    );
  });

  it('[S3-02] hold the directions of a technopark beside the school subjects', () => {
    for (const code of ['robotics', 'it', 'vr', 'aero', 'bio', 'nano', 'hi-tech', 'energy']) {
      expect(catalogue.topic(`subject.${code}`)?.parent).toBe('subject');
    }
    expect(catalogue.indicator('stem-interest')?.direction).toBe('higher');
  });

  it('are written so that a code names its parent', () => {
    for (const { code, parent } of data.topics) {
      expect(parent).toBe(code.includes('.') ? code.slice(0, code.lastIndexOf('.')) : null);
    }
  });
});

describe('endings of pairs', () => {
  it('[S1-15] have the three groups of reasons of the document, and replacement', () => {
    const groups = (group: string) =>
      data.completionReasons.filter((reason) => reason.group === group).map(({ code }) => code);
    expect(groups('plan-done')).toEqual(['plan-done']);
    expect(groups('initiative')).toEqual(['mentor-initiative', 'mentee-initiative', 'mutual', 'conflict']);
    expect(groups('curator')).toEqual(['improper-execution', 'force-majeure']);
  });

  it('[S1-14] know the mentee’s petition and the mentor’s release', () => {
    expect(catalogue.completionReason('mentee-petition')).toMatchObject({
      group: 'replacement',
      initiators: ['mentee'],
    });
    expect(catalogue.completionReason('mentor-release')).toMatchObject({ initiators: ['mentor'] });
  });

  it('bar two people from meeting again only after a conflict, or where one declined the other', () => {
    expect(catalogue.barringReasons()).toEqual([
      { code: 'conflict', bar: 'conflict' },
      { code: 'declined', bar: 'declined' },
    ]);
  });

  it('[S2-20] [S4-09] let mentor and mentee alike decline', () => {
    expect(catalogue.completionReason('declined')).toMatchObject({
      group: 'declined',
      initiators: ['mentor', 'mentee'],
    });
  });
});

describe('thresholds', () => {
  it('are those of the definitions', () => {
    expect(data.stage1).toMatchObject({ positiveFrom: 7, strengthShare: 0.7, weaknessShare: 0.4 });
    expect(data.stage2).toMatchObject({ describeFrom: 2, inferFrom: 10, sizeWords: [0.2, 0.5, 0.8] });
    expect(data.disclosure).toMatchObject({
      persons: 5,
      personsPsychological: 10,
      personsFloor: 3,
      organisations: 3,
      dominanceShare: 0.85,
      roundBelow: 20,
    });
    expect(Object.fromEntries(data.marks.weights.map(({ mark, weight }) => [mark, weight]))).toEqual({
      '5': 1,
      '4': 0.64,
      '3': 0.36,
      '2': 0.16,
      none: 0.07,
    });
  });
});
