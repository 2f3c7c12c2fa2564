/** A cell of a table for people: text, a number, or nothing. */
export type CsvCell = string | number | null | undefined;

export const BYTE_ORDER_MARK = '\uFEFF';
/** Beginnings that a spreadsheet takes for a formula, of full width too. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/**
 * A table as Excel in Russian opens it: UTF-8 with a byte order mark, `;` between cells, decimal commas, CRLF. Text
 * that would be taken for a formula gets an apostrophe before it (OWASP, "CSV Injection"); numbers are left alone.
 */
export function csvOf(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return BYTE_ORDER_MARK + [header, ...rows].map(csvLine).join('');
}

/** One row of such a table, with the end of its line. */
export const csvLine = (row: readonly CsvCell[]): string => `${row.map(cellText).join(';')}\r\n`;

function cellText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell).replace('.', ',');
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** At most so many decimals; a table for people has no use for sixteen. */
export function rounded(value: number | null | undefined, decimals = 3): number | null {
  if (value === null || value === undefined) return null;
  return Number(value.toFixed(decimals));
}
