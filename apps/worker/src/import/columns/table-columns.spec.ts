import type { ImportKind } from '@app/contracts';
import { FileError } from '../read/index.js';
import { TableColumns } from './table-columns.js';

/** A table of one row, header by cell, as the record that it means. */
function record(kind: ImportKind, row: Record<string, string>): Record<string, unknown> {
  return new TableColumns(kind, Object.keys(row)).read(Object.values(row));
}

function refusal(kind: ImportKind, headers: string[]): FileError {
  try {
    new TableColumns(kind, headers);
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
  throw new Error('the headers were understood');
}

const ENTRY = { externalId: 'e-1', personKind: 'student' };

describe('A row of a bank’s table', () => {
  it('nests by dot, splits lists, and keeps the dots of topics [S0-02] [S0-05]', () => {
    expect(
      record('bank', {
        ...ENTRY,
        grade: '8',
        categories: 'failing|disability',
        competences: 'subject.mathematics:5|leadership:3',
        requests: 'subject.mathematics.algebra:4|career',
        'profile.shift': 'first',
        'profile.interests': 'robotics | chess',
        'profile.traits.leadership': '0,8',
        'marks.subject.mathematics': '4,6',
        capacity: '2',
        trained: 'да',
        refreshedOn: '01.09.2026',
        consents: 'personal-data:2026-09-01:self:12/26|testing:01.09.2026:representative:7:б',
        evidence: 'contest:Олимпиада: финал:2025',
      }),
    ).toEqual({
      ...ENTRY,
      grade: 8,
      categories: ['failing', 'disability'],
      competences: [
        { topic: 'subject.mathematics', level: 5 },
        { topic: 'leadership', level: 3 },
      ],
      requests: [{ topic: 'subject.mathematics.algebra', importance: 4 }, { topic: 'career' }],
      profile: { shift: 'first', interests: ['robotics', 'chess'], traits: { leadership: 0.8 } },
      marks: { 'subject.mathematics': 4.6 },
      capacity: 2,
      trained: true,
      refreshedOn: '2026-09-01',
      consents: [
        { purpose: 'personal-data', givenOn: '2026-09-01', by: 'self', document: '12/26' },
        { purpose: 'testing', givenOn: '2026-09-01', by: 'representative', document: '7:б' },
      ],
      evidence: [{ kind: 'contest', title: 'Олимпиада: финал', year: 2025 }],
    });
  });

  it('reads the Russian words that stand in templates and in schools’ own tables [S0-02] [S0-05]', () => {
    expect(
      record('bank', {
        '№ п/п': '17',
        'Идентификатор*': 'e-1',
        'Вид  участника': ' Обучающийся ',
        'Ф. И. О.': 'Петров\u00a0 Пётр',
        Пол: 'Ж',
        Класс: '10 «А»',
        'Категория наставляемого':
          'Одаренный; Не принимающий участия в жизни школы, отстранённый от коллектива',
        Запросы: 'Алгебра: 5; Арифметика, устный счет – 2\nСочинение и изложение (3)',
        'Формат встреч': 'Очно, Дистанционно',
        'Отметка: Русский язык': '4,5',
        'Качество: Эмпатия': '0,7',
        'ЖДЕТ С': '5.10.26 г.',
      }),
    ).toEqual({
      ...ENTRY,
      displayName: 'Петров Пётр',
      sex: 'f',
      grade: 10,
      profile: { classLabel: 'А', modes: ['in-person', 'remote'], traits: { empathy: 0.7 } },
      categories: ['gifted', 'detached'],
      requests: [
        { topic: 'subject.mathematics.algebra', importance: 5 },
        { topic: 'subject.mathematics.arithmetic', importance: 2 },
        { topic: 'subject.russian.essay', importance: 3 },
      ],
      marks: { 'subject.russian': 4.5 },
      waitingSince: '2026-10-05',
    });
  });

  it.each([
    ['10', { grade: 10 }],
    ['10 А', { grade: 10, profile: { classLabel: 'А' } }],
    ['10а', { grade: 10, profile: { classLabel: 'А' } }],
    ['10-А', { grade: 10, profile: { classLabel: 'А' } }],
    ['10 "А"', { grade: 10, profile: { classLabel: 'А' } }],
    ['10\u00a0«ё» класс', { grade: 10, profile: { classLabel: 'Ё' } }],
    ['7 класс', { grade: 7 }],
    ['1 кл.', { grade: 1 }],
    ['десятый', { grade: 'десятый' }],
    ['10.5', { grade: '10.5' }],
  ])('reads the class %j [S0-08]', (cell, expected) => {
    expect(record('bank', { ...ENTRY, Класс: cell })).toEqual({ ...ENTRY, ...expected });
  });

  it('lets a column of the letter say it better than the class does', () => {
    const expected = { ...ENTRY, grade: 10, profile: { classLabel: 'Б' } };
    expect(record('bank', { ...ENTRY, Литера: 'Б', Класс: '10а' })).toEqual(expected);
    expect(record('bank', { ...ENTRY, Класс: '10а', Литера: 'Б' })).toEqual(expected);
  });

  it.each([
    ['Активный', 'active'],
    ['пассивная', 'passive'],
    ['passive', 'passive'],
    ['вялый', 'вялый'],
  ])('reads the column of active and passive: %s [S3-20]', (cell, activity) => {
    expect(record('bank', { ...ENTRY, Активность: cell })).toEqual({ ...ENTRY, activity });
  });

  it('has columns for contests, publications, webinars and olympiads [S2-05]', () => {
    expect(
      record('bank', {
        externalId: 'm-1',
        personKind: 'Учитель',
        Конкурсы: 'Учитель года: 2025|Педагогический дебют: финал; второе место',
        Публикации: '«Алгебра в 7 классе»: 2024',
        Вебинары: '',
        Олимпиады: 'Ломоносов',
      }),
    ).toEqual({
      externalId: 'm-1',
      personKind: 'teacher',
      evidence: [
        { kind: 'contest', title: 'Учитель года', year: 2025 },
        { kind: 'contest', title: 'Педагогический дебют: финал; второе место' },
        { kind: 'publication', title: '«Алгебра в 7 классе»', year: 2024 },
        { kind: 'olympiad', title: 'Ломоносов' },
      ],
    });
  });

  it('reads a consent from columns of its purpose, and names who signs for a pupil', () => {
    const row = {
      'Согласие на обработку ПДн (дата)': '01.09.2026',
      'Согласие на обработку ПДн (номер)': '12/26',
      'Согласие на обработку ПДн (отозвано)': '',
      'Согласие на тестирование': '2.9.26',
      'Согласие на тестирование (кто подписал)': 'Сам участник',
      'Согласие на публикацию': '',
    };
    expect(record('bank', { ...ENTRY, ...row })['consents']).toEqual([
      { purpose: 'personal-data', givenOn: '2026-09-01', document: '12/26', by: 'representative' },
      { purpose: 'testing', givenOn: '2026-09-02', by: 'self' },
    ]);
    const teacher = record('bank', { externalId: 'm-1', personKind: 'Учитель', ...row });
    expect(teacher['consents']).toMatchObject([{ by: 'self' }, { by: 'self' }]);
  });

  it('reads the end and the withdrawal of a consent, in one cell or in columns', () => {
    const consent = { purpose: 'personal-data', givenOn: '2026-09-01', by: 'self', document: '7:б' };
    const of = (cell: string) => record('bank', { ...ENTRY, consents: cell })['consents'];
    expect(of('personal-data:2026-09-01:self:7:б:2027-08-31:01.12.2026')).toEqual([
      { ...consent, validUntil: '2027-08-31', withdrawnOn: '2026-12-01' },
    ]);
    expect(of('personal-data:2026-09-01:self:7:б::2026-12-01')).toEqual([
      { ...consent, withdrawnOn: '2026-12-01' },
    ]);
    expect(of('personal-data:2026-09-01:self:::01.12.2026')).toEqual([
      { purpose: 'personal-data', givenOn: '2026-09-01', by: 'self', withdrawnOn: '2026-12-01' },
    ]);
    expect(
      record('bank', {
        ...ENTRY,
        'Согласие на обработку персональных данных': '01.09.2026',
        'Согласие на обработку ПДн (дата отзыва)': '01.12.2026',
      })['consents'],
    ).toEqual([
      { purpose: 'personal-data', givenOn: '2026-09-01', withdrawnOn: '2026-12-01', by: 'representative' },
    ]);
  });

  it('takes an empty cell for an absent value, and for an empty list', () => {
    expect(record('bank', { ...ENTRY, grade: ' ', categories: '', Согласия: '' })).toEqual({
      ...ENTRY,
      categories: [],
      consents: [],
    });
  });

  it('leaves what it cannot read to the checks', () => {
    const row = { capacity: 'два', trained: 'может быть', refreshedOn: 'осенью', Категории: 'рыжий' };
    expect(record('bank', { ...ENTRY, ...row })).toEqual({
      ...ENTRY,
      capacity: 'два',
      trained: 'может быть',
      refreshedOn: 'осенью',
      categories: ['рыжий'],
    });
  });

  it('tells in which column the field of an error stands', () => {
    const headers = ['Идентификатор', 'Вид участника', 'Запросы', 'Класс', 'Согласие на тестирование'];
    const columns = new TableColumns('bank', headers);
    const fields = ['externalId', 'requests[0].topic', 'grade', 'profile.classLabel', 'consents[0].givenOn'];
    expect(fields.map((field) => columns.columnOf(field))).toEqual([0, 2, 3, 3, 4]);
    expect(columns.columnOf('capacity')).toBeUndefined();
  });
});

describe('Rows of the other tables', () => {
  it('of pairs on paper, with the order', () => {
    expect(
      record('pairs', {
        Наставник: 'm-1',
        Наставляемый: 'e-1',
        Вариант: 'Успевающий - неуспевающий',
        Состояние: 'Завершена',
        'Дата начала': '01.10.2026',
        'Дата состояния': '31.05.2027',
        Причина: 'План мероприятий выполнен полностью',
        'Номер приказа': '12-к',
        'Дата приказа': '30.09.2026',
        'Кто подписал': 'Иванова А. С.',
      }),
    ).toEqual({
      mentor: 'm-1',
      mentee: 'e-1',
      variant: 'achiever-underachiever',
      state: 'completed',
      startedOn: '2026-10-01',
      on: '2027-05-31',
      reason: 'plan-done',
      document: { number: '12-к', date: '2026-09-30', signedBy: 'Иванова А. С.' },
    });
  });

  it('of restrictions, compatibilities and ratings', () => {
    const two = { Наставник: 'm-1', Наставляемый: 'e-1' };
    const people = { mentor: 'm-1', mentee: 'e-1' };
    expect(record('restrictions', { ...two, 'Вид ограничения': 'Родство', Причина: '' })).toEqual({
      ...people,
      kind: 'kinship',
    });
    expect(
      record('compatibilities', {
        ...two,
        Совместимость: '0,75',
        Методика: 'социометрия',
        Дата: '45901',
        'Вето психолога': 'нет',
      }),
    ).toEqual({ ...people, score: 0.75, method: 'социометрия', measuredOn: '2025-09-01', veto: false });
    expect(record('preferences', { ...two, 'Кто оценил': 'наставляемый', Оценка: '9' })).toEqual({
      ...people,
      from: 'mentee',
      rating: 9,
    });
  });

  it('of measurements', () => {
    expect(
      record('measurements', {
        Программа: '0198a000-0000-7000-8000-000000000000',
        'База участника': 'Наставляемые',
        Участник: 'e-1',
        Показатель: 'Средняя отметка',
        Предмет: 'Математика',
        Замер: 'входной',
        Значение: '3,4',
        'Дата замера': '15.10.2026',
      }),
    ).toEqual({
      programme: '0198a000-0000-7000-8000-000000000000',
      subject: { bank: 'mentees', externalId: 'e-1' },
      indicator: 'marks.mean',
      topic: 'subject.mathematics',
      wave: 'entry',
      value: 3.4,
      measuredOn: '2026-10-15',
    });
  });

  it('of answers, each by the kind of its item', () => {
    const row = record('responses', {
      programme: '0198a000-0000-7000-8000-000000000000',
      'respondent.bank': 'mentees',
      'respondent.externalId': 'e-1',
      instrument: 'student-student.mentee',
      version: '1',
      wave: 'entry',
      answeredOn: '2026-10-15',
      'answers.met-before': 'да',
      'Ответ: comfort-expected': '7',
      'answers.anxiety-1': 'не знаю',
      'answers.nowhere': '5',
    });
    expect(row['answers']).toEqual({
      'met-before': true,
      'comfort-expected': 7,
      'anxiety-1': 'не знаю',
      nowhere: '5',
    });
    expect(row['respondent']).toEqual({ bank: 'mentees', externalId: 'e-1' });
  });
});

describe('Headers of a table', () => {
  it('may be written in many ways', () => {
    const columns = new TableColumns('bank', ['\ufeffEXTERNAL ID *', 'person_kind']);
    expect(columns.read(['e-1', 'student'])).toEqual(ENTRY);
  });

  it('are refused together when they mean nothing, stand twice, or one is missing that is required', () => {
    const error = refusal('bank', ['Идентификатор', 'Размер обуви', 'externalId', 'Отметка: Магия']);
    expect([{ code: error.code, ...error.place }, ...error.others]).toEqual([
      { code: 'unknown-field', field: 'Размер обуви' },
      { code: 'duplicate', field: 'externalId' },
      { code: 'unknown-field', field: 'Отметка: Магия' },
      { code: 'required', field: 'Вид участника' },
    ]);
  });

  it.each([
    '__proto__',
    '__proto__.polluted',
    'constructor.prototype',
    'profile.__proto__.x',
    'toString',
    'answers.__proto__',
    'answers.constructor',
  ])('do not reach into the prototype: %s', (header) => {
    for (const kind of ['bank', 'responses'] as const) {
      const error = refusal(kind, [header]);
      expect({ code: error.code, ...error.place }).toEqual({ code: 'unknown-field', field: header });
    }
    expect({}).not.toHaveProperty('polluted');
  });
});
