import type { CellValue } from '../workbook.js';
import type { Chart } from './charts.js';

/** How a column's numbers are shown: `share` is a fraction shown in percent. */
export type Show = 'text' | 'whole' | 'number' | 'share' | 'p';

export interface ReportColumn {
  header: string;
  show: Show;
  /** Relative width on a page; 1 by default. */
  wide?: number;
}

/** One part of a report: what is said, a table, a picture. */
export interface ReportSection {
  title: string;
  paragraphs?: readonly string[];
  table?: { columns: readonly ReportColumn[]; rows: readonly (readonly CellValue[])[] };
  chart?: Chart | null;
}

/** A report as people read it, whatever the format: a spreadsheet and a PDF say the same. */
export interface ReportDocument {
  title: string;
  subtitle: string;
  /** What identifies the report: cut-off, number, digest. */
  facts: readonly (readonly [string, string])[];
  sections: readonly ReportSection[];
  caveats: readonly string[];
}

/** What disclosure control hides is marked, never blank or zero. */
export const SUPPRESSED = 'н/д (малая группа)';

/** `dd.mm.yyyy` of a calendar day. */
export const dayText = (day: string): string => day.slice(0, 10).split('-').reverse().join('.');
