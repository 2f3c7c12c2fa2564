import { XLSX_MEDIA_TYPE } from '@app/documents';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { readRows } from './index.js';
import { sheetXml, textRow, workbookOf, workbookParts, zipOf } from './testing/raw-workbook.js';

/** Code with which a file is refused; `read` when it is not. */
async function refusalOf(bytes: Uint8Array, mediaType = XLSX_MEDIA_TYPE): Promise<string> {
  const parts = async function* () {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  };
  try {
    for await (const _ of readRows(parts, mediaType));
    return 'read';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const TABLE = textRow(1, 'ФИО', 'Класс') + textRow(2, 'Иванова', '5');
const honest = () => workbookOf(TABLE);

/** Repeats a piece until it is `bytes` long. */
const filled = (piece: string, bytes: number): string => piece.repeat(Math.ceil(bytes / piece.length));
const MB = 1024 * 1024;

/** Overwrites fields of every record with this signature. */
function patched(
  zip: Buffer,
  signature: 'PK\x01\x02' | 'PK\x03\x04',
  change: (at: number, copy: Buffer) => void,
) {
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf(signature, 0, 'latin1'); at >= 0; at = copy.indexOf(signature, at + 4, 'latin1'))
    change(at, copy);
  return copy;
}

describe('a hostile workbook', () => {
  it('is not what an honest one is taken for', async () => {
    expect(await refusalOf(await honest())).toBe('read');
  });

  it('is refused when its directory tells of a bomb', async () => {
    const zip = new yazl.ZipFile();
    zip.addBuffer(Buffer.alloc(64 * MB), 'xl/worksheets/sheet1.xml');
    zip.end();
    expect(await refusalOf(await buffer(zip.outputStream))).toBe('unpacks-too-large');
  });

  it('is refused when many modest parts make a bomb', async () => {
    const zip = await zipOf(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`p${i}`, 'x'])));
    const lying = patched(zip, 'PK\x01\x02', (at, copy) => copy.writeUInt32LE(9 * MB, at + 24));
    expect(await refusalOf(lying)).toBe('unpacks-too-large');
  });

  it('is refused when a part unpacks to more than the directory says', async () => {
    const bomb = await workbookOf(textRow(1, filled('а', 4 * MB)));
    const lying = patched(bomb, 'PK\x01\x02', (at, copy) => {
      if (copy.readUInt32LE(at + 24) > MB) copy.writeUInt32LE(2000, at + 24);
    });
    expect(await refusalOf(lying)).toBe('unpacks-too-large');
  });

  it('is refused when two parts share their bytes', async () => {
    const zip = await honest();
    let first = true;
    const overlapping = patched(zip, 'PK\x01\x02', (at, copy) => {
      if (!first) copy.writeUInt32LE(0, at + 42);
      first = false;
    });
    expect(await refusalOf(overlapping)).toBe('unsafe-archive');
  });

  it('is refused when it is an archive of archives', async () => {
    expect(await refusalOf(await zipOf({ 'r/r.zip': await zipOf({ 'r/r.zip': 'PK' }) }))).toBe(
      'not-a-workbook',
    );
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'C:/autoexec.bat', 'xl\\..\\..\\x'])(
    'is refused when it has a part %s',
    async (name) => {
      const parts = await zipOf({ ...workbookParts([{ name: 'Лист1', xml: sheetXml(TABLE) }]), zzz: 'x' });
      const padded = name.padEnd(name.length, 'x');
      const zip = await zipOf({ ['n'.repeat(padded.length)]: 'x' });
      const renamed = Buffer.from(
        zip.toString('latin1').replaceAll('n'.repeat(padded.length), padded),
        'latin1',
      );
      expect(await refusalOf(renamed)).toBe('unsafe-archive');
      expect(await refusalOf(parts)).toBe('read');
    },
  );

  it('is refused when it has a symbolic link', async () => {
    const zip = new yazl.ZipFile();
    zip.addBuffer(Buffer.from('/etc/passwd'), 'xl/workbook.xml', { mode: 0o120777 });
    zip.end();
    expect(await refusalOf(await buffer(zip.outputStream))).toBe('unsafe-archive');
  });

  it('is refused when it has more parts than an honest one', async () => {
    const parts = Object.fromEntries(
      Array.from({ length: 1_001 }, (_, i) => [`xl/worksheets/s${i}.xml`, 'x']),
    );
    expect(await refusalOf(await zipOf(parts))).toBe('too-many-parts');
  });

  it('is refused when it only says that it has 100,000 sheets', async () => {
    const parts = workbookParts([{ name: 'Лист1', xml: sheetXml(TABLE) }]);
    parts['xl/workbook.xml'] = (parts['xl/workbook.xml'] ?? '').replace(
      '<sheets>',
      `<sheets>${Array.from({ length: 100_000 }, (_, i) => `<sheet name="${i}" sheetId="${i}" r:id="rId1"/>`).join('')}`,
    );
    expect(await refusalOf(await zipOf(parts))).toBe('too-many-parts');
  });

  it.each(['xl/workbook.xml', 'xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml', '[Content_Types].xml'])(
    'is refused when entities laugh in %s',
    async (part) => {
      const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
      const lol = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${laughs.join('')}]><x>&l9;</x>`;
      const parts = { ...workbookParts([{ name: 'Лист1', xml: sheetXml(TABLE) }]), [part]: lol };
      expect(await refusalOf(await zipOf(parts))).toBe('xml-doctype');
    },
  );

  it('is refused when it calls upon a file outside', async () => {
    const xxe = `<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>`;
    expect(await refusalOf(await zipOf(workbookParts([{ name: 'Лист1', xml: xxe }])))).toBe('xml-doctype');
  });

  it('is refused when a row has a million columns', async () => {
    const row = `<row r="1">${Array.from({ length: 1_000_000 }, (_, i) => `<c><v>${i}</v></c>`).join('')}</row>`;
    expect(await refusalOf(await workbookOf(row))).toBe('too-many-columns');
  });

  it('is refused when a cell stands in a column that Excel does not have', async () => {
    expect(await refusalOf(await workbookOf('<row><c r="ZZZ1"><v>1</v></c></row>'))).toBe('too-many-columns');
  });

  it.each([
    ['a text', `<row><c t="inlineStr"><is><t>${filled('я', 2 * MB)}`],
    ['a name', `<row><${filled('r', 2 * MB)}`],
    ['an attribute', `<row spans="${filled('1:2 ', 2 * MB)}`],
    ['a comment', `<!--${filled('лорем ', 2 * MB)}`],
  ])('is refused when %s has no end', async (_, xml) => {
    expect(await refusalOf(await workbookOf(textRow(1, 'ФИО') + xml))).toBe('row-too-long');
  });

  it('is refused when its texts are more than a file may hold', async () => {
    const strings = `<sst>${filled(`<si><t>${'текст '.repeat(300)}</t></si>`, 64 * MB)}</sst>`;
    expect(await refusalOf(await workbookOf(TABLE, { 'xl/sharedStrings.xml': strings }))).toBe(
      'unpacks-too-large',
    );
  });

  it('is read when it has a million texts', async () => {
    const strings = `<sst>${Array.from({ length: 1_000_000 }, (_, i) => `<si><t>${i}</t></si>`).join('')}</sst>`;
    const rows = textRow(1, 'ФИО') + '<row><c t="s"><v>999999</v></c></row>';
    expect(await refusalOf(await workbookOf(rows, { 'xl/sharedStrings.xml': strings }))).toBe('read');
  });

  it('is refused when a cell points to a text that is not there', async () => {
    const rows = textRow(1, 'ФИО') + '<row><c t="s"><v>7</v></c></row>';
    expect(await refusalOf(await workbookOf(rows))).toBe('broken-workbook');
  });

  it.each(['<row><c></row>', '<row>&nbsp;</row>', '<row><c r="A1"', '</worksheet>'])(
    'is refused when it has broken XML: %s',
    async (xml) => {
      expect(await refusalOf(await workbookOf(textRow(1, 'ФИО') + xml))).toBe('broken-workbook');
    },
  );

  it('is refused when it is cut off', async () => {
    const bytes = await honest();
    expect(await refusalOf(bytes.subarray(0, bytes.length - 100))).toBe('not-a-zip');
  });

  it('is refused when its bytes are damaged', async () => {
    const bytes = await workbookOf(textRow(1, ...Array.from({ length: 100 }, (_, i) => `столбец ${i * i}`)));
    const at = bytes.indexOf('sheet1.xml') + 40;
    const damaged = Buffer.from(bytes);
    damaged.fill(0xff, at, at + 40);
    expect(await refusalOf(damaged)).toBe('not-a-zip');
  });

  it.each([
    ['text', Buffer.from('ФИО;Класс\nИванова;5'), 'not-a-workbook'],
    [
      'an old workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]),
      'old-workbook',
    ],
    [
      'a workbook with a password',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(65_510),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'encrypted-file',
    ],
    ['nothing', Buffer.alloc(0), 'empty-file'],
  ])('is refused when it is %s', async (_, bytes, code) => {
    expect(await refusalOf(bytes)).toBe(code);
  });

  it('is refused when it has macros', async () => {
    const parts = workbookParts([{ name: 'Лист1', xml: sheetXml(TABLE) }]);
    expect(await refusalOf(await zipOf({ ...parts, 'xl/vbaProject.bin': 'x' }))).toBe('macro-workbook');
    const types =
      '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>';
    expect(await refusalOf(await zipOf({ ...parts, '[Content_Types].xml': types }))).toBe('macro-workbook');
  });

  it('is refused when a part of it is encrypted', async () => {
    const encrypted = patched(await honest(), 'PK\x01\x02', (at, copy) => copy.writeUInt16LE(1, at + 8));
    expect(await refusalOf(encrypted)).toBe('encrypted-file');
  });

  it('is refused when it is another Office file', async () => {
    const parts = workbookParts([{ name: 'Лист1', xml: sheetXml(TABLE) }]);
    const document = { ...parts, 'xl/workbook.xml': '<document/>' };
    expect(await refusalOf(await zipOf(document))).toBe('not-a-workbook');
  });
});

describe('a file of another type than it says', () => {
  it.each(['text/csv', 'application/json', 'application/x-ndjson'])(
    'is refused: a workbook as %s',
    async (type) => {
      expect(await refusalOf(await honest(), type)).toBe('wrong-file-type');
      expect(await refusalOf(Buffer.from('d0cf11e0a1b11ae1', 'hex'), type)).toBe('wrong-file-type');
    },
  );
});
