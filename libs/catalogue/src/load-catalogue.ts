import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { CatalogueData } from '@app/contracts';
import { CatalogueError, type CatalogueProblem } from './catalogue-error.js';
import { Catalogue } from './catalogue.js';
import { checkData } from './checks/check-data.js';
import { deepFreeze } from './deep-freeze.js';
import { Reading } from './read-folder.js';

/** The data that comes with the code: `libs/catalogue/data`, in the sources and after the build. */
const OWN_DATA = fileURLToPath(new URL('../data', import.meta.url));

let loaded: Catalogue | undefined;

/** The catalogue that comes with the code, read once. Throws `CatalogueError` if a file is wrong. */
export function loadCatalogue(): Catalogue {
  loaded ??= readCatalogue(OWN_DATA);
  return loaded;
}

/**
 * Reads a catalogue from a folder, then the lists of further folders of the same layout (any file may be
 * absent there), so that a region can add forms, topics and instruments without touching the sources.
 * Every file is checked before anything is used.
 *
 * @throws CatalogueError with everything that is wrong, first by file.
 */
export function readCatalogue(folder: string = OWN_DATA, ...extraFolders: readonly string[]): Catalogue {
  const reading = new Reading();
  reading.readFolder(folder, 'main');
  for (const extra of extraFolders) reading.readFolder(extra, 'extra');
  refuse(reading.problems);
  const data = reading.parts as unknown as CatalogueData;
  refuse(checkData(data, reading.places));
  const digest = createHash('sha256').update(JSON.stringify(data)).digest('hex');
  return new Catalogue(deepFreeze(data), digest);
}

function refuse(problems: readonly CatalogueProblem[]): void {
  const [first, ...others] = problems;
  if (first) throw new CatalogueError([first, ...others]);
}
