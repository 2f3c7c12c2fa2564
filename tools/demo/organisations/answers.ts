import type { Instrument, Item } from '@app/contracts';
import { latent, type Subject } from './latent.js';
import { clamp, random, type Random } from './random.js';
import type { Wave } from './types.js';

const ITEM_NOISE = 0.07;
const ITEM_MISSING = 0.015;
const OPEN_ANSWERED = 0.5;
/** Questions outside every scale are answered in the mood of the whole. */
const MOOD = 'satisfaction';

const OPEN_TEXTS = [
  'Было интересно, хотелось бы встречаться чаще.',
  'Помогли разборы трудных заданий.',
  'Не хватало времени на встречи.',
  'Понравилось, что можно спросить обо всём.',
  'Хочется больше совместных мероприятий.',
  'Стало спокойнее, понятно, к кому обратиться.',
];

/** Items that are asked at this wave. */
function asked(instrument: Instrument, wave: Wave): Item[] {
  return instrument.items.filter((item) => (item.waves ?? instrument.waves).includes(wave));
}

/** What an item measures and which way it is worded. */
function keyOf(instrument: Instrument, item: Item): { indicator: string; isReversed: boolean } {
  const scale = instrument.scales.find((one) => one.items.includes(item.code));
  if (scale === undefined) return { indicator: MOOD, isReversed: false };
  return { indicator: scale.indicator, isReversed: scale.reversed?.includes(item.code) ?? false };
}

/** The answer to one item of somebody who stands at `level` (0…1) of it; undefined: left blank. */
function answerTo(item: Item, level: number, chance: Random): unknown {
  switch (item.kind) {
    case 'rating':
      return item.min + Math.round(level * (item.max - item.min));
    case 'number': {
      const min = item.min ?? 0;
      return min + Math.round(level * ((item.max ?? 100) - min));
    }
    case 'choice': {
      const options = [...item.options].sort((a, b) => a.weight - b.weight);
      const at = Math.min(options.length - 1, Math.floor(level * options.length));
      return options[at]?.value;
    }
    case 'yes-no':
      return chance.chance(level);
    case 'open':
      return chance.chance(OPEN_ANSWERED) ? chance.pick(OPEN_TEXTS) : undefined;
  }
}

/**
 * One filled-in sheet: every item that is asked at the wave, near the person's level of what it measures,
 * a few left blank. The same subject, instrument and wave always give the same sheet.
 */
export function fillIn(instrument: Instrument, subject: Subject, wave: Wave): Record<string, unknown> {
  const chance = random(`${subject.name}/${instrument.code}/${wave}`);
  const answers: Record<string, unknown> = {};
  for (const item of asked(instrument, wave)) {
    const { indicator, isReversed } = keyOf(instrument, item);
    const level = clamp(latent(subject, indicator, wave) + ITEM_NOISE * chance.normal(), 0, 1);
    const answer = answerTo(item, isReversed ? 1 - level : level, chance);
    const isBlank = chance.chance(ITEM_MISSING) && item.required !== true;
    if (answer !== undefined && !isBlank) answers[item.code] = answer;
  }
  return answers;
}
