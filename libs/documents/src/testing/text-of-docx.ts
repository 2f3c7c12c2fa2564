import { inflateRawSync } from 'node:zlib';

const DOCUMENT = 'word/document.xml';
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What a reader sees in a DOCX: a line for each paragraph. Reads the archive by itself, without the writer's code. */
export function textOfDocx(bytes: Buffer): string {
  const xml = partOf(bytes, DOCUMENT).toString('utf8');
  return xml
    .split(/<\/w:p>|<w:br\/>/)
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((run) => run[1]).join(''),
    )
    .map((text) => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? ''))
    .join('\n');
}

/** A part of a zip, found through its central directory. */
function partOf(bytes: Buffer, name: string): Buffer {
  for (let at = bytes.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0;) {
    const nameLength = bytes.readUInt16LE(at + 28);
    if (bytes.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const start = bytes.readUInt32LE(at + 42);
      const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
      const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
      return bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed);
    }
    at = bytes.indexOf('PK\u0001\u0002', at + 46 + nameLength, 'latin1');
  }
  throw new Error(`${name} is missing`);
}
