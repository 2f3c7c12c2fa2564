import type { Bank } from '@app/contracts';
import { FileError } from '../read/index.js';
import type { ReadRow } from '../read/index.js';
import { zipOf } from '../read/testing/raw-workbook.js';
import { READ_FILES, ROSTER_FILES } from './package-files.js';
import type { ReadFile } from './package-files.js';
import { rosterRows } from './roster-rows.js';

/** A package: names of files and their texts, in the order of the archive. */
type Package = Record<string, string>;

async function read(files: Package, bank: Bank = 'mentees'): Promise<ReadRow[]> {
  const bytes = await zipOf(files);
  const rows: ReadRow[] = [];
  const parts = async function* () {
    yield bytes;
  };
  for await (const row of rosterRows(parts(), bank)) rows.push(row);
  return rows;
}

/** Everything that is wrong with a package. */
async function refusal(files: Package): Promise<object[]> {
  try {
    await read(files);
  } catch (error) {
    if (error instanceof FileError) return [{ code: error.code, ...error.place }, ...error.others];
    throw error;
  }
  throw new Error('the package was read');
}

/** Rows as records, without what is empty. */
const records = (rows: readonly ReadRow[]): Record<string, string>[] =>
  rows.map(({ headers = [], cells = [] }) =>
    Object.fromEntries(
      headers.map((header, at) => [header, cells[at] ?? '']).filter(([, cell]) => cell !== ''),
    ),
  );

function manifest(modes: Record<string, string>, versions = ['1.0', '1.2']): string {
  const files = ROSTER_FILES.map((file) => `file.${file},${modes[file] ?? 'absent'}`);
  const [own, roster] = versions;
  return ['propertyName,value', `manifest.version,${own}`, `oneroster.version,${roster}`, ...files, ''].join(
    '\r\n',
  );
}

/** A file: records by column, and further columns to the right. */
function table(file: ReadFile, rows: Record<string, string>[], extensions: string[] = []): string {
  const columns: string[] = [...READ_FILES[file], ...extensions];
  const quoted = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? '')).join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
}

const SCHOOL = { sourcedId: 'school', name: 'Школа № 1', type: 'school' };
const PUPIL = {
  sourcedId: 'p-1',
  enabledUser: 'true',
  username: 'petrov',
  givenName: 'Пётр',
  familyName: 'Петров',
  middleName: 'Ильич',
  grades: '09',
  primaryOrgSourcedId: 'school',
};
const TEACHER = {
  sourcedId: 't-1',
  enabledUser: 'true',
  username: 'ivanova',
  givenName: 'Анна',
  familyName: 'Иванова',
};
const role = (user: string, name: string, type = 'primary') => ({
  sourcedId: `r-${user}-${name}`,
  userSourcedId: user,
  roleType: type,
  role: name,
  orgSourcedId: 'school',
});
const BULK = { orgs: 'bulk', users: 'bulk', roles: 'bulk' };
const ORGS = table('orgs', [SCHOOL]);
const ROLES = table('roles', [role('p-1', 'student'), role('t-1', 'teacher')]);
const WHOLE: Package = {
  'manifest.csv': manifest(BULK),
  'orgs.csv': ORGS,
  'users.csv': table('users', [PUPIL, TEACHER]),
  'roles.csv': ROLES,
};
const CHANGED = { status: 'active', dateLastModified: '2026-10-01T08:00:00.000Z' };

