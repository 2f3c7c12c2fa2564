import type { BankEntryView, ImportView } from '@app/contracts';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { Client } from '../support/index.js';
import { bankOf, codesOf, newOrganisation, sendFile, windows1251, withService } from '../support/index.js';

const service = withService();

interface Organisation {
  id: string;
  school: Client;
  curator: Client;
}

let school: Organisation;

beforeAll(async () => {
  school = await newOrganisation(service, 'tables');
}, 60_000);

const send = (bank: 'mentors' | 'mentees', content: string | Uint8Array, type = 'text/csv', query = '') =>
  sendFile(school.school, `${bankOf(school, bank)}/imports${query}`, content, type);

async function entry(bank: 'mentors' | 'mentees', id: string): Promise<BankEntryView> {
  const { status, body } = await school.curator.get<BankEntryView>(`${bankOf(school, bank)}/entries/${id}`);
  expect(status).toBe(200);
  return body;
}

const counts = ({ accepted, created, updated, unchanged, rejected }: ImportView) => ({
  accepted,
  created,
  updated,
  unchanged,
  rejected,
});

const table = (...rows: string[]): string => rows.map((row) => `${row}\r\n`).join('');

const MENTEES = table(
  '№ п/п;Идентификатор;Вид участника;ФИО;Год рождения;Класс;Категории;Активность;Запросы;Согласие на обработку ПДн (дата)',
  '1;e-1;Обучающийся;Ёлкин  Пётр;2019;1 «А»;ОВЗ;пассивный;Арифметика, устный счёт: 5;01.09.2026',
  '2;e-2;ученица;Щукина Анна Ивановна;2009;11б;Одарённый, неуспевающий;активная;Алгебра - 4|Сочинение и изложение;1.9.26',
);

