import { FileError } from '../read/file-error.js';
import type { FileProblem } from '../read/file-error.js';
import type { ZipArchive } from '../read/zip-archive.js';
import { readManifest } from './manifest.js';
import type { Manifest } from './manifest.js';
import { EXTENSION, MAY_LACK, READ_FILES, REFERENCES, REQUIRED } from './package-files.js';
import type { ReadFile, RosterMode } from './package-files.js';
import { rosterRecords } from './roster-records.js';
import type { RosterRecord } from './roster-records.js';

/** A package with more mistakes is refused by these. */
const MAX_PROBLEMS = 1_000;

/** In this order the ids that others refer to are known first; users refer to each other. */
const ORDER: readonly ReadFile[] = ['orgs', 'users', 'roles', 'demographics'];

/**
 * Checks a package by every rule of the specification that concerns people. Nothing is imported of one that breaks any.
 * @throws FileError with all that is wrong, by file, line and column: `roster-manifest`, `roster-file`,
 * `roster-header`, `roster-status`, `roster-reference`, `required`, `duplicate`
 */
export async function checkPackage(zip: ZipArchive): Promise<Manifest> {
  const manifest = await readManifest(zip);
  const check = new PackageCheck(manifest);
  for (const file of ORDER) {
    if (manifest[file] === 'absent') continue;
    for await (const record of rosterRecords(zip, `${file}.csv`)) check.record(file, record);
  }
  check.finish();
  return manifest;
}

class PackageCheck {
  private readonly problems: FileProblem[] = [];
  private readonly ids = new Map<ReadFile, Set<string>>();
  /** References to records that have not been seen when their file was read. */
  private readonly open: { to: ReadFile; id: string; problem: FileProblem }[] = [];

  constructor(private readonly manifest: Manifest) {}

  record(file: ReadFile, record: RosterRecord): void {
    if (!this.ids.has(file)) this.header(file, record);
    const ids = this.ids.get(file) ?? new Set();
    this.ids.set(file, ids);
    const id = record.get('sourcedId');
    if (ids.has(id)) this.add(record, 'duplicate', 'sourcedId');
    ids.add(id);
    this.status(record, this.manifest[file]);
    if (record.get('status') === 'tobedeleted') return;
    for (const column of REQUIRED[file]) if (record.get(column) === '') this.add(record, 'required', column);
    this.references(file, record);
  }

  finish(): void {
    for (const { to, id, problem } of this.open)
      if (!this.ids.get(to)?.has(id) && this.problems.length < MAX_PROBLEMS) this.problems.push(problem);
    const [first, ...others] = this.problems;
    if (first) throw new FileError(first.code, placeOf(first), others);
  }

  /** Columns of the specification in its order, case and all, then extensions. @throws FileError at once */
  private header(file: ReadFile, { header, file: sheet }: RosterRecord): void {
    const expected = READ_FILES[file].filter(
      (column) => header.includes(column) || !MAY_LACK.includes(column),
    );
    const wrong = expected.find((column, at) => header[at] !== column);
    if (wrong !== undefined) throw new FileError('roster-header', { sheet, field: wrong });
    const odd = header.slice(expected.length).find((column) => !column.startsWith(EXTENSION));
    if (odd !== undefined) throw new FileError('roster-header', { sheet, field: odd });
    if (new Set(header).size < header.length) throw new FileError('duplicate', { sheet });
  }

  private status(record: RosterRecord, mode: RosterMode): void {
    const [status, modified] = [record.get('status'), record.get('dateLastModified')];
    if (mode === 'bulk') {
      if (status !== '') this.add(record, 'roster-status', 'status');
      if (modified !== '') this.add(record, 'roster-status', 'dateLastModified');
      return;
    }
    if (status !== 'active' && status !== 'tobedeleted') this.add(record, 'roster-status', 'status');
    if (!isTimestamp(modified)) this.add(record, 'roster-status', 'dateLastModified');
  }

  /** Changes may refer to what an earlier package brought; only where both files are whole must it be here. */
  private references(file: ReadFile, record: RosterRecord): void {
    for (const { column, to } of REFERENCES[file]) {
      if (this.manifest[file] !== 'bulk' || this.manifest[to] !== 'bulk') continue;
      for (const id of column === 'agentSourcedIds' ? record.list(column) : [record.get(column)])
        if (id !== '' && this.open.length < MAX_PROBLEMS && !this.ids.get(to)?.has(id))
          this.open.push({ to, id, problem: problemOf(record, 'roster-reference', column) });
    }
  }

  private add(record: RosterRecord, code: FileProblem['code'], field: string): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(problemOf(record, code, field));
  }
}

const problemOf = ({ file, line }: RosterRecord, code: FileProblem['code'], field: string): FileProblem => ({
  sheet: file,
  line,
  field,
  code,
});

const placeOf = ({ sheet, line, field }: FileProblem) => ({
  ...(sheet !== undefined && { sheet }),
  ...(line !== undefined && { line }),
  ...(field !== undefined && { field }),
});

/** `2026-09-01T08:00:00.000Z`, ISO 8601 with a zone. */
function isTimestamp(text: string): boolean {
  const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
  return shape.test(text) && !Number.isNaN(Date.parse(text));
}
