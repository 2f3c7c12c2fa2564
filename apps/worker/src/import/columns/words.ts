import { wordKey } from '@app/catalogue';
import type { ColumnValue } from '@app/contracts';

/** So many different spellings of a column are remembered; a table has few, a hostile one as many as it likes. */
const REMEMBERED = 1_000;

/** The codes of a column by every word for them. A word that means two codes means none: then the code is needed. */
export class Words {
  private readonly codes = new Map<string, string | undefined>();
  private readonly spellings = new Map<string, string | undefined>();

  constructor(values: readonly ColumnValue[]) {
    for (const { code, title, synonyms = [] } of values) {
      for (const word of [title, ...synonyms]) this.add(wordKey(word), code);
    }
    for (const { code } of values) this.codes.set(wordKey(code), code);
  }

  /** The code that a cell means; undefined when it means none. */
  code(cell: string): string | undefined {
    const known = this.spellings.get(cell);
    if (known !== undefined || this.spellings.has(cell)) return known;
    const code = this.codes.get(wordKey(cell));
    if (this.spellings.size < REMEMBERED) this.spellings.set(cell, code);
    return code;
  }

  /** Codes of the parts of a list. Commas separate only where they are no part of a word. */
  codesOf(parts: readonly string[]): string[] {
    return parts.flatMap((part) => {
      const whole = this.code(part);
      if (whole !== undefined) return [whole];
      const pieces = part.split(',').map((piece) => this.code(piece.trim()));
      return pieces.every((code) => code !== undefined) ? pieces : [part];
    });
  }

  private add(key: string, code: string): void {
    const other = this.codes.get(key);
    this.codes.set(key, this.codes.has(key) && other !== code ? undefined : code);
  }
}