describe('A OneRoster package of a whole school', () => {
  it('gives pupils to the bank of mentees and teachers to that of mentors', async () => {
    const pupil = { externalId: 'p-1', personKind: 'student', displayName: 'Петров Пётр Ильич', grade: '9' };
    expect(records(await read(WHOLE))).toEqual([pupil]);
    const teacher = { externalId: 't-1', personKind: 'teacher', displayName: 'Иванова Анна ' };
    expect(records(await read(WHOLE, 'mentors'))).toEqual([teacher]);
  });

  it('tells of a row its file, its line and its number', async () => {
    expect(await read(WHOLE, 'mentors')).toMatchObject([{ row: 1, line: 3, sheet: 'users.csv' }]);
  });

  it('carries the other fields of an entry in metadata.nastavnik, and leaves the extensions of others alone', async () => {
    const users = table(
      'users',
      [
        { ...PUPIL, 'metadata.nastavnik.requests': 'Алгебра: 5', 'metadata.house': 'red' },
        {
          ...TEACHER,
          'metadata.nastavnik.bank': 'mentors|mentees',
          'metadata.nastavnik.personKind': 'class-teacher',
        },
      ],
      [
        'metadata.house',
        'metadata.nastavnik.requests',
        'metadata.nastavnik.bank',
        'metadata.nastavnik.personKind',
      ],
    );
    expect(records(await read({ ...WHOLE, 'users.csv': users }))).toMatchObject([
      { externalId: 'p-1', requests: 'Алгебра: 5' },
      { externalId: 't-1', personKind: 'class-teacher' },
    ]);
  });

  it('reads sex and year of birth from demographics', async () => {
    const demographics = table('demographics', [{ sourcedId: 'p-1', birthDate: '2011-03-05', sex: 'male' }]);
    const files = {
      ...WHOLE,
      'manifest.csv': manifest({ ...BULK, demographics: 'bulk' }),
      'demographics.csv': demographics,
    };
    expect(records(await read(files))).toMatchObject([{ sex: 'm', birthYear: '2011' }]);
  });

  it('takes the primary role of a person who has several', async () => {
    const roles = table('roles', [
      role('t-1', 'parent', 'secondary'),
      role('t-1', 'teacher'),
      role('p-1', 'student'),
    ]);
    expect(records(await read({ ...WHOLE, 'roles.csv': roles }, 'mentors'))).toMatchObject([
      { externalId: 't-1', personKind: 'teacher' },
    ]);
  });

  it('may begin its files with a byte order mark', async () => {
    const marked = Object.fromEntries(Object.entries(WHOLE).map(([name, text]) => [name, `\ufeff${text}`]));
    expect(records(await read(marked))).toHaveLength(1);
  });

  it('may lack the columns that came and went between versions', async () => {
    const columns = READ_FILES.users.filter((column) => !['resourceSourcedIds', 'pronouns'].includes(column));
    const pupil: Record<string, string> = PUPIL;
    const users = [columns, columns.map((column) => pupil[column] ?? '')]
      .map((line) => line.join(','))
      .join('\n');
    const roles = table('roles', [role('p-1', 'student')]);
    expect(records(await read({ ...WHOLE, 'users.csv': users, 'roles.csv': roles }))).toHaveLength(1);
  });
});

describe('A OneRoster package of changes', () => {
  const delta: Package = {
    'manifest.csv': manifest({ users: 'delta', roles: 'delta' }),
    'users.csv': table('users', [
      { ...PUPIL, ...CHANGED },
      { sourcedId: 'p-2', ...CHANGED, status: 'tobedeleted' },
      { ...PUPIL, ...CHANGED, sourcedId: 'p-3' },
    ]),
    'roles.csv': table('roles', [{ ...role('p-1', 'student'), ...CHANGED }]),
  };

  it('says who is new or changed, and who leaves', async () => {
    expect(await read(delta)).toMatchObject([
      { row: 1, onlyKnown: false },
      { row: 2, leaves: 'p-2' },
      // Their role is not repeated: they count if the bank knows them.
      { row: 3, onlyKnown: true },
    ]);
  });

  it('may refer to what an earlier package brought', async () => {
    expect(await read(delta)).toHaveLength(3);
  });

  it.each([
    [{ status: '' }, 'status'],
    [{ status: 'Active' }, 'status'],
    [{ dateLastModified: '' }, 'dateLastModified'],
    [{ dateLastModified: '01.10.2026' }, 'dateLastModified'],
    [{ dateLastModified: '2026-10-01' }, 'dateLastModified'],
  ])('is refused with %j: a change has a status and a time', async (change, field) => {
    const users = table('users', [{ ...PUPIL, ...CHANGED, ...change }]);
    expect(await refusal({ ...delta, 'users.csv': users })).toEqual([
      { code: 'roster-status', sheet: 'users.csv', line: 2, field },
    ]);
  });
});

