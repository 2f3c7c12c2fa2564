import type { Instrument } from '@app/contracts';
import type { Catalogue } from './catalogue.js';

/** What needs a consent to psychological testing: codes of instruments, indicators, and single questions. */
export interface Psychological {
  /** All of whose scales are psychological, in whatever version. */
  instruments: string[];
  indicators: string[];
  /** Questions of psychological scales in other instruments, by instrument. */
  items: Record<string, string[]>;
}

/** Lists the psychological part of the catalogue: an instrument of which one version is psychological counts whole. */
export function psychologicalPart(catalogue: Catalogue): Psychological {
  const { indicators, instruments } = catalogue.data;
  const codes = new Set(indicators.filter((one) => one.psychological).map((one) => one.code));
  const scalesOf = (instrument: Instrument) =>
    instrument.scales.filter((scale) => codes.has(scale.indicator));
  const isWhole = (instrument: Instrument) =>
    instrument.scales.length > 0 && scalesOf(instrument).length === instrument.scales.length;
  const whole = new Set(instruments.filter(isWhole).map((one) => one.code));
  const items = new Map<string, Set<string>>();
  for (const instrument of instruments.filter((one) => !whole.has(one.code))) {
    const known = items.get(instrument.code) ?? new Set<string>();
    for (const code of scalesOf(instrument).flatMap((scale) => scale.items)) known.add(code);
    if (known.size > 0) items.set(instrument.code, known);
  }
  return {
    instruments: [...whole],
    indicators: [...codes],
    items: Object.fromEntries([...items].map(([code, known]) => [code, [...known]])),
  };
}
