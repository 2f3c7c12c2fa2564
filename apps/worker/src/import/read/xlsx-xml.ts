import { SaxesParser } from 'saxes';
import type { SaxesTagPlain } from 'saxes';
import { FileError } from './file-error.js';
import { MAX_ROW_LENGTH } from './read-row.js';

/** What a reader of one part of a workbook wants to hear; names come without their namespace. */
export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** An honest part begins with its root element at once. */
const PROLOGUE = 64 * 1024;

/**
 * Reads a part of a workbook piece by piece; gives the turn back after each piece, when the listener has heard all of
 * it. A part that is not there has nothing to tell. Document types are refused: no workbook needs one, and entities come with them.
 * @throws FileError `xml-doctype`, `broken-workbook`, `row-too-long`
 */
export async function* readXml(
  bytes: AsyncIterable<Uint8Array>,
  listener: XmlListener,
): AsyncGenerator<void> {
  const reader = new XmlReader(listener);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of bytes) {
      reader.write(decoder.decode(piece, { stream: true }));
      yield;
    }
    reader.end();
  } catch (error) {
    throw error instanceof FileError ? error : new FileError('broken-workbook');
  }
  yield;
}

/** A small part at one go. */
export async function readWholeXml(bytes: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> {
  for await (const _ of readXml(bytes, listener));
}

class XmlReader {
  private readonly parser = new SaxesParser();
  private begun = false;
  /** Characters since the last sign of life: a name, an attribute or a text without an end is noticed soon. */
  private pending = 0;

  constructor(listener: XmlListener) {
    const { parser } = this;
    parser.on('opentag', (tag: SaxesTagPlain) => {
      this.begun = true;
      this.pending = 0;
      listener.open?.(local(tag.name), tag.attributes);
    });
    parser.on('closetag', (tag: SaxesTagPlain) => {
      this.pending = 0;
      listener.close?.(local(tag.name));
    });
    if (listener.text) parser.on('text', (text) => listener.text?.(text));
    parser.on('cdata', (text) => listener.text?.(text));
    parser.on('doctype', () => {
      throw new FileError('xml-doctype');
    });
    parser.on('error', () => {
      throw new FileError('broken-workbook');
    });
  }

  write(text: string): void {
    this.pending += text.length;
    if (!this.begun && text.includes('<!DOCTYPE')) throw new FileError('xml-doctype');
    this.parser.write(text);
    if (!this.begun && this.pending > PROLOGUE) throw new FileError('broken-workbook');
    if (this.pending > MAX_ROW_LENGTH) throw new FileError('row-too-long');
  }

  end(): void {
    if (this.begun || this.pending > 0) this.parser.close();
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
