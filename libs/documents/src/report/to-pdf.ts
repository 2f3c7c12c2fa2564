import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { CellValue } from '../workbook.js';
import { chartPictures } from './charts.js';
import type { ReportDocument, ReportSection, Show } from './report-document.js';

const FONTS = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts/Roboto');
const font = (name: string): string => join(FONTS, `Roboto-${name}.ttf`);

pdfmake.setFonts({
  Roboto: {
    normal: font('Regular'),
    bold: font('Medium'),
    italics: font('Italic'),
    bolditalics: font('MediumItalic'),
  },
});
// A report brings everything along: no address is called, no file but the fonts is read.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path: string) => path.startsWith(FONTS));

/** Below this there is no room for a heading, a table's head and a row; points from the top of the page. */
const FOOT = 460;

/**
 * A report as a PDF for print: A4 across, tables whose heads repeat, charts, page numbers. The same report gives the
 * same bytes.
 * @param madeAt the moment at which the report was frozen, ISO 8601
 */
export async function reportPdf(document: ReportDocument, madeAt: string): Promise<Buffer> {
  const at = new Date(madeAt);
  const definition: TDocumentDefinitions = {
    info: { title: document.title, subject: document.subtitle, creationDate: at, modDate: at },
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [40, 40, 40, 46],
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 17, bold: true },
      subtitle: { fontSize: 11, color: '#374151', margin: [0, 2, 0, 8] },
      section: { fontSize: 13, bold: true, margin: [0, 14, 0, 6] },
      head: { bold: true, fillColor: '#e7eef7' },
    },
    // A heading at the foot of a page goes over to the page of what it is about.
    pageBreakBefore: ({ headlineLevel, startPosition }) => headlineLevel === 1 && startPosition.top > FOOT,
    footer: (page, pages) => ({
      columns: [
        { text: document.subtitle, color: '#6b7280' },
        { text: `${page} из ${pages}`, alignment: 'right', color: '#6b7280' },
      ],
      margin: [40, 14, 40, 0],
      fontSize: 8,
    }),
    content: [
      { text: document.title, style: 'title' },
      { text: document.subtitle, style: 'subtitle' },
      factsTable(document),
      ...document.sections.map(sectionContent),
      { text: 'Как читать отчёт', style: 'section' },
      { ul: [...document.caveats] },
    ],
  };
  return pdfmake.createPdf(definition).getBuffer();
}

function factsTable({ facts }: ReportDocument): Content {
  return {
    layout: 'noBorders',
    table: {
      widths: [150, '*'],
      body: facts.map(([name, value]) => [{ text: name, color: '#6b7280' }, value]),
    },
  };
}

function sectionContent({ title, paragraphs = [], table, chart }: ReportSection): Content {
  const heading = { text: title, style: 'section' };
  const pictures = (chart ? chartPictures(chart) : []).map(({ svg, width }): Content => ({ svg, width }));
  const caption: Content = { text: chart?.title ?? '', bold: true, margin: [0, 10, 0, 4] };
  const [first, ...others] = pictures;
  // A picture stays with its heading.
  const drawn = (...before: Content[]): Content[] =>
    first ? [{ unbreakable: true, stack: [...before, caption, first] }, ...others] : [];
  if (!table && paragraphs.length === 0) return drawn(heading);
  return [
    { ...heading, headlineLevel: 1 },
    ...paragraphs.map((text): Content => ({ text, margin: [0, 0, 0, 4] })),
    ...(table ? [tableContent(table)] : []),
    ...drawn(),
  ];
}

function tableContent({ columns, rows }: NonNullable<ReportSection['table']>): Content {
  if (rows.length === 0) return { text: 'Нет данных.', italics: true };
  return {
    layout: 'lightHorizontalLines',
    fontSize: columns.length > 10 ? 7 : 8,
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ show, wide }) => (show === 'text' ? (wide ? '*' : 'auto') : 'auto')),
      body: [
        columns.map(({ header }): TableCell => ({ text: header, style: 'head' })),
        ...rows.map((row) => row.map((value, i): TableCell => cell(value, columns[i]?.show ?? 'text'))),
      ],
    },
  };
}

const cell = (value: CellValue, show: Show): TableCell => ({
  text: valueText(value, show),
  ...(show !== 'text' && typeof value === 'number' && { alignment: 'right' as const }),
});

const DECIMALS: Record<Show, number> = { text: 2, whole: 0, number: 2, share: 1, p: 4 };

/** A value as Russian text writes it: decimal comma, a true minus, a share in percent. */
export function valueText(value: CellValue, show: Show): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? 'да' : 'нет';
  if (value instanceof Date) return value.toISOString().slice(0, 10).split('-').reverse().join('.');
  if (typeof value === 'string') return value;
  if (show === 'p' && value < 0.0001) return '<\u00a00,0001';
  const scaled = show === 'share' ? 100 * value : value;
  const text = scaled.toFixed(DECIMALS[show]).replace('.', ',').replace('-', '−');
  return show === 'share' ? `${text}\u00a0%` : text;
}