describe('A table as a school writes it', () => {
  it('is read in the encoding, the words and the grades it comes in [S0-02] [S0-05] [S0-08] [S2-19] [S3-20]', async () => {
    const done = await send('mentees', windows1251(MENTEES));
    expect({ ...counts(done), errors: codesOf(done.errors), warnings: done.warnings }).toEqual({
      accepted: 2,
      created: 2,
      updated: 0,
      unchanged: 0,
      rejected: 0,
      errors: [],
      warnings: [],
    });
    expect(done.reading).toMatchObject({ encoding: 'windows-1251', delimiter: ';', sheet: null });
    expect(done.reading?.columns.slice(0, 2)).toEqual([
      { header: 'Идентификатор', field: 'externalId' },
      { header: 'Вид участника', field: 'personKind' },
    ]);
    expect(await entry('mentees', 'e-1')).toMatchObject({
      personKind: 'student',
      displayName: 'Ёлкин Пётр',
      birthYear: 2019,
      grade: 1,
      profile: { classLabel: 'А' },
      categories: ['disability'],
      activity: 'passive',
      requests: [{ topic: 'subject.mathematics.arithmetic', importance: 5 }],
      consents: [{ purpose: 'personal-data', givenOn: '2026-09-01', by: 'representative' }],
    });
    expect(await entry('mentees', 'e-2')).toMatchObject({
      grade: 11,
      profile: { classLabel: 'Б' },
      categories: ['failing', 'gifted'],
      activity: 'active',
      requests: [
        { topic: 'subject.mathematics.algebra', importance: 4 },
        { topic: 'subject.russian.essay', importance: 3 },
      ],
    });
  });

  it('changes nothing when it comes again in other clothes', async () => {
    const utf16 = Buffer.from(`\ufeff${MENTEES}`, 'utf16le');
    for (const content of [MENTEES, utf16])
      expect(await send('mentees', content)).toMatchObject({ unchanged: 2 });
  });

  it('is read in the encoding that its sender names, and refused where that is wrong', async () => {
    expect(await send('mentees', windows1251(MENTEES), 'text/csv', '?encoding=windows-1251')).toMatchObject({
      status: 'done',
      unchanged: 2,
    });
    const wrong = await send('mentees', windows1251(MENTEES), 'text/csv', '?encoding=utf-8');
    expect({ status: wrong.status, errors: codesOf(wrong.errors) }).toEqual({
      status: 'failed',
      errors: ['-  broken-encoding'],
    });
    const unknown = await school.school.send(
      'POST',
      `${bankOf(school, 'mentees')}/imports?encoding=latin`,
      'a',
      {
        'content-type': 'text/csv',
      },
    );
    expect(unknown.status).toBe(400);
  });

  it('has columns for contests, publications, webinars and olympiads of a mentor [S2-05]', async () => {
    const mentors = table(
      'Идентификатор;Вид участника;Стаж, лет;Компетенции;Мест у наставника;Конкурсы;Публикации;Вебинары;Олимпиады',
      'm-1;Педагог;12,5;Алгебра: 5;2;Учитель года: 2025|Педагогический дебют;«Алгебра»: 2024;Открытый урок;Ломоносов: 2023',
    );
    expect(await send('mentors', mentors)).toMatchObject({ created: 1, rejected: 0 });
    expect(await entry('mentors', 'm-1')).toMatchObject({
      experienceYears: 12.5,
      capacity: 2,
      evidence: [
        { kind: 'contest', title: 'Учитель года', year: 2025 },
        { kind: 'contest', title: 'Педагогический дебют', year: null },
        { kind: 'publication', title: '«Алгебра»', year: 2024 },
        { kind: 'webinar', title: 'Открытый урок', year: null },
        { kind: 'olympiad', title: 'Ломоносов', year: 2023 },
      ],
    });
  });

  it('is refused with every header that means nothing, and still tells how it was read', async () => {
    const refused = await send('mentees', table('Идентификатор;Размер обуви;ID;__proto__', 'e-9;42;e-9;x'));
    expect({ status: refused.status, errors: codesOf(refused.errors) }).toEqual({
      status: 'failed',
      errors: [
        '- Размер обуви unknown-field',
        '- ID duplicate',
        '- __proto__ unknown-field',
        '- Вид участника required',
      ],
    });
    expect(refused.reading).toEqual({ encoding: 'utf-8', delimiter: ';', sheet: null, columns: [] });
  });

  it('withdraws a consent by a column of its own', async () => {
    const withdrawn = table(
      'Идентификатор;Вид участника;ФИО;Согласие на обработку ПДн (дата);Согласие на обработку ПДн (отозвано)',
      'e-2;Обучающийся;Щукина Анна Ивановна;01.09.2026;01.10.2026',
    );
    expect(await send('mentees', withdrawn)).toMatchObject({
      updated: 1,
      warnings: [{ code: 'no-consent' }, { code: 'no-requests' }],
    });
    expect(await entry('mentees', 'e-2')).toMatchObject({ displayName: null, grade: null, requests: [] });
  });
});

const USERS =
  'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,' +
  'sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,' +
  'preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns';
const ROLES =
  'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId';

function roster(mode: 'bulk' | 'delta', users: string[], roles: string[], header = USERS): Promise<Buffer> {
  const files: Record<string, string> = {
    'manifest.csv': table(
      'propertyName,value',
      'manifest.version,1.0',
      'oneroster.version,1.2',
      `file.orgs,${mode === 'bulk' ? mode : 'absent'}`,
      `file.roles,${mode}`,
      `file.users,${mode}`,
    ),
    ...(mode === 'bulk' && {
      'orgs.csv': table(
        'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
        's,,,Школа,school,,',
      ),
    }),
    'roles.csv': table(ROLES, ...roles),
    'users.csv': table(header, ...users),
  };
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return buffer(zip.outputStream);
}

const user = (id: string, name: string, grade = '', change = ',') =>
  `${id},${change},true,${id},,${name},Орлов,,,,,,,${grade},,,,,,,,`;
