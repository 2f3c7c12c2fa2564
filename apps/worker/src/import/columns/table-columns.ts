import type { ImportKind } from '@app/contracts';
import { readAnswers } from './answers.js';
import { foundColumns } from './headers.js';
import type { FoundColumn } from './headers.js';
import { consentWriter, nameSigners, purposeOf, writerOf } from './writers.js';
import type { Draft, Write } from './writers.js';

/** How the rows of one table are read: settled once by its headers, then quick for each row. */
export class TableColumns {
  private readonly found: readonly FoundColumn[];
  private readonly writers: readonly Write[];
  private readonly finish: (draft: Draft) => void;

  /** @throws FileError for headers that mean nothing, or the same, or lack a required field */
  constructor(
    kind: ImportKind,
    readonly headers: readonly string[],
  ) {
    this.found = foundColumns(kind, headers);
    this.writers = writersOf(this.found);
    this.finish = FINISH[kind] ?? (() => undefined);
  }

  /** The plain object that a row means; what cannot be read stays text, for the checks to refuse. */
  read(cells: readonly string[]): Draft {
    const draft: Draft = {};
    for (const write of this.writers) write(cells, draft);
    this.finish(draft);
    return draft;
  }

  /** Headers with the fields that they were taken for, in the order of the table. */
  get understood(): { header: string; field: string }[] {
    return this.found.map(({ header, field }) => ({ header, field }));
  }

  /** Where the field of an error stands, such as `competences[0].topic`; undefined when no column says it. */
  columnOf(field: string): number | undefined {
    const whole = field.replace(/\[\d+\].*$/, '');
    const exact = this.found.find((column) => column.field === field || column.field === whole);
    const near = exact ?? this.found.find((column) => column.field.startsWith(`${whole}.`));
    if (near) return near.at;
    return whole === 'profile.classLabel' ? this.columnOf('grade') : undefined;
  }
}

/** What can be told only when all of a row is known. */
const FINISH: Partial<Record<ImportKind, (draft: Draft) => void>> = {
  bank: nameSigners,
  responses: readAnswers,
};

function writersOf(found: readonly FoundColumn[]): Write[] {
  const consents = new Map<string, FoundColumn[]>();
  const writers: Write[] = [];
  for (const column of found) {
    const purpose = purposeOf(column.field);
    if (purpose === undefined) writers.push(writerOf(column));
    else consents.set(purpose, [...(consents.get(purpose) ?? []), column]);
  }
  return [...writers, ...[...consents].map(([purpose, columns]) => consentWriter(purpose, columns))];
}
