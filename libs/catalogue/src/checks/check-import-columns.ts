import { CONSENT_PURPOSES, IMPORT_KINDS, type ImportColumn } from '@app/contracts';
import { headerKey } from '../import-columns.js';
import type { CheckReport, EntryReport } from './report.js';

/** Types whose cells hold codes, so that there must be a list of them. */
const OF_CODES: readonly ImportColumn['type'][] = ['code', 'codes', 'topics'];

/** A header must mean one field only, and a column of codes must say which. */
export function checkImportColumns(all: CheckReport): void {
  const { importColumns } = all.data;
  const report = all.of(importColumns);
  const { rosterRoles } = importColumns;
  report.unique(
    'rosterRoles',
    rosterRoles.map(({ role }) => role),
  );
  report.references(
    'rosterRoles',
    'personKinds',
    rosterRoles.map(({ personKind }) => personKind),
  );
  for (const kind of IMPORT_KINDS) {
    const columns = importColumns.kinds[kind];
    const headers = new Set(importColumns.ignored.map(headerKey));
    columns.forEach((column, at) => {
      const path = `kinds.${kind}[${at}]`;
      for (const header of new Set(headersOf(column).map(headerKey))) {
        if (headers.has(header)) report.add(path, 'duplicate', `header "${header}" stands twice`);
        headers.add(header);
      }
      checkColumn(report, path, column);
    });
  }
}

const headersOf = (column: ImportColumn): string[] => [
  column.field,
  column.header,
  ...(column.synonyms ?? []),
];

function checkColumn(report: EntryReport, path: string, column: ImportColumn): void {
  const { type, field, codes, values, number } = column;
  const family = field.endsWith('.*');
  if (codes && values) report.add(path, 'bad-value', 'has both codes and values');
  if (!codes && !values && OF_CODES.includes(type)) report.add(path, 'bad-value', 'names no list of codes');
  if ((type === 'topics') !== (number !== undefined))
    report.add(`${path}.number`, 'bad-value', 'belongs to topics, and topics need it');
  for (const header of headersOf(column)) {
    if (header.endsWith('*') !== family)
      report.add(path, 'bad-value', `"${header}" must end in * as its field does`);
  }
  const [list, purpose] = field.split('.');
  if (list === 'consents' && purpose !== undefined && !CONSENT_PURPOSES.some((known) => known === purpose))
    report.add(`${path}.field`, 'unknown-reference', `unknown purpose "${purpose}"`);
}
