import { FileError, readRows } from './index.js';
import type { ReadRow } from './index.js';

/** A file as it is stored: in parts, however the cuts fall. */
async function read(content: string | Uint8Array, mediaType: string, partBytes = 7): Promise<ReadRow[]> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const parts = async function* () {
    for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes);
  };
  const rows: ReadRow[] = [];
  for await (const { cells, headers, text: _, ...row } of readRows(parts, mediaType)) {
    rows.push(headers ? { ...row, value: byHeader(headers, cells ?? []) } : row);
  }
  return rows;
}

const byHeader = (headers: readonly string[], cells: readonly string[]): Record<string, string> =>
  Object.fromEntries(headers.map((header, at) => [header, cells[at] ?? '']));

async function failure(content: string | Uint8Array, mediaType: string): Promise<FileError> {
  try {
    await read(content, mediaType);
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
  throw new Error('the file was read');
}

/** Windows-1251 and cp866 for capital and small Russian letters, as the code pages have them. */
function encode(text: string, page: 'windows-1251' | 'ibm866'): Buffer {
  const decoder = new TextDecoder(page);
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Buffer.of(byte)), byte]));
  return Buffer.from([...text].map((letter) => byteOf.get(letter) ?? 63));
}

const ROSTER = 'externalId;displayName;grade\nm-1;Иванова Анна Сергеевна;10\nm-2;Петров Пётр Ильич;11\n';

describe('JSON files', () => {
  it('gives the entries of an object or of a bare array one by one', async () => {
    const expected = [
      { row: 1, value: { externalId: 'a', profile: { interests: ['ёлка'] } } },
      { row: 2, value: 7 },
    ];
    const entries = '[{"externalId":"a","profile":{"interests":["ёлка"]}}, 7]';
    expect(await read(` {"entries": ${entries}} `, 'application/json')).toEqual(expected);
    expect(await read(`\n${entries}`, 'application/json')).toEqual(expected);
    expect(await read(`\ufeff${entries}`, 'application/json')).toEqual(expected);
  });

  it('reads an empty list as no rows', async () => {
    expect(await read('{"entries":[]}', 'application/json')).toEqual([]);
    expect(await read('[]', 'application/json')).toEqual([]);
  });

  it.each([
    ['[{"externalId":"a"},{"externalId":', { code: 'broken-json' }],
    ['[{"externalId":"a"}', { code: 'broken-json' }],
    ['[{"externalId":"a"}] x', { code: 'broken-json' }],
    ["[{'externalId':'a'}]", { code: 'broken-json', place: { row: 1 } }],
    ['"text"', { code: 'broken-json' }],
    ['', { code: 'empty-file' }],
    ['  \n ', { code: 'empty-file' }],
    ['{}', { code: 'required', place: { field: 'entries' } }],
    ['{"entries":5}', { code: 'wrong-type', place: { field: 'entries' } }],
    ['{"entries":[],"mode":"strict"}', { code: 'unknown-field', place: { field: 'mode' } }],
    ['{"mode":{"a":1},"entries":[]}', { code: 'unknown-field', place: { field: 'mode' } }],
    ['{"entries":{"a":{"externalId":"a"}}}', { code: 'wrong-type', place: { field: 'entries' } }],
    ['{"entries":[1],"entries":[2]}', { code: 'duplicate', place: { field: 'entries' } }],
  ])('refuses %s', async (content, expected) => {
    expect(await failure(content, 'application/json')).toMatchObject(expected);
  });

  it('refuses bytes that are not UTF-8', async () => {
    const content = Buffer.concat([Buffer.from('["'), encode('Иванова', 'windows-1251'), Buffer.from('"]')]);
    expect((await failure(content, 'application/json')).code).toBe('broken-encoding');
  });

  it('refuses a single record of more than a megabyte', async () => {
    const content = `[{"externalId":"${'a'.repeat(1_200_000)}"}]`;
    expect((await failure(content, 'application/json')).code).toBe('row-too-long');
  });
});

