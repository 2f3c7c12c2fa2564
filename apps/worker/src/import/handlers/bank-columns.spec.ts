import { entryOfRecord } from './bank-columns.js';

describe('A row of a bank’s table', () => {
  it('nests by dot, splits lists, and keeps the dots of topics [S0-02] [S0-05]', () => {
    expect(
      entryOfRecord({
        externalId: 'e-1',
        personKind: 'student',
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
      externalId: 'e-1',
      personKind: 'student',
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

  it('knows the headers of the Russian template, with ё or е', () => {
    expect(entryOfRecord({ Идентификатор: 'e-1', Класс: '10 «А»', Пол: 'Ж', 'Ждёт с': '5.10.2026' })).toEqual(
      {
        externalId: 'e-1',
        grade: 10,
        sex: 'f',
        waitingSince: '2026-10-05',
      },
    );
  });

  it('takes an empty cell for an absent value, and for an empty list', () => {
    expect(entryOfRecord({ externalId: 'e-1', grade: '', categories: '' })).toEqual({
      externalId: 'e-1',
      categories: [],
    });
  });

  it('leaves what it cannot read to the checks', () => {
    expect(entryOfRecord({ grade: 'десятый', capacity: 'два', trained: 'может быть', shoe: '42' })).toEqual({
      grade: 'десятый',
      capacity: 'два',
      trained: 'может быть',
      shoe: '42',
    });
  });

  it('lets no header reach into the prototype', () => {
    const entry = entryOfRecord({ '__proto__.polluted': 'yes', 'profile.constructor.x': '1' });
    expect(Object.keys(entry)).toEqual(['(__proto__.polluted)', '(profile.constructor.x)']);
    expect({}).not.toHaveProperty('polluted');
  });
});
