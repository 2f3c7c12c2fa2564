import { FileError } from './file-error.js';
import { unescaped } from './xlsx-cells.js';
import { readWholeXml } from './xlsx-xml.js';

const MB = 1024 * 1024;
const MAX_BYTES = 96 * MB;
const BLOCK_BYTES = MB;
const OFFSETS = 64 * 1024;

/**
 * The texts that the cells of a workbook point to, packed: as JavaScript strings a million of them would take ten times
 * the memory.
 */
export class SharedStrings {
  private bytes: Buffer = Buffer.alloc(BLOCK_BYTES);
  private used = 0;
  /** Text `i` lies between ends `i - 1` and `i`. */
  private ends = new Uint32Array(OFFSETS);
  private count = 0;

  /** @throws FileError `unpacks-too-large` for more than 96 MB of text */
  static async read(bytes: AsyncIterable<Uint8Array>): Promise<SharedStrings> {
    const strings = new SharedStrings();
    let text = '';
    let inText = false;
    let phonetic = false;
    await readWholeXml(bytes, {
      open(name) {
        if (name === 'si') text = '';
        else if (name === 't') inText = !phonetic;
        else if (name === 'rPh') phonetic = true;
      },
      text(piece) {
        if (inText) text += piece;
      },
      close(name) {
        if (name === 'si') strings.add(unescaped(text));
        else if (name === 't') inText = false;
        else if (name === 'rPh') phonetic = false;
      },
    });
    return strings;
  }

  /** @throws FileError `broken-workbook` for a text that is not there */
  at(index: number): string {
    const end = index < this.count ? this.ends[index] : undefined;
    if (end === undefined) throw new FileError('broken-workbook');
    return this.bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1], end);
  }

  private add(text: string): void {
    const length = Buffer.byteLength(text);
    const needed = this.used + length;
    if (needed > MAX_BYTES) throw new FileError('unpacks-too-large');
    if (needed > this.bytes.length) this.bytes = grown(this.bytes, Math.max(needed, this.bytes.length * 2));
    if (this.count === this.ends.length) {
      const ends = new Uint32Array(this.ends.length * 2);
      ends.set(this.ends);
      this.ends = ends;
    }
    this.used += this.bytes.write(text, this.used);
    this.ends[this.count++] = this.used;
  }
}

function grown(bytes: Buffer, length: number): Buffer {
  const copy = Buffer.alloc(length);
  bytes.copy(copy);
  return copy;
}