describe('NDJSON files', () => {
  it('reads a value a line, says its line, and goes on after a broken one', async () => {
    expect(await read('{"a":1}\r\n\n{"a":\n{"a":3}', 'application/x-ndjson')).toEqual([
      { row: 1, line: 1, value: { a: 1 } },
      { row: 2, line: 3, broken: 'broken-json' },
      { row: 3, line: 4, value: { a: 3 } },
    ]);
  });

  it('refuses more than 100,000 rows', async () => {
    const content = '1\n'.repeat(100_001);
    const parts = async function* () {
      yield Buffer.from(content);
    };
    const rows = readRows(parts, 'application/x-ndjson');
    const all = async () => {
      for await (const _ of rows);
    };
    await expect(all()).rejects.toMatchObject({ code: 'too-many-rows', place: { row: 100_001 } });
  });
});

describe('CSV files', () => {
  const people = [
    { row: 1, line: 2, value: { externalId: 'm-1', displayName: 'Иванова Анна Сергеевна', grade: '10' } },
    { row: 2, line: 3, value: { externalId: 'm-2', displayName: 'Петров Пётр Ильич', grade: '11' } },
  ];

  it.each([
    ['semicolons', ROSTER],
    ['commas', ROSTER.replaceAll(';', ',')],
    ['tabs', ROSTER.replaceAll(';', '\t')],
    ['line ends of Windows', ROSTER.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${ROSTER}`],
    ['empty lines at the end', `${ROSTER}\n;;\n`],
    ['empty columns to the right', ROSTER.replaceAll('\n', ';;\n')],
  ])('reads a table with %s', async (_, content) => {
    expect(await read(content, 'text/csv')).toEqual(people);
  });

  it.each([
    ['windows-1251', encode(ROSTER, 'windows-1251')],
    ['cp866', encode(ROSTER, 'ibm866')],
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${ROSTER}`, 'utf16le')],
    ['UTF-16 without a byte order mark', Buffer.from(ROSTER, 'utf16le')],
    ['big-endian UTF-16', Buffer.from(`\ufeff${ROSTER}`, 'utf16le').swap16()],
  ])('tells by itself that a table is in %s', async (_, content) => {
    expect((await read(content, 'text/csv')).map((row) => row.value)).toEqual(people.map((row) => row.value));
  });

  it('notices a windows-1251 letter in the last row of a long file', async () => {
    const content = encode(`externalId;note\n${'m;plain\n'.repeat(20_000)}m;Я\n`, 'windows-1251');
    const rows = await read(content, 'text/csv', 64 * 1024);
    expect(rows.at(-1)?.value).toEqual({ externalId: 'm', note: 'Я' });
  });

  it('takes the encoding that the sender names', async () => {
    const rows = await read(encode('a;b\nЁ;1\n', 'ibm866'), 'text/csv; charset=ibm866');
    expect(rows[0]?.value).toEqual({ a: 'Ё', b: '1' });
  });

  it('keeps separators, quotes and line breaks inside quotes', async () => {
    const rows = await read('externalId,title\nm-1,"один, ""два""\nтри"\nm-2,x\n', 'text/csv');
    expect(rows.map((row) => row.value)).toEqual([
      { externalId: 'm-1', title: 'один, "два"\nтри' },
      { externalId: 'm-2', title: 'x' },
    ]);
  });

  it('obeys the separator that Excel names before the header', async () => {
    expect(await read('sep=;\na;b,c\n1;2\n', 'text/csv')).toEqual([
      { row: 1, line: 3, value: { a: '1', 'b,c': '2' } },
    ]);
  });

  it('refuses a quote that is never closed, with its line', async () => {
    const error = await failure('externalId;displayName\nm-1;"Иванова\nm-2;Петров\n', 'text/csv');
    expect(error).toMatchObject({ code: 'broken-csv', place: { line: expect.any(Number) } });
  });

  it('refuses a quote in the middle of a cell', async () => {
    expect(await failure('a;b\n1;2\n3;x"y"\n', 'text/csv')).toMatchObject({
      code: 'broken-csv',
      place: { line: 3 },
    });
  });

  it('refuses a row with more cells than the header, and goes on', async () => {
    expect(await read('a;b\n1;2;3\n4;5\n', 'text/csv')).toEqual([
      { row: 1, line: 2, value: { a: '1', b: '2' }, broken: 'broken-csv' },
      { row: 2, line: 3, value: { a: '4', b: '5' } },
    ]);
  });

  it.each([
    ['', 'empty-file'],
    ['externalId;grade\n', 'empty-file'],
    ['a;a\n1;2\n', 'duplicate'],
    ['a;;c\n1;2;3\n', 'broken-csv'],
  ])('refuses %j', async (content, code) => {
    expect((await failure(content, 'text/csv')).code).toBe(code);
  });
});
