import { BANKS, IMPORT_KINDS } from '@app/contracts';
import type { Bank, ImportKind } from '@app/contracts';

/** Sheet of a template that nobody sees: what the template is for, and the words of its drop-down lists. */
export const LISTS_SHEET = '_nastavnik';

const NAME = 'nastavnik-template';
const VERSION = '1';

/** What a template is for; a filled-in template is recognised by it. */
export interface TemplateMarker {
  kind: ImportKind;
  bank: Bank | null;
  /** Form of mentoring whose codes the lists offer; all forms' when absent. */
  form: string | null;
  /** Title of the sheet that is filled in. */
  sheet: string;
}

/** The marker as the first row of the hidden sheet. */
export function markerCells({ kind, bank, form, sheet }: TemplateMarker): string[] {
  return [NAME, VERSION, kind, bank ?? '', form ?? '', sheet];
}

/** The marker that a row holds; nothing when the file is no template of ours. */
export function markerOf(cells: readonly string[]): TemplateMarker | undefined {
  const [name, , kindCell, bankCell, form = '', sheet = ''] = cells;
  const kind = IMPORT_KINDS.find((candidate) => candidate === kindCell);
  if (name !== NAME || kind === undefined) return undefined;
  const bank = BANKS.find((candidate) => candidate === bankCell) ?? null;
  return { kind, bank, form: form === '' ? null : form, sheet };
}
