import { FileError } from '../read/file-error.js';
import type { ZipArchive } from '../read/zip-archive.js';
import {
  MANIFEST,
  MANIFEST_VERSION,
  ONEROSTER_VERSION,
  ROSTER_FILES,
  ROSTER_MODES,
} from './package-files.js';
import type { RosterFile, RosterMode } from './package-files.js';
import { rosterRecords } from './roster-records.js';

export type Manifest = Readonly<Record<RosterFile, RosterMode>>;

/**
 * The first file of a package: which versions it is of, and of each file whether it is whole (`bulk`), has changes only
 * (`delta`) or is not there. The archive must be just so.
 * @throws FileError `roster-manifest`, `roster-file`
 */
export async function readManifest(zip: ZipArchive): Promise<Manifest> {
  if (zip.names[0] !== MANIFEST) throw new FileError('roster-manifest', { sheet: MANIFEST });
  const properties = new Map<string, string>();
  for await (const record of rosterRecords(zip, MANIFEST)) {
    const [name, value] = record.header;
    if (name !== 'propertyName' || value !== 'value') throw wrong('propertyName');
    const property = record.get('propertyName');
    if (properties.has(property)) throw wrong(property);
    properties.set(property, record.get('value'));
  }
  if (properties.get('manifest.version') !== MANIFEST_VERSION) throw wrong('manifest.version');
  if (properties.get('oneroster.version') !== ONEROSTER_VERSION) throw wrong('oneroster.version');
  const modes = ROSTER_FILES.map((file): [RosterFile, RosterMode] => [file, modeOf(properties, file)]);
  const manifest = Object.fromEntries(modes) as Record<RosterFile, RosterMode>;
  checkNames(zip, manifest);
  return manifest;
}

const wrong = (field: string) => new FileError('roster-manifest', { sheet: MANIFEST, field });

/** Files that came with version 1.2 may be left out of the manifest of a system that has none of them. */
function modeOf(properties: ReadonlyMap<string, string>, file: RosterFile): RosterMode {
  const said = properties.get(`file.${file}`) ?? 'absent';
  const mode = ROSTER_MODES.find((known) => known === said);
  if (!mode) throw wrong(`file.${file}`);
  return mode;
}

/** No folders, no file that the manifest does not speak of, none missing that it promises; people above all. */
function checkNames(zip: ZipArchive, manifest: Manifest): void {
  const promised = new Set(
    ROSTER_FILES.filter((file) => manifest[file] !== 'absent').map((file) => `${file}.csv`),
  );
  const odd = zip.names.find((name) => name !== MANIFEST && !promised.has(name));
  if (odd !== undefined) throw new FileError('roster-file', { sheet: odd });
  for (const name of [...promised, 'users.csv'])
    if (!zip.has(name)) throw new FileError('roster-file', { sheet: name });
}
