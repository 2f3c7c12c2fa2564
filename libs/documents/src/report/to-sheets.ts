import type { Column, TableSheet } from '../workbook.js';
import type { ReportDocument, ReportSection, Show } from './report-document.js';

const FORMATS: Record<Show, string | undefined> = {
  text: undefined,
  whole: '0',
  number: '0.00',
  share: '0.0%',
  p: '0.0000',
};
/** Excel allows no more. */
const LONGEST_NAME = 31;

/** A report as sheets of a workbook: what it is, then a sheet per section with a table. */
export function reportSheets(document: ReportDocument): TableSheet[] {
  const about: TableSheet = {
    name: 'Отчёт',
    columns: [
      { header: document.title, width: 40 },
      { header: '', width: 90 },
    ],
    rows: [
      [document.subtitle, null],
      ...document.facts,
      ...document.sections.flatMap(({ title, paragraphs = [] }) =>
        paragraphs.map((text): [string, string] => [title, text]),
      ),
      ...document.caveats.map((text): [string, string] => ['Оговорка', text]),
    ],
  };
  return [about, ...document.sections.flatMap((section) => tableSheet(section))];
}

function tableSheet({ title, table }: ReportSection): TableSheet[] {
  if (!table) return [];
  return [
    {
      name: title.replace(/[[\]:*?/\\]/g, ' ').slice(0, LONGEST_NAME),
      columns: table.columns.map(({ header, show, wide }): Column => {
        const format = FORMATS[show];
        return {
          header,
          ...(format !== undefined && { format }),
          ...(wide !== undefined && { width: 14 * wide }),
        };
      }),
      rows: table.rows,
    },
  ];
}
