/**
 * The row kernel: the points of one mentee with every mentor, 16 mentors at a time, in whole numbers. All arithmetic
 * is on float32 lanes that hold whole numbers below 2^24, where sums and products are exact and a correctly rounded
 * quotient has the right floor (the caller has checked the bounds). A row is laid out as `src/scoring/row-layout.ts`
 * says; `src/scoring/plain-kernel.ts` is the same in TypeScript.
 */
import { profileEven, profileUneven } from './_profile';
import { EVEN, FEATURES, word } from './_row';
import { scoreEven } from './_score-even';
import { scoreUneven } from './_score-uneven';

export { collect, countAbove, kthPoints, priceRow, ties } from './_selection';

/**
 * Writes the points of all mentors of the row (a multiple of 16) as int16, −1 for those who are not alive. Groups of 16
 * of whom nobody is alive cost next to nothing.
 */
export function scoreRow(row: usize): void {
  if (word(row, EVEN) != 0) {
    if (word(row, FEATURES) > 0) profileEven(row);
    scoreEven(row);
  } else {
    if (word(row, FEATURES) > 0) profileUneven(row);
    scoreUneven(row);
  }
}
