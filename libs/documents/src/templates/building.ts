import {
  AlignmentType,
  BorderStyle,
  Document,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { IParagraphOptions, ISectionOptions } from 'docx';

const FONT = 'Times New Roman';
/** Half points. */
const SIZE = 24;
const SMALL = 20;
const MM = 56.7;
const millimetres = (value: number): number => Math.round(value * MM);

const MARGINS = {
  top: millimetres(20),
  bottom: millimetres(20),
  left: millimetres(30),
  right: millimetres(15),
};
/** A4 in twentieths of a point. */
const A4 = { width: 11906, height: 16838 };

type Align = 'left' | 'centre' | 'right' | 'both';
const ALIGNMENT = {
  left: AlignmentType.LEFT,
  centre: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  both: AlignmentType.JUSTIFIED,
};

export interface LineOptions {
  align?: Align;
  bold?: boolean;
  small?: boolean;
  /** First line moved in, as a paragraph of text. */
  indent?: boolean;
  /** Points below. */
  after?: number;
  newPage?: boolean;
}

/** One paragraph of a template; tags stand in it as `{tag}`. */
export function line(text: string, options: LineOptions = {}): Paragraph {
  const paragraph: IParagraphOptions = {
    alignment: ALIGNMENT[options.align ?? 'left'],
    spacing: { after: (options.after ?? 0) * 20, line: 276 },
    ...(options.indent === true && { indent: { firstLine: millimetres(12.5) } }),
    ...(options.newPage === true && { pageBreakBefore: true }),
    children: [
      new TextRun({
        text,
        font: FONT,
        size: options.small === true ? SMALL : SIZE,
        bold: options.bold === true,
      }),
    ],
  };
  return new Paragraph(paragraph);
}

export const gap = (points = 10): Paragraph => line('', { after: points });

/** A column of a table of a template; `share` of the table's width in percent. */
export interface TemplateColumn {
  header: string;
  /** What the cell of the repeated row holds. */
  cell: string;
  share: number;
  align?: Align;
}

/** A table with a header and one row that repeats for every element of the list `each`. */
export function tableOf(each: string, columns: readonly TemplateColumn[]): Table {
  const last = columns.length - 1;
  const cells = columns.map((column, at) => {
    const text = `${at === 0 ? `{#${each}}` : ''}${column.cell}${at === last ? `{/${each}}` : ''}`;
    return cell(text, column, false);
  });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({
        tableHeader: true,
        children: columns.map((column) => cell(column.header, column, true)),
      }),
      new TableRow({ cantSplit: true, children: cells }),
    ],
  });
}

function cell(text: string, column: TemplateColumn, header: boolean): TableCell {
  return new TableCell({
    width: { size: column.share, type: WidthType.PERCENTAGE },
    verticalAlign: header ? VerticalAlign.CENTER : VerticalAlign.TOP,
    margins: { left: 80, right: 80, top: 40, bottom: 40 },
    children: [
      line(text, { small: true, bold: header, align: header ? 'centre' : (column.align ?? 'left') }),
    ],
  });
}

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_FRAME = { top: NO_LINE, bottom: NO_LINE, left: NO_LINE, right: NO_LINE };

/** Texts on one line, without a frame; shares of the width in percent. */
function unframed(...texts: { text: string; share: number; align: Align }[]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: { ...NO_FRAME, insideHorizontal: NO_LINE, insideVertical: NO_LINE },
    rows: [
      new TableRow({
        children: texts.map(
          ({ text, share, align }) =>
            new TableCell({
              width: { size: share, type: WidthType.PERCENTAGE },
              borders: NO_FRAME,
              children: [line(text, { align, after: 6 })],
            }),
        ),
      }),
    ],
  });
}

/** A text on the left and one on the right. */
export const sides = (left: string, right: string): Table =>
  unframed({ text: left, share: 60, align: 'left' }, { text: right, share: 40, align: 'right' });

/** Position, a place to sign, and the name. */
export const signature = (position: string, name: string): Table =>
  unframed(
    { text: position, share: 45, align: 'left' },
    { text: '________________', share: 27, align: 'centre' },
    { text: name, share: 28, align: 'left' },
  );

type Block = Paragraph | Table;

/** A paper of portrait pages, and of landscape pages for what is wide. */
export async function paperOf(title: string, portrait: Block[], landscape: Block[] = []): Promise<Buffer> {
  const section = (children: Block[], orientation: 'portrait' | 'landscape'): ISectionOptions => ({
    properties: {
      page: {
        margin: MARGINS,
        size: {
          ...A4,
          orientation: orientation === 'portrait' ? PageOrientation.PORTRAIT : PageOrientation.LANDSCAPE,
        },
      },
    },
    children,
  });
  const sections = [section(portrait, 'portrait')];
  if (landscape.length > 0) sections.push(section(landscape, 'landscape'));
  const document = new Document({
    title,
    creator: 'Nastavnik',
    styles: { default: { document: { run: { font: FONT, size: SIZE, language: { value: 'ru-RU' } } } } },
    sections,
  });
  return Packer.toBuffer(document);
}