describe('A OneRoster package is refused', () => {
  const without = (name: string): Package => {
    const { [name]: _, ...others } = WHOLE;
    return others;
  };

  it('when the manifest is not its first file, or not there', async () => {
    const { 'manifest.csv': last = '', ...first } = WHOLE;
    const expected = [{ code: 'roster-manifest', sheet: 'manifest.csv' }];
    expect(await refusal({ ...first, 'manifest.csv': last })).toEqual(expected);
    expect(await refusal(first)).toEqual(expected);
  });

  it.each([
    [['1.1', '1.2'], 'manifest.version'],
    [['1.0', '1.1'], 'oneroster.version'],
  ])('when it is of versions %j', async (versions, field) => {
    expect(await refusal({ ...WHOLE, 'manifest.csv': manifest(BULK, versions) })).toEqual([
      { code: 'roster-manifest', sheet: 'manifest.csv', field },
    ]);
  });

  it('when its manifest has a mode that there is not, other columns, or says a thing twice', async () => {
    const modes = manifest({ ...BULK, users: 'Bulk' });
    expect(await refusal({ ...WHOLE, 'manifest.csv': modes })).toMatchObject([{ field: 'file.users' }]);
    const columns = manifest(BULK).replace('propertyName', 'property');
    expect(await refusal({ ...WHOLE, 'manifest.csv': columns })).toMatchObject([{ field: 'propertyName' }]);
    const twice = `${manifest(BULK)}file.users,bulk\r\n`;
    expect(await refusal({ ...WHOLE, 'manifest.csv': twice })).toMatchObject([{ field: 'file.users' }]);
  });

  it.each([
    ['a file is missing that the manifest promises', without('roles.csv'), 'roles.csv'],
    [
      'a file is there that the manifest calls absent',
      { ...WHOLE, 'classes.csv': 'sourcedId\r\n1\r\n' },
      'classes.csv',
    ],
    ['a file is there that nobody knows', { ...WHOLE, 'notes.txt': 'x' }, 'notes.txt'],
    ['a file lies in a folder', { ...WHOLE, 'roster/users.csv': 'x' }, 'roster/users.csv'],
    ['it has no people', { 'manifest.csv': manifest({ orgs: 'bulk' }), 'orgs.csv': ORGS }, 'users.csv'],
  ])('when %s', async (_, files, sheet) => {
    expect(await refusal(files)).toEqual([{ code: 'roster-file', sheet }]);
  });

  it.each([
    [
      'stand in another order',
      (text: string) => text.replace('givenName,familyName', 'familyName,givenName'),
      'givenName',
    ],
    ['are written in another case', (text: string) => text.replace('sourcedId', 'SourcedId'), 'sourcedId'],
    ['are missing', () => 'sourcedId,status\r\np-1,\r\n', 'dateLastModified'],
    [
      'of its own are not called metadata',
      (text: string) =>
        text
          .replace('pronouns', 'pronouns,house')
          .replace('school,', 'school,,')
          .replace(/,\r\n$/, ',,\r\n'),
      'house',
    ],
  ])('when columns %s', async (_, change, field) => {
    expect(await refusal({ ...WHOLE, 'users.csv': change(WHOLE['users.csv'] ?? '') })).toEqual([
      { code: 'roster-header', sheet: 'users.csv', field },
    ]);
  });

  it('when a file has no header or no records', async () => {
    for (const text of ['', `${READ_FILES.users.join(',')}\r\n`])
      expect(await refusal({ ...WHOLE, 'users.csv': text })).toEqual([
        { code: 'empty-file', sheet: 'users.csv' },
      ]);
  });

  it('when a field has a line break, a record is too short, or the text is no UTF-8', async () => {
    const broken = table('orgs', [{ ...SCHOOL, name: 'Школа' }]).replace('Школа', '"Шко\r\nла"');
    expect(await refusal({ ...WHOLE, 'orgs.csv': broken })).toMatchObject([
      { code: 'broken-csv', sheet: 'orgs.csv' },
    ]);
    const short = `${READ_FILES.orgs.join(',')}\r\nschool,,\r\n`;
    expect(await refusal({ ...WHOLE, 'orgs.csv': short })).toMatchObject([
      { code: 'broken-csv', sheet: 'orgs.csv' },
    ]);
  });

  it('when a whole file has a status or a time', async () => {
    const users = table('users', [{ ...PUPIL, ...CHANGED }, TEACHER]);
    expect(await refusal({ ...WHOLE, 'users.csv': users })).toEqual([
      { code: 'roster-status', sheet: 'users.csv', line: 2, field: 'status' },
      { code: 'roster-status', sheet: 'users.csv', line: 2, field: 'dateLastModified' },
    ]);
  });

  it('when it refers to what is not there, with every such place', async () => {
    const orgs = table('orgs', [{ ...SCHOOL, parentSourcedId: 'district' }]);
    const users = table('users', [
      { ...PUPIL, agentSourcedIds: 't-1,nobody', primaryOrgSourcedId: 'elsewhere' },
      TEACHER,
    ]);
    const roles = table('roles', [role('p-1', 'student'), role('t-9', 'teacher')]);
    expect(await refusal({ ...WHOLE, 'orgs.csv': orgs, 'users.csv': users, 'roles.csv': roles })).toEqual([
      { code: 'roster-reference', sheet: 'orgs.csv', line: 2, field: 'parentSourcedId' },
      { code: 'roster-reference', sheet: 'users.csv', line: 2, field: 'agentSourcedIds' },
      { code: 'roster-reference', sheet: 'users.csv', line: 2, field: 'primaryOrgSourcedId' },
      { code: 'roster-reference', sheet: 'roles.csv', line: 3, field: 'userSourcedId' },
    ]);
  });

  it('when an id stands twice, or a required field is empty', async () => {
    const users = table('users', [PUPIL, { ...PUPIL, familyName: '' }, TEACHER]);
    expect(await refusal({ ...WHOLE, 'users.csv': users })).toEqual([
      { code: 'duplicate', sheet: 'users.csv', line: 3, field: 'sourcedId' },
      { code: 'required', sheet: 'users.csv', line: 3, field: 'familyName' },
    ]);
  });
});
