import { open, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fromFdPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { FileError } from './file-error.js';

const MB = 1024 * 1024;
/** A workbook of a hundred sheets has about 300 parts. */
const MAX_ENTRIES = 1_000;
const MAX_NAME_LENGTH = 1_000;
/** 100,000 rows of 30 columns unpack to about 200 MB. */
const MAX_UNPACKED = 512 * MB;
/** Deflate reaches 1,032; the XML of an honest table stays under a hundred. */
const MAX_RATIO = 200;
/** Small parts may be as monotonous as they like. */
const RATIO_FROM = 10 * MB;

const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
const FILE_TYPE = 0o170000;
const SYMLINK = 0o120000;
const LOCAL_HEADER = 30;

/**
 * A zip whose directory has been checked before anything of it is unpacked, and which is counted while it is: its size
 * unpacked, its names, links, parts that lie over each other. Lies in a file without a name, so that nothing stays
 * behind however the process ends.
 */
export class ZipArchive {
  private constructor(
    private readonly file: FileHandle,
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws FileError `not-a-zip`, `encrypted-file`, `unsafe-archive`, `too-many-parts`, `unpacks-too-large` */
  static async open(parts: AsyncIterable<Uint8Array>): Promise<ZipArchive> {
    const file = await nameless();
    try {
      for await (const part of parts) await file.write(part);
      const zip = await zipOf(file);
      return new ZipArchive(file, zip, await entriesOf(zip));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Names of all parts, folders left out. */
  get names(): string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** The bytes of a part, unpacked; nothing when there is none of that name. @throws FileError when it does not unpack */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (!entry) return;
    let stream: Readable | undefined;
    try {
      stream = await this.zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
    } catch (error) {
      throw error instanceof FileError ? error : unpackingError(error);
    } finally {
      stream?.destroy();
    }
  }

  /** The file is gone after this. */
  close(): Promise<void> {
    return this.file.close();
  }
}

/** An open file that only this process can reach, and that ends with it. */
async function nameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `nastavnik-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}

async function zipOf(file: FileHandle): Promise<ZipFile> {
  try {
    return await fromFdPromise(file.fd, { autoClose: false, strictFileNames: true });
  } catch {
    throw new FileError('not-a-zip');
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw new FileError('too-many-parts');
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      checkEntry(entry);
      unpacked += entry.uncompressedSize;
      if (unpacked > MAX_UNPACKED) throw new FileError('unpacks-too-large');
      if (entries.has(entry.fileName)) throw new FileError('unsafe-archive');
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
    }
  } catch (error) {
    // What the library refuses here: `..`, absolute names, back slashes, a directory that is cut off.
    throw error instanceof FileError ? error : new FileError('unsafe-archive');
  }
  checkOverlaps([...entries.values()]);
  return entries;
}

function checkEntry(entry: Entry): void {
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw new FileError('encrypted-file');
  const link = ((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK;
  const known = entry.compressionMethod === STORED || entry.compressionMethod === DEFLATED;
  if (link || !known || entry.fileName.length > MAX_NAME_LENGTH) throw new FileError('unsafe-archive');
  const { uncompressedSize, compressedSize } = entry;
  if (uncompressedSize > RATIO_FROM && uncompressedSize > MAX_RATIO * compressedSize)
    throw new FileError('unpacks-too-large');
}

/** Parts that share bytes unpack to far more than the file holds, without any of them being suspicious. */
function checkOverlaps(entries: Entry[]): void {
  entries.sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const entry of entries) {
    const start = entry.relativeOffsetOfLocalHeader;
    if (start < end) throw new FileError('unsafe-archive');
    end = start + LOCAL_HEADER + entry.fileNameLength + entry.compressedSize;
  }
}

/** A directory that understates a size is found out while the part is unpacked. */
function unpackingError(error: unknown): FileError {
  const lied = error instanceof Error && error.message.includes('too many bytes');
  return new FileError(lied ? 'unpacks-too-large' : 'not-a-zip');
}
