/** How the values of cells are written inside a workbook (ECMA-376, part 1, §18.3.1.4 and §18.8). */

const DAY_MS = 86_400_000;
/** Day 0 of a workbook, and of one from an old Macintosh. */
const EPOCH = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** Excel believes that 1900 was a leap year: its days before 1 March 1900 are one too many. */
const FIRST_RIGHT_DAY = 61;

/** A serial number of a day as ISO; the time stays, if there is one. A number that is no day stays a number. */
export function dayOfSerial(serial: number, from1904: boolean): string {
  const shifted = !from1904 && serial < FIRST_RIGHT_DAY ? serial + 1 : serial;
  const date = new Date((from1904 ? EPOCH_1904 : EPOCH) + Math.round(shifted * DAY_MS));
  if (serial < 0 || Number.isNaN(date.getTime())) return String(serial);
  const [day = '', time = ''] = date.toISOString().split('T');
  return time.startsWith('00:00:00') ? day : `${day}T${time.slice(0, 8)}`;
}

/** Formats of Excel's own that show days (§18.8.30), Russian, Chinese and Thai ones among them. */
const isBuiltInDay = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether numbers of this format are shown as days: quoted text, colours, conditions and escapes do not count. */
export function isDayFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDay(id);
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '');
  return /[dmyhs]/i.test(bare) && !/^general$/i.test(bare);
}

/** A number as it would be typed: `4.6` for `4.5999999999999996`, `0.01` for `1E-2`. */
export function numberText(raw: string): string {
  const number = Number(raw);
  return raw !== '' && Number.isFinite(number) ? String(Number(number.toPrecision(15))) : raw;
}

/** `_x000D_` stands for a character that XML cannot write. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** `C` of `C17` is 2; nothing when it names no column. */
export function columnOf(reference: string): number | undefined {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return at === 0 || at > 3 ? undefined : column - 1;
}
