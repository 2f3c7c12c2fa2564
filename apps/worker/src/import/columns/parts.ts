import { dayCell, numberCell } from './cells.js';
import type { Words } from './words.js';

/** `subject.mathematics:5`, «Алгебра: 5», «Алгебра – 5», «Алгебра (5)»; without a number the field is left out. */
export function topicPart(
  part: string,
  number: 'level' | 'importance',
  topics: Words,
): Record<string, unknown> {
  const whole = topics.code(part);
  if (whole !== undefined) return { topic: whole };
  const [word, after] = splitNumber(part);
  const topic = topics.code(word) ?? word;
  return after === undefined ? { topic } : { topic, [number]: numberCell(after) };
}

function splitNumber(part: string): [word: string, number?: string] {
  const colon = part.lastIndexOf(':');
  if (colon >= 0) return [part.slice(0, colon).trim(), part.slice(colon + 1).trim()];
  const at = part.endsWith(')')
    ? part.lastIndexOf('(')
    : Math.max(...[' - ', ' – ', ' — '].map((dash) => part.lastIndexOf(dash)));
  const after = at < 0 ? '' : part.slice(at).replace(/[^\d,.]/g, '');
  return /^\d+([.,]\d+)?$/.test(after) ? [part.slice(0, at).trim(), after] : [part];
}

/** What follows the purpose of a consent, `givenOn:by:document:validUntil:withdrawnOn`. */
const DAY = /^(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.(\d{4}|\d{2}))$/;

/**
 * `purpose:givenOn:by:document:validUntil:withdrawnOn`, of which what follows the day may be absent. The number of a
 * paper may have colons of its own; the last two parts are the last two days only if they are days or empty.
 */
export function consentPart(
  part: string,
  words: { purposes: Words; signers: Words },
): Record<string, unknown> {
  const [purpose = '', givenOn = '', by = '', ...rest] = part.split(':').map((text) => text.trim());
  const days =
    rest.length >= 3 && rest.slice(-2).every((text) => text === '' || DAY.test(text)) ? rest.splice(-2) : [];
  const [validUntil = '', withdrawnOn = ''] = days;
  const document = rest.join(':');
  return {
    purpose: words.purposes.code(purpose) ?? purpose,
    givenOn: dayCell(givenOn),
    ...(by !== '' && { by: words.signers.code(by) ?? by }),
    ...(document !== '' && { document }),
    ...(validUntil !== '' && { validUntil: dayCell(validUntil) }),
    ...(withdrawnOn !== '' && { withdrawnOn: dayCell(withdrawnOn) }),
  };
}

/** `title:year`, or `kind:title:year` where no column says the kind; the title may have colons of its own. */
export function evidencePart(part: string, kind: string | undefined, kinds: Words): Record<string, unknown> {
  const texts = part.split(':').map((text) => text.trim());
  const year = texts.length > 1 && /^\d{4}$/.test(texts.at(-1) ?? '') ? Number(texts.pop()) : undefined;
  const said = kind ?? texts.shift() ?? '';
  return {
    kind: kind ?? kinds.code(said) ?? said,
    title: texts.join(': '),
    ...(year !== undefined && { year }),
  };
}