const role = (id: string, name: string, change = ',') => `r-${id},${change},${id},primary,${name},,,s,`;
const ACTIVE = 'active,2026-10-01T08:00:00Z';
const GONE = 'tobedeleted,2026-10-01T08:00:00Z';

describe('A OneRoster package', () => {
  const whole = () =>
    roster(
      'bulk',
      [user('o-1', 'Иван', '09'), user('o-2', 'Олег', '10'), user('o-3', 'Вера')],
      [role('o-1', 'student'), role('o-2', 'student'), role('o-3', 'teacher')],
    );

  it('fills both banks by the roles of people, and changes nothing when it comes again', async () => {
    const bytes = await whole();
    expect(await send('mentees', bytes, 'application/zip')).toMatchObject({ created: 2, rejected: 0 });
    expect(await send('mentors', bytes, 'application/zip')).toMatchObject({ created: 1, rejected: 0 });
    expect(await entry('mentees', 'o-1')).toMatchObject({ displayName: 'Орлов Иван', grade: 9 });
    expect(await entry('mentors', 'o-3')).toMatchObject({ personKind: 'teacher' });
    expect(await send('mentees', bytes, 'application/zip')).toMatchObject({ unchanged: 2, updated: 0 });
  });

  it('leaves alone what a roster does not tell of, and those whom it does not name', async () => {
    await send('mentees', table('externalId;personKind;grade;requests', 'o-1;student;9;career:5'));
    const one = await roster('bulk', [user('o-1', 'Иван', '10')], [role('o-1', 'student')]);
    expect(await send('mentees', one, 'application/zip')).toMatchObject({ accepted: 1, updated: 1 });
    expect(await entry('mentees', 'o-1')).toMatchObject({
      grade: 10,
      requests: [{ topic: 'career', importance: 5 }],
    });
    expect(await entry('mentees', 'o-2')).toMatchObject({ grade: 10 });
  });

  it('carries requests in metadata of ours', async () => {
    const header = `${USERS},metadata.nastavnik.requests`;
    const users = [`${user('o-4', 'Яна', '08')},Геометрия: 4`];
    const bytes = await roster('bulk', users, [role('o-4', 'student')], header);
    expect(await send('mentees', bytes, 'application/zip')).toMatchObject({ created: 1 });
    expect(await entry('mentees', 'o-4')).toMatchObject({
      requests: [{ topic: 'subject.mathematics.geometry', importance: 4 }],
    });
  });

  it('of changes lets people come, change and leave', async () => {
    const users = [
      user('o-1', 'Иван', '11', ACTIVE),
      user('o-2', 'Олег', '', GONE),
      user('o-5', 'Лев', '07', ACTIVE),
      user('o-6', 'Ева', '', GONE),
    ];
    const bytes = await roster('delta', users, [role('o-5', 'student', ACTIVE)]);
    const preview = await send('mentees', bytes, 'application/zip', '?dryRun');
    const done = await send('mentees', bytes, 'application/zip');
    for (const result of [preview, done])
      expect(counts(result)).toEqual({ accepted: 4, created: 1, updated: 2, unchanged: 1, rejected: 0 });
    expect(await entry('mentees', 'o-1')).toMatchObject({ grade: 11 });
    const gone = await school.curator.get(`${bankOf(school, 'mentees')}/entries/o-2`);
    expect(gone.status).toBe(404);
  });

  it('that breaks a rule is refused with the file, the line and the column', async () => {
    const bytes = await roster('bulk', [user('o-1', 'Иван', '09', ACTIVE)], [role('o-9', 'student')]);
    const refused = await send('mentees', bytes, 'application/zip');
    expect(refused).toMatchObject({
      status: 'failed',
      errors: [
        { sheet: 'users.csv', line: 2, field: 'status', code: 'roster-status' },
        { sheet: 'users.csv', line: 2, field: 'dateLastModified', code: 'roster-status' },
        { sheet: 'roles.csv', line: 2, field: 'userSourcedId', code: 'roster-reference' },
      ],
    });
  });
});
