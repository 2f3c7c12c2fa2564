import type { FieldError } from '@app/contracts';
import type { ReadRow } from './read/index.js';

/** The table that rows come from: its sheet, and which column says which field. */
export type TablePlace = Pick<ReadRow, 'sheet' | 'headers' | 'columns'>;

/** So much of a wrong cell is told. */
const MAX_VALUE = 100;

/** The place of a row; nothing where the file is no table. */
export const tableOf = ({ sheet, headers, columns }: ReadRow): TablePlace | undefined =>
  headers && { sheet, headers, columns };

/** An error of a row with its row, line, sheet, column, and what the cell says. */
export function placed(row: ReadRow, error: FieldError): FieldError {
  const at = columnOf(row, error.field);
  const value = at === undefined ? undefined : row.cells?.[at];
  return {
    row: row.row,
    ...(row.line !== undefined && { line: row.line }),
    ...inTable(row, error),
    ...(value !== undefined && value !== '' && { value: value.slice(0, MAX_VALUE) }),
  };
}

/** The same without the cell, for what is found when the row itself is no longer there. */
export function inTable(table: TablePlace, error: FieldError): FieldError {
  const at = columnOf(table, error.field);
  const column = at === undefined ? undefined : table.headers?.[at];
  return {
    ...error,
    ...(table.sheet !== undefined && { sheet: table.sheet }),
    ...(column !== undefined && { column }),
  };
}

/** A field of the record, or the header of a cell that cannot be read. */
function columnOf({ columns, headers }: TablePlace, field: string): number | undefined {
  const at = columns?.columnOf(field);
  if (at !== undefined) return at;
  const named = headers?.indexOf(field) ?? -1;
  return field !== '' && named >= 0 ? named : undefined;
}
