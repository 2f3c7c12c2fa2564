import fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import { FileError, readRows } from './index.js';
import type { ReadRow } from './index.js';

async function read(bytes: Uint8Array, mediaType = 'text/csv', partBytes = 1024 * 1024): Promise<ReadRow[]> {
  const parts = async function* () {
    for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes);
  };
  const rows: ReadRow[] = [];
  for await (const row of readRows(parts, mediaType)) rows.push(row);
  return rows;
}

async function failure(bytes: Uint8Array): Promise<FileError> {
  try {
    await read(bytes);
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
  throw new Error('the file was read');
}

const PAGES = ['windows-1251', 'ibm866'] as const;
const bytesOf = new Map(
  PAGES.map((page) => {
    const decoder = new TextDecoder(page);
    const letters = Array.from(
      { length: 256 },
      (_, byte) => [decoder.decode(Buffer.of(byte)), byte] as const,
    );
    return [page, new Map(letters)];
  }),
);

const inPage = (text: string, page: (typeof PAGES)[number]): Buffer =>
  Buffer.from(Array.from(text, (letter) => bytesOf.get(page)?.get(letter) ?? 63));

/** Every way in which a Russian table is saved. */
const ENCODINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16le with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  'utf-16be with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'windows-1251': (text) => inPage(text, 'windows-1251'),
  ibm866: (text) => inPage(text, 'ibm866'),
};

const HEADERS = ['Идентификатор', 'ФИО', 'Класс', 'Ждёт с', 'Отметка: Математика'];
const NAMES = [
  'Иванова Анна',
  'Ёлкин Пётр Ильич',
  'Щукина Эльвира',
  'Юрьев Яков',
  'Цой Жанна',
  'Хасанов Тимур',
];

const person = (at: number): string[] => [
  `e-${at}`,
  NAMES[at % NAMES.length] ?? '',
  `${(at % 11) + 1} ${at % 2 === 0 ? 'А' : 'б'}`,
  '01.09.2026',
  `4.${at % 10}`,
];

describe('A table of any length, as Excel and its kin save it', () => {
  const sizes = [1, 3, 10, 100, 5_000];
  const cases = Object.keys(ENCODINGS).flatMap((encoding) => sizes.map((size) => [encoding, size] as const));

  it.each(cases)('is the same records in %s, %d rows', async (name, size) => {
    const people = Array.from({ length: size }, (_, at) => person(at));
    const lines = people.map((cells) => cells.join('|')).join('\n');
    for (const delimiter of [';', ',']) {
      for (const end of size > 100 ? ['\r\n'] : ['\n', '\r\n']) {
        const text = [HEADERS, ...people].map((cells) => cells.join(delimiter) + end).join('');
        const rows = await read(ENCODINGS[name]?.(text) ?? Buffer.alloc(0));
        expect(rows.map(({ cells }) => cells?.join('|')).join('\n')).toBe(lines);
        expect(rows[0]?.headers).toEqual(HEADERS);
        expect(rows.at(-1)?.text).toEqual({ encoding: name.split(' ')[0], delimiter });
      }
    }
  });

  it('is read rightly with one single Russian name in it', async () => {
    const capital = fc.constantFrom(...'АБВГДЕЁЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ');
    const small = fc.string({ unit: fc.constantFrom(...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(capital, small, fc.constantFrom(...PAGES), async (first, others, page) => {
        const name = `${first}${others}на`;
        const bytes = inPage(`externalId;displayName\ne-1;${name}\n`, page);
        // «Ёана» in cp866 is a Chinese character in UTF-8, and rightly so.
        fc.pre(!isUtf8(bytes));
        const [row] = await read(bytes);
        expect(row?.cells).toEqual(['e-1', name]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('A hostile table', () => {
  const line = 'x'.repeat(1024 * 1024);

  it('of a million columns is refused', async () => {
    const wide = Buffer.from(`${'a;'.repeat(300_000)}\n1\n`);
    expect(await failure(wide)).toMatchObject({ code: 'too-many-columns' });
    const wider = Buffer.from(`${'ab;'.repeat(1_000_000)}\n1\n`);
    expect(await failure(wider)).toMatchObject({ code: 'row-too-long' });
    const row = Buffer.from(`a;b\n${';'.repeat(1_000_000)}1\n`);
    expect(await read(row)).toMatchObject([{ broken: 'broken-csv' }]);
  });

  it('of one line of 100 MB is refused at its first megabytes', async () => {
    const chunk = Buffer.from(line);
    for (const start of ['', 'externalId\n', 'externalId\n"']) {
      let given = 0;
      const parts = async function* () {
        yield Buffer.from(`${start}x`);
        for (; given < 100; given++) yield chunk;
      };
      const all = async () => {
        for await (const _ of readRows(parts, 'text/csv; charset=utf-8'));
      };
      await expect(all()).rejects.toMatchObject({ code: 'row-too-long' });
      expect(given).toBeLessThan(4);
    }
  });

  it.each([
    ['whose quote is never closed', 'a;b\n1;"2\n3;4\n', 'broken-csv'],
    ['with zero bytes', 'a;b\n1;2\0\n3;4\n', 'broken-encoding'],
    ['of zero bytes alone', '\0'.repeat(1000), 'broken-encoding'],
    ['of spaces alone', ' '.repeat(100_000), 'empty-file'],
    ['of separators alone', ';;;\n;;;\n', 'empty-file'],
  ])('%s is refused', async (_, text, code) => {
    expect((await failure(Buffer.from(text))).code).toBe(code);
  });

  it('keeps headers with magic names as the texts that they are', async () => {
    const [row] = await read(Buffer.from('__proto__;constructor.prototype;toString\n1;2;3\n'));
    expect(row).toMatchObject({
      headers: ['__proto__', 'constructor.prototype', 'toString'],
      cells: ['1', '2', '3'],
    });
    expect({}).not.toHaveProperty('polluted');
  });

  it('of whatever bytes is read or refused, and nothing else', async () => {
    const pieces = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .constantFrom('"', ';', ',', '\n', '\r\n', '\0', '""', 'sep=;\n', '\ufeff', 'Ёлка', '__proto__')
        .map((text) => Buffer.from(text)),
      fc.constantFrom(
        Buffer.of(0xff, 0xfe),
        Buffer.of(0xfe, 0xff),
        inPage('Привет;', 'ibm866'),
        Buffer.from('имя', 'utf16le'),
      ),
    );
    const content = fc.array(pieces, { maxLength: 30 }).map((all) => Buffer.concat(all));
    const types = fc.constantFrom(
      'text/csv',
      'text/csv; charset=utf-16le',
      'text/csv; charset=ibm866',
      'text/csv; charset=nonsense',
    );
    await fc.assert(
      fc.asyncProperty(content, types, fc.integer({ min: 1, max: 64 }), async (bytes, type, part) => {
        try {
          for (const row of await read(bytes, type, part))
            expect(row.broken ?? row.cells?.every((cell) => typeof cell === 'string')).toBeTruthy();
        } catch (error) {
          if (!(error instanceof FileError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});
