import { posix } from 'node:path';
import { FileError } from './file-error.js';
import { isDayFormat } from './xlsx-cells.js';
import { SharedStrings } from './xlsx-strings.js';
import { readWholeXml } from './xlsx-xml.js';
import { ZipArchive } from './zip-archive.js';

/** A sheet of a workbook, before it is read. */
export interface Sheet {
  name: string;
  hidden: boolean;
  /** Name of its part in the archive. */
  part: string;
}

/** A workbook whose sheets can be read: everything that the cells refer to. */
export interface Workbook {
  sheets: readonly Sheet[];
  strings: SharedStrings;
  /** Whether a style shows days, by the number that cells give. */
  dayStyles: readonly boolean[];
  from1904: boolean;
}

const MAX_SHEETS = 200;
const MAX_STYLES = 65_536;
/** Parts that describe a workbook are small; only texts and sheets grow with the rows. */
const MAX_DESCRIPTION = 16 * 1024 * 1024;

/** What a workbook says of itself. @throws FileError `not-a-workbook`, `macro-workbook`, `too-many-parts` … */
export async function openWorkbook(zip: ZipArchive): Promise<Workbook> {
  if (!zip.has('[Content_Types].xml')) throw new FileError('not-a-workbook');
  await refuseMacros(zip);
  const main = await mainPart(zip);
  const { sheets, from1904 } = await describedIn(zip, main);
  const links = await relationsOf(zip, main);
  const partOf = (kind: string): string => links.find((link) => link.type.endsWith(`/${kind}`))?.part ?? '';
  const strings = await SharedStrings.read(zip.read(partOf('sharedStrings')));
  return {
    from1904,
    strings,
    dayStyles: await dayStyles(zip, partOf('styles')),
    sheets: sheets.flatMap(({ name, hidden, id }) => {
      const part = links.find((link) => link.id === id && link.type.endsWith('/worksheet'))?.part;
      return part === undefined ? [] : [{ name, hidden, part }];
    }),
  };
}

async function refuseMacros(zip: ZipArchive): Promise<void> {
  let macros = zip.names.some((name) => /vbaProject\.bin$/i.test(name));
  await readWholeXml(small(zip, '[Content_Types].xml'), {
    open(_, { ContentType = '' }) {
      macros ||= /macroEnabled|vbaProject/i.test(ContentType);
    },
  });
  if (macros) throw new FileError('macro-workbook');
}

interface Relation {
  id: string;
  type: string;
  part: string;
}

async function mainPart(zip: ZipArchive): Promise<string> {
  const main = (await relationsOf(zip, '')).find(({ type }) => type.endsWith('/officeDocument'))?.part;
  if (main === undefined || !zip.has(main)) throw new FileError('not-a-workbook');
  return main;
}

/** Where a part's `r:id`s lead to. */
async function relationsOf(zip: ZipArchive, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const relations: Relation[] = [];
  await readWholeXml(small(zip, posix.join(folder, '_rels', `${posix.basename(part)}.rels`)), {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.push({ id: Id, type: Type, part: target });
    },
  });
  return relations;
}

async function describedIn(zip: ZipArchive, main: string) {
  const sheets: { name: string; hidden: boolean; id: string }[] = [];
  let from1904 = false;
  let root = '';
  await readWholeXml(small(zip, main), {
    open(name, attributes) {
      root ||= name;
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      if (sheets.length === MAX_SHEETS) throw new FileError('too-many-parts');
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const { name: title = '', state = 'visible' } = attributes;
      sheets.push({ name: title, hidden: state !== 'visible', id });
    },
  });
  if (root !== 'workbook') throw new FileError('not-a-workbook');
  return { sheets, from1904 };
}

async function dayStyles(zip: ZipArchive, part: string): Promise<boolean[]> {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  await readWholeXml(small(zip, part), {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') formats.set(Number(numFmtId), formatCode);
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells && styles.length < MAX_STYLES)
        styles.push(isDayFormat(Number(numFmtId), formats.get(Number(numFmtId))));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** A part that is not there has no bytes, and a part that describes has not many. */
async function* small(zip: ZipArchive, part: string): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of zip.read(part)) {
    length += chunk.length;
    if (length > MAX_DESCRIPTION) throw new FileError('unpacks-too-large');
    yield chunk;
  }
}
