import type { Indicator, Instrument, Item, Scale } from '@app/contracts';
import type { CheckReport, EntryReport } from './report.js';

/** Checks an instrument: items, twins, scales and the indicators they feed, golden sheets. */
export function checkInstrument(instrument: Instrument, all: CheckReport): void {
  const report = all.of(instrument);
  report.references('forms', 'forms', instrument.forms ?? []);
  if (instrument.grades && instrument.grades[0] > instrument.grades[1]) {
    report.add('grades', 'bad-value', 'begins above its end');
  }
  report.unique(
    'items',
    instrument.items.map((item) => item.code),
  );
  report.unique(
    'scales',
    instrument.scales.map((scale) => scale.code),
  );
  const items = new Map(instrument.items.map((item) => [item.code, item]));
  instrument.items.forEach((item, index) => checkItem(item, `items[${index}]`, instrument, items, report));
  const indicators = new Map(all.data.indicators.map((indicator) => [indicator.code, indicator]));
  instrument.scales.forEach((scale, index) =>
    checkScale(scale, `scales[${index}]`, items, indicators, report),
  );
  checkGolden(instrument, items, report);
}

/** Waves at which an item is asked. */
export function wavesOf(item: Item, instrument: Pick<Instrument, 'waves'>): readonly string[] {
  return item.waves ?? instrument.waves;
}

function checkItem(
  item: Item,
  path: string,
  instrument: Instrument,
  items: ReadonlyMap<string, Item>,
  report: EntryReport,
): void {
  for (const wave of item.waves ?? []) {
    if (!instrument.waves.includes(wave)) {
      report.add(`${path}.waves`, 'bad-value', `the instrument is not used at "${wave}"`);
    }
  }
  if (item.kind === 'rating' || item.kind === 'number') {
    if (item.min !== undefined && item.max !== undefined && item.min >= item.max) {
      report.add(path, 'bad-value', 'min must be below max');
    }
  }
  if (item.kind === 'choice') {
    report.unique(
      `${path}.options`,
      item.options.map((option) => JSON.stringify(option.value)),
    );
  }
  if (item.twin !== undefined) checkTwin(item, item.twin, path, instrument, items, report);
}

/** A gap is exit − entry, so twins are asked at different waves and answered on the same scale. */
function checkTwin(
  item: Item,
  code: string,
  path: string,
  instrument: Instrument,
  items: ReadonlyMap<string, Item>,
  report: EntryReport,
): void {
  const twin = items.get(code);
  if (!twin) {
    report.add(`${path}.twin`, 'unknown-reference', `there is no item "${code}"`);
    return;
  }
  if (!wavesOf(twin, instrument).includes('entry') || !wavesOf(item, instrument).includes('exit')) {
    report.add(`${path}.twin`, 'bad-value', 'an exit question mirrors an entry question');
  }
  const sameRange =
    item.kind === 'rating' && twin.kind === 'rating' && item.min === twin.min && item.max === twin.max;
  if (!sameRange) report.add(`${path}.twin`, 'bad-value', `"${code}" is not a rating of the same range`);
}

function checkScale(
  scale: Scale,
  path: string,
  items: ReadonlyMap<string, Item>,
  indicators: ReadonlyMap<string, Indicator>,
  report: EntryReport,
): void {
  for (const code of scale.items) {
    const item = items.get(code);
    if (!item) report.add(`${path}.items`, 'unknown-reference', `there is no item "${code}"`);
    else if (item.kind === 'open') report.add(`${path}.items`, 'bad-value', `"${code}" is an open question`);
  }
  for (const code of scale.reversed ?? []) {
    if (!scale.items.includes(code)) {
      report.add(`${path}.reversed`, 'unknown-reference', `"${code}" is not in the scale`);
    }
  }
  checkIndicator(scale, path, indicators, report);
  if (scale.min >= scale.max) report.add(path, 'bad-value', 'min must be below max');
  if (scale.direction === 'band' && !scale.band) report.add(`${path}.band`, 'bad-value', 'a band is needed');
  for (const band of scale.band ?? []) {
    if (band.from > band.to) report.add(`${path}.band`, 'bad-value', 'begins above its end');
  }
  checkLevels(scale, path, report);
}

function checkIndicator(
  scale: Scale,
  path: string,
  indicators: ReadonlyMap<string, Indicator>,
  report: EntryReport,
): void {
  const indicator = indicators.get(scale.indicator);
  if (!indicator) {
    report.add(`${path}.indicator`, 'unknown-reference', `unknown indicator "${scale.indicator}"`);
    return;
  }
  if (indicator.level !== 'person') {
    report.add(`${path}.indicator`, 'bad-value', `"${indicator.code}" is a count of an organisation`);
  }
  if (scale.min < indicator.min || scale.max > indicator.max) {
    report.add(path, 'bad-value', `${scale.min}…${scale.max} is outside ${indicator.min}…${indicator.max}`);
  }
}

function checkLevels(scale: Scale, path: string, report: EntryReport): void {
  const levels = scale.bands ?? [];
  levels.forEach((level, index) => {
    const before = levels[index - 1];
    if (before && level.upTo <= before.upTo) report.add(`${path}.bands`, 'bad-value', 'levels must ascend');
  });
  const last = levels.at(-1);
  if (last && last.upTo < scale.max) report.add(`${path}.bands`, 'bad-value', 'levels end below the scale');
}

/** Structure only; that the scores come out right is checked by the library that computes them. */
function checkGolden(instrument: Instrument, items: ReadonlyMap<string, Item>, report: EntryReport): void {
  const scales = instrument.scales.map((scale) => scale.code);
  if (scales.length > 0 && instrument.golden.length === 0) {
    report.add('golden', 'bad-value', 'scales need at least one golden sheet');
  }
  instrument.golden.forEach((sheet, index) => {
    for (const code of Object.keys(sheet.answers)) {
      if (!items.has(code)) {
        report.add(`golden[${index}].answers`, 'unknown-reference', `there is no item "${code}"`);
      }
    }
    for (const code of Object.keys(sheet.scales)) {
      if (!scales.includes(code)) {
        report.add(`golden[${index}].scales`, 'unknown-reference', `there is no scale "${code}"`);
      }
    }
    for (const code of scales) {
      if (!Object.hasOwn(sheet.scales, code)) {
        report.add(`golden[${index}].scales`, 'bad-value', `the score of "${code}" is missing`);
      }
    }
  });
}
