import { FileError } from './file-error.js';
import type { Parts } from './read-row.js';

/** Enough to tell an encoding. */
const SAMPLE_BYTES = 64 * 1024;

/** The text of a file that must be UTF-8 (JSON, NDJSON; RFC 8259 §8.1). @throws FileError `broken-encoding` */
export function decodeUtf8(parts: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  return decode(parts, 'utf-8');
}

/** The text of a spreadsheet's CSV. @throws FileError `broken-encoding`, also for zero bytes, which no table has */
export async function* decodeTable(parts: Parts, encoding: string): AsyncGenerator<string> {
  for await (const text of decode(parts(), encoding)) {
    if (text.includes('\0')) throw new FileError('broken-encoding');
    yield text;
  }
}

/**
 * In which encoding a table was saved, by its name for `TextDecoder`: by the byte order mark, else UTF-8 if every byte
 * fits, else what the letters look like (windows-1251, cp866, UTF-16).
 */
export async function detectEncoding(parts: Parts): Promise<string> {
  const sample = await head(parts());
  return markOf(sample) ?? (await asUtf8(parts, sample)) ?? bySight(sample);
}

async function head(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts) {
    chunks.push(part);
    length += part.length;
    if (length >= SAMPLE_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, SAMPLE_BYTES);
}

function markOf(sample: Buffer): string | null {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8';
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  return utf16WithoutMark(sample);
}

/** Enough to see whether letters are letters. */
const LOOK_BYTES = 4096;
/** What tables are written in: signs of ASCII, Russian letters, the usual quotes and dashes. */
const USUAL = /[\t\r\n -~\u00a0«»\u0400-\u04ff\u2009-\u202f№]/g;
/** Bytes that are no UTF-16 give letters from all over the world, one in twenty of them usual. */
const USUAL_SHARE = 0.9;

/** Separators and digits of UTF-16 have a zero byte beside them; no other text has zero bytes at all. */
function utf16WithoutMark(sample: Buffer): string | null {
  const look = sample.subarray(0, LOOK_BYTES);
  if (!look.includes(0)) return null;
  const looksRight = (encoding: string) => {
    const text = new TextDecoder(encoding).decode(look.subarray(0, look.length - (look.length % 2)));
    return (text.match(USUAL)?.length ?? 0) >= USUAL_SHARE * text.length;
  };
  return ['utf-16le', 'utf-16be'].find(looksRight) ?? null;
}

/** A file is UTF-8 only if all of it is: names in the last row count too. */
async function asUtf8(parts: Parts, sample: Buffer): Promise<string | null> {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    for await (const _ of decode(parts(), 'utf-8'));
    return 'utf-8';
  } catch {
    return null;
  }
}

/** How often letters stand in Russian texts, in percent (the National Corpus of the Russian Language). */
const FREQUENCY: Readonly<Record<string, number>> = {
  ...{ о: 10.97, е: 8.45, а: 8.01, и: 7.35, н: 6.7, т: 6.26, с: 5.47, р: 4.73, в: 4.54, л: 4.4, к: 3.49 },
  ...{ м: 3.21, д: 2.98, п: 2.81, у: 2.62, я: 2.01, ы: 1.9, ь: 1.74, г: 1.7, з: 1.65, б: 1.59, ч: 1.44 },
  ...{ й: 1.21, х: 0.97, ж: 0.94, ш: 0.73, ю: 0.64, ц: 0.48, щ: 0.36, э: 0.32, ф: 0.26, ъ: 0.04, ё: 0.04 },
};
/** Signs that tables have and that tell nothing. */
const NEUTRAL = '«»№–—';
const NO_LETTER = -10;
const WORD_BEGINS_LARGE = 5;
const LARGE_INSIDE = -10;

/**
 * Which of the two eight-bit pages Russian text is in: the one in which it looks more like Russian, by how often its
 * letters are met, by words that begin large, and by signs that no table has. One name is enough to tell, which general
 * detectors cannot promise.
 */
function bySight(sample: Buffer): string {
  const likeness = (page: string) => likenessToRussian(new TextDecoder(page).decode(sample));
  return likeness('ibm866') > likeness('windows-1251') ? 'ibm866' : 'windows-1251';
}

function likenessToRussian(text: string): number {
  let likeness = 0;
  let inWord = false;
  for (const sign of text) {
    if (sign < '\u0080' || NEUTRAL.includes(sign)) {
      inWord = false;
      continue;
    }
    const small = sign.toLowerCase();
    const frequency = FREQUENCY[small];
    likeness += frequency ?? NO_LETTER;
    if (frequency !== undefined && small !== sign) likeness += inWord ? LARGE_INSIDE : WORD_BEGINS_LARGE;
    inWord = true;
  }
  return likeness;
}

/** @throws FileError `broken-encoding` where bytes do not belong to the encoding, or nobody knows it */
async function* decode(parts: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  const read = (part?: Uint8Array) => {
    try {
      return part ? decoder.decode(part, { stream: true }) : decoder.decode();
    } catch {
      throw new FileError('broken-encoding');
    }
  };
  for await (const part of parts) yield read(part);
  yield read();
}

function decoderOf(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new FileError('broken-encoding');
  }
}
