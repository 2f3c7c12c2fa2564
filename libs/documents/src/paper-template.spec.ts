import { PAPER_KINDS } from '@app/contracts';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { fillDocx, tagsOfDocx, tagsOfValues } from './docx.js';
import { textOfDocx } from './testing/text-of-docx.js';
import { orderValues } from './order.js';
import type { OrderedPair, OrderPaper } from './order.js';
import { checkTemplate, defaultTemplate, knownTags } from './paper-template.js';
import { line, paperOf } from './templates/building.js';

const pair: OrderedPair = {
  mentor: { full: 'Иванова Ирина Ивановна', sex: 'f', fallback: 'm-1' },
  position: 'учитель',
  mentees: [
    { name: { full: 'Петров Пётр Петрович', sex: 'm', fallback: 'e-1' }, grade: 7 },
    { name: { full: null, sex: null, fallback: 'e-2' }, grade: null },
  ],
  variant: 'Равный – равному',
  kinds: ['групповое'],
  from: '2026-10-01',
  until: '2027-05-31',
  consents: ['12/26', '13/26'],
};
const paper: OrderPaper = {
  organisation: 'МБОУ «СОШ № 12» & Co <b>',
  municipality: 'Томский район',
  programme: 'Ученик – ученик 2026/27',
  form: 'Ученик – ученик',
  document: { number: '12-к', date: '2026-09-20' },
  head: { name: 'Сидоров Семён Семёнович', position: 'директор' },
  curator: { name: 'Черных Анна Павловна', position: 'заместитель директора' },
  pairs: [pair],
};

const ordered = async (changes: Partial<OrderPaper> = {}) =>
  textOfDocx(await fillDocx(await defaultTemplate('order'), orderValues({ ...paper, ...changes })));

const templateOf = (...lines: string[]) =>
  paperOf(
    'Форма школы',
    lines.map((text) => line(text)),
  );

describe('papers from templates', () => {
  it('names mentors and mentees of an order in the right cases, and ids where there are no names', async () => {
    const text = await ordered();
    expect(text).toContain(
      '2.1. Назначить наставником Иванову\u00a0И.\u00a0И. (учитель) для Петрова\u00a0П.\u00a0П. (7\u00a0класс), e-2; срок: с\u00a001.10.2026 по\u00a031.05.2027.',
    );
    expect(text).toContain('20\u00a0сентября\u00a02026\u00a0г.');
    expect(text).toContain('№ 12-к');
    expect(text).toContain('Куратору программы Черных\u00a0А.\u00a0П.');
    expect(text).toContain('С.\u00a0С.\u00a0Сидоров');
    expect(text).toContain('МБОУ «СОШ № 12» & Co <b>');
  });

  it('leaves blanks for what is not known yet', async () => {
    const text = await ordered({ document: null, head: null, curator: null });
    expect(text).toContain('«___» ______________ 20___ г.');
    expect(text).toContain('Куратору программы ____________');
    expect(text).toContain('Руководитель');
  });

  it('lists each participant once for the signatures', async () => {
    const text = await ordered({ pairs: [pair, { ...pair, mentees: pair.mentees.slice(0, 1) }] });
    const signed = text.slice(text.indexOf('ознакомлены'));
    expect(signed.match(/Петров Пётр Петрович/g)).toHaveLength(1);
  });

  it('prints what a name holds as text, whatever it looks like', async () => {
    const odd = { ...pair, mentor: { full: '{номер}\u0001 <w:t>', sex: null, fallback: 'm-1' } };
    expect(await ordered({ pairs: [odd] })).toContain('{номер} <w:t>');
  });

  it.each(PAPER_KINDS)('has a template of its own for %s that its check accepts', async (kind) => {
    expect(await checkTemplate(kind, await defaultTemplate(kind))).toMatchObject({ ok: true });
  });

  it('takes a form of the school’s own', async () => {
    const form = await templateOf('Приказ № {номер}', '{#пары}{наставник}; {/пары}');
    expect(await checkTemplate('order', form)).toEqual({ ok: true, tags: ['номер', 'пары', 'наставник'] });
    expect(textOfDocx(await fillDocx(form, orderValues(paper)))).toContain('Приказ № 12-к');
  });

  it('names the tags that nothing fills', async () => {
    expect(await checkTemplate('act', await templateOf('{номер} {оклад} {#пары}{/пары}'))).toEqual({
      ok: false,
      code: 'unknown-code',
      tags: ['оклад', 'пары'],
    });
    expect(knownTags('order')).toContain('наставника');
  });

  it('takes no form whose loops do not close', async () => {
    expect(await checkTemplate('order', await templateOf('{#пары}{наставник}'))).toMatchObject({
      ok: false,
      code: 'wrong-template',
    });
  });

  it('knows every tag that the values of a paper have', async () => {
    const values = tagsOfValues(orderValues(paper));
    expect((await tagsOfDocx(await defaultTemplate('order'))).filter((tag) => !values.includes(tag))).toEqual(
      [],
    );
  });
});

describe('files that are no templates', () => {
  const zip = (files: Record<string, Buffer>, options: Partial<yazl.Options> = {}) => {
    const archive = new yazl.ZipFile();
    for (const [name, bytes] of Object.entries(files)) archive.addBuffer(bytes, name, options);
    archive.end();
    return buffer(archive.outputStream);
  };
  const codeOf = async (bytes: Buffer) => {
    const check = await checkTemplate('order', bytes);
    return check.ok ? null : check.code;
  };

  it('refuses what is not an archive, and an archive that is not a document', async () => {
    expect(await codeOf(Buffer.from('PK нет'))).toBe('not-a-zip');
    expect(await codeOf(await zip({ 'a.txt': Buffer.from('a') }))).toBe('wrong-template');
  });

  it('refuses a bomb before anybody parses it', async () => {
    expect(await codeOf(await zip({ 'word/document.xml': Buffer.alloc(50 * 1024 * 1024) }))).toBe(
      'unpacks-too-large',
    );
  });

  it('refuses a directory that understates a size', async () => {
    const bytes = await zip({ 'word/document.xml': Buffer.alloc(1024 * 1024) });
    const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bytes.writeUInt32LE(10, directory + 24);
    expect(await codeOf(bytes)).toBe('unpacks-too-large');
  });

  it('refuses entities and links', async () => {
    const xml = Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'utf16le');
    expect(await codeOf(await zip({ 'word/document.xml': xml }))).toBe('xml-doctype');
    expect(await codeOf(await zip({ link: Buffer.from('/etc/passwd') }, { mode: 0o120777 }))).toBe(
      'unsafe-archive',
    );
  });
});
