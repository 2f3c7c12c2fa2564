import { fromBufferPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';

/** What is wrong with a file that should be an office document; codes of the field it came in. */
export type ArchiveFault =
  'not-a-zip' | 'encrypted-file' | 'unsafe-archive' | 'too-many-parts' | 'unpacks-too-large' | 'xml-doctype';

/** A document of a hundred pages with pictures has about 200 parts. */
const MAX_ENTRIES = 500;
/** A template of 2 MB that unpacks to more than this is none. */
const MAX_UNPACKED = 20 * 1024 * 1024;
/** The text of a hundred pages is about 2 MB of XML. */
const MAX_XML = 6 * 1024 * 1024;
const ENCRYPTED = 1;
const FILE_TYPE = 0o170000;
const SYMLINK = 0o120000;
const XML = /\.(xml|rels)$/i;

/**
 * What is wrong with a small office file before anybody parses it: its directory, then every part unpacked and counted
 * (a directory may lie), and XML that declares entities. Null if nothing is.
 */
export async function archiveFault(bytes: Buffer): Promise<ArchiveFault | null> {
  let archive: ZipFile;
  try {
    archive = await fromBufferPromise(bytes, { strictFileNames: true });
  } catch {
    return 'not-a-zip';
  }
  if (archive.entryCount > MAX_ENTRIES) return 'too-many-parts';
  const entries: Entry[] = [];
  try {
    for await (const entry of archive.eachEntry()) entries.push(entry);
  } catch {
    // What the library refuses here: `..`, absolute names, back slashes, a directory that is cut off.
    return 'unsafe-archive';
  }
  return directoryFault(entries) ?? (await contentFault(archive, entries));
}

function directoryFault(entries: readonly Entry[]): ArchiveFault | null {
  const names = new Set(entries.map((entry) => entry.fileName));
  const size = (of: readonly Entry[]) => of.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (entries.some((entry) => (entry.generalPurposeBitFlag & ENCRYPTED) !== 0)) return 'encrypted-file';
  if (names.size < entries.length || entries.some(isLink)) return 'unsafe-archive';
  if (size(entries) > MAX_UNPACKED) return 'unpacks-too-large';
  return size(entries.filter((entry) => XML.test(entry.fileName))) > MAX_XML ? 'unpacks-too-large' : null;
}

const isLink = (entry: Entry): boolean => ((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK;

async function contentFault(archive: ZipFile, entries: readonly Entry[]): Promise<ArchiveFault | null> {
  for (const entry of entries) {
    try {
      const chunks: Buffer[] = [];
      const stream = await archive.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
      if (XML.test(entry.fileName) && declaresEntities(Buffer.concat(chunks))) return 'xml-doctype';
    } catch (error) {
      return error instanceof Error && error.message.includes('too many bytes')
        ? 'unpacks-too-large'
        : 'not-a-zip';
    }
  }
  return null;
}

/** In whatever encoding of XML: letters of ASCII stand in all of them, apart from zero bytes. */
const declaresEntities = (xml: Buffer): boolean =>
  /<!(DOCTYPE|ENTITY)/i.test(xml.toString('latin1').replaceAll('\u0000', ''));
