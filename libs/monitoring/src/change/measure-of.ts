import type { Direction, Instrument, Scale, Text } from '../scoring/index.js';
import type { Measure } from './measure.js';

/** A catalogue's indicator, as far as a measure needs it. */
export interface Indicator {
  code: string;
  title: Text;
  direction: Direction;
  min: number;
  max: number;
  ordinal: boolean;
  psychological: boolean;
  change: { better: Text; worse: Text };
}

/** The measure that one scale of an instrument version gives: the scale's own direction, range and bands. */
export function measureOfScale(instrument: Instrument, scale: Scale, indicator: Indicator): Measure {
  const only =
    scale.items.length === 1 ? instrument.items.find((item) => item.code === scale.items[0]) : undefined;
  return {
    ...words(indicator),
    instrument: instrument.code,
    version: instrument.version,
    direction: scale.direction,
    kind: only?.kind === 'yes-no' ? 'yes-no' : 'score',
    ordinal: scale.ordinal,
    min: scale.min,
    max: scale.max,
    ...(scale.band && { band: scale.band }),
    ...(scale.reliability && { reliability: scale.reliability }),
  };
}

/**
 * The measure of values that come from a register or were scored elsewhere: marks, attendance, counts.
 *
 * @throws {RangeError} for a `band` indicator: a band belongs to an instrument's scale.
 */
export function measureOfRegister(
  indicator: Indicator,
  instrument: { id: string | null; version: string | null } = { id: null, version: null },
): Measure {
  if (indicator.direction === 'band')
    throw new RangeError(`Indicator ${indicator.code} needs a scale with a band`);
  return {
    ...words(indicator),
    instrument: instrument.id,
    version: instrument.version,
    direction: indicator.direction,
    kind: 'score',
    ordinal: indicator.ordinal,
    min: indicator.min,
    max: indicator.max,
  };
}

function words(indicator: Indicator): Pick<Measure, 'indicator' | 'title' | 'psychological' | 'change'> {
  return {
    indicator: indicator.code,
    title: indicator.title.ru,
    psychological: indicator.psychological,
    change: { better: indicator.change.better.ru, worse: indicator.change.worse.ru },
  };
}
