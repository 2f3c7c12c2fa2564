/** 2 is `C`, 26 is `AA`: the letters of a column, counted from 0. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** Without a name of its own a bold text would be in another type. */
export const FONT = { name: 'Calibri', size: 11 } as const;

/** On paper: across, and as wide as a page. */
export const ACROSS = { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const;

const LINE_HEIGHT = 15;

/** Height of a row whose text wraps at about so many characters; Excel does not find it out for merged cells. */
export const wrapped = (text: string, characters: number): number =>
  LINE_HEIGHT * Math.max(1, Math.ceil(text.length / characters)) + 1;
