import type { Catalogue } from '@app/catalogue';
import { measureOfRegister, measureOfScale, type Measure } from '@app/monitoring';

/**
 * Every measure that may occur, in the catalogue's order: an indicator first as a value from the register, then by
 * each scale that feeds it. Counts of a whole organisation are not among them: nobody changes there.
 */
export function measuresOf(catalogue: Catalogue): Measure[] {
  return catalogue.data.indicators
    .filter((indicator) => indicator.level === 'person')
    .flatMap((indicator) => [
      // A band belongs to an instrument's scale: such an indicator has no values of its own.
      ...(indicator.direction === 'band' ? [] : [measureOfRegister(indicator)]),
      ...catalogue.data.instruments.flatMap((instrument) =>
        instrument.scales
          .filter((scale) => scale.indicator === indicator.code)
          .map((scale) => measureOfScale(instrument, scale, indicator)),
      ),
    ]);
}

/** The key by which measurements find their measure. */
export function measureKey(of: {
  indicator: string;
  instrument: string | null;
  version: string | null;
}): string {
  return JSON.stringify([of.indicator, of.instrument, of.version]);
}
