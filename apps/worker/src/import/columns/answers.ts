import { loadCatalogue } from '@app/catalogue';
import type { Item } from '@app/contracts';
import { booleanCell, numberCell } from './cells.js';
import type { Draft } from './writers.js';

/** Reads the answers of a sheet by the kinds of its instrument's items, which no header says. */
export function readAnswers(draft: Draft): void {
  const { instrument, version, answers } = draft;
  if (typeof instrument !== 'string' || typeof version !== 'string') return;
  const found = loadCatalogue().instrument(instrument, version);
  if (!found || typeof answers !== 'object' || answers === null) return;
  const sheet = answers as Draft;
  for (const item of found.items) {
    const cell = sheet[item.code];
    if (typeof cell === 'string') sheet[item.code] = answerOf(item, cell);
  }
}

function answerOf(item: Item, cell: string): unknown {
  switch (item.kind) {
    case 'rating':
    case 'number':
      return numberCell(cell);
    case 'yes-no':
      return booleanCell(cell);
    case 'choice':
      return choiceOf(item.options, cell);
    default:
      return cell;
  }
}

/** An option by its value or its text. */
function choiceOf(
  options: readonly { value: string | number; text: { ru: string } }[],
  cell: string,
): unknown {
  const text = cell.trim();
  const option =
    options.find(({ value }) => String(value) === text) ??
    options.find(({ text: { ru } }) => ru.toLowerCase() === text.toLowerCase());
  return option?.value ?? cell;
}
