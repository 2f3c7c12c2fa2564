import type { CellValue, Column, TableSheet } from '@app/documents';

/** A column of a sheet and what a record shows in it. */
export interface FieldColumn<T> extends Column {
  value(record: T): CellValue;
}

export const DAY = 'dd.mm.yyyy';

/** A sheet with a row for each record. */
export const sheetOf = <T>(
  name: string,
  columns: readonly FieldColumn<T>[],
  records: readonly T[],
): TableSheet => ({
  name,
  columns: columns.map(({ header, width, format }) => ({
    header,
    ...(width !== undefined && { width }),
    ...(format !== undefined && { format }),
  })),
  rows: records.map((record) => columns.map((column) => column.value(record))),
});
