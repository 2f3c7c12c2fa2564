import { loadCatalogue } from '@app/catalogue';
import type { Bank } from '@app/contracts';
import type { ReadRow } from '../read/read-row.js';
import { ZipArchive } from '../read/zip-archive.js';
import { checkPackage } from './check-package.js';
import { OWN_EXTENSION } from './package-files.js';
import { rosterRecords } from './roster-records.js';
import type { RosterRecord } from './roster-records.js';

/** Columns that a package fills by itself, by the names of a bank's table. */
const OWN_COLUMNS = ['externalId', 'personKind', 'displayName', 'grade', 'sex', 'birthYear'] as const;

/** An extension that says which banks a person belongs to, `mentors`, `mentees` or both, whatever their role. */
const BANK = 'bank';

/**
 * People of a OneRoster 1.2 package who belong to a bank, as rows of that bank's table: by their roles, or by what
 * `metadata.nastavnik.bank` says. A person whom a delta marks `tobedeleted` is a row that `leaves`; one whom a bulk
 * does not name is left alone.
 * @throws FileError when the package breaks a rule of the specification
 */
export async function* rosterRows(parts: AsyncIterable<Uint8Array>, bank: Bank): AsyncGenerator<ReadRow> {
  const zip = await ZipArchive.open(parts);
  try {
    const manifest = await checkPackage(zip);
    const roles = manifest.roles === 'absent' ? new Map<string, string[]>() : await rolesByUser(zip);
    const births = manifest.demographics === 'absent' ? new Map<string, Birth>() : await birthsByUser(zip);
    let headers: string[] | undefined;
    let row = 0;
    for await (const user of rosterRecords(zip, 'users.csv')) {
      headers ??= headersOf(user.header);
      const id = user.get('sourcedId');
      const place = { row: row + 1, line: user.line, sheet: user.file };
      const kind = kindOf(user, roles.get(id) ?? []);
      // A delta need not repeat the role of somebody who has not changed it.
      const onlyKnown = kind === undefined && manifest.users === 'delta';
      if (user.get('status') === 'tobedeleted') yield { ...place, leaves: id };
      else if (onlyKnown || belongs(user, kind, bank))
        yield { ...place, headers, cells: cellsOf(headers, user, kind, births.get(id)), onlyKnown };
      else continue;
      row++;
    }
  } finally {
    await zip.close();
  }
}

/** Roles of each user that have not been taken back, the primary one first. */
async function rolesByUser(zip: ZipArchive): Promise<Map<string, string[]>> {
  const roles = new Map<string, string[]>();
  for await (const record of rosterRecords(zip, 'roles.csv')) {
    if (record.get('status') === 'tobedeleted') continue;
    const user = record.get('userSourcedId');
    const others = roles.get(user) ?? [];
    const role = record.get('role');
    roles.set(user, record.get('roleType') === 'primary' ? [role, ...others] : [...others, role]);
  }
  return roles;
}

interface Birth {
  sex: string;
  year: string;
}

async function birthsByUser(zip: ZipArchive): Promise<Map<string, Birth>> {
  const births = new Map<string, Birth>();
  for await (const record of rosterRecords(zip, 'demographics.csv')) {
    const sex = { male: 'm', female: 'f' }[record.get('sex')] ?? '';
    births.set(record.get('sourcedId'), { sex, year: record.get('birthDate').slice(0, 4) });
  }
  return births;
}

/** Our own columns, then the extensions that are ours, without their prefix. */
function headersOf(header: readonly string[]): string[] {
  const extensions = header
    .filter((column) => column.startsWith(OWN_EXTENSION))
    .map((column) => column.slice(OWN_EXTENSION.length))
    .filter((field) => field !== BANK);
  return [...OWN_COLUMNS.filter((column) => !extensions.includes(column)), ...extensions];
}

interface Kind {
  personKind: string;
  bank: Bank | null;
}

/** What the first role that the catalogue knows makes of a person; undefined when none does. */
function kindOf(user: RosterRecord, roles: readonly string[]): Kind | undefined {
  const known = loadCatalogue().data.importColumns.rosterRoles;
  const found = roles.flatMap((role) => known.filter((entry) => entry.role === role)).at(0);
  const said = user.get(`${OWN_EXTENSION}personKind`);
  if (said !== '') return { personKind: said, bank: found?.bank ?? null };
  return found && { personKind: found.personKind, bank: found.bank };
}

function belongs(user: RosterRecord, kind: Kind | undefined, bank: Bank): boolean {
  const said = user.get(`${OWN_EXTENSION}${BANK}`);
  if (said !== '') return said.split(/[|;,\s]+/).includes(bank);
  return kind?.bank === bank;
}

function cellsOf(
  headers: readonly string[],
  user: RosterRecord,
  kind: Kind | undefined,
  birth: Birth | undefined,
) {
  const own: Readonly<Record<string, string>> = {
    externalId: user.get('sourcedId'),
    personKind: kind?.personKind ?? '',
    displayName: ['familyName', 'givenName', 'middleName'].map((part) => user.get(part)).join(' '),
    // Of a teacher they would be the grades that are taught. A delta does not repeat the role of a known pupil.
    grade: kind === undefined || kind.personKind === 'student' ? gradeOf(user.list('grades')) : '',
    sex: birth?.sex ?? '',
    birthYear: birth?.year ?? '',
  };
  return headers.map((field) => {
    const extension = user.header.indexOf(OWN_EXTENSION + field);
    return extension < 0 ? (own[field] ?? '') : (user.cells[extension] ?? '');
  });
}

/** `09` is the ninth; where there are several the highest, since a pupil is in one. */
function gradeOf(grades: readonly string[]): string {
  const numbers = grades.filter((grade) => /^\d{1,2}$/.test(grade)).map(Number);
  return numbers.length > 0 ? String(Math.max(...numbers)) : grades.join(',');
}
