import type { Random } from '../../random.js';

/**
 * Made-up mentors and mentees of the "product" families: topics, languages, hours, schools, personality and interests
 * in clusters, as pupils and teachers come. Held as columns, since 25 million pairs are scored from them.
 */
export interface People {
  count: number;
  /** 96 topics as three words a person. */
  topics: Uint32Array;
  topicCount: Int32Array;
  languages: Uint8Array;
  /** 21 slots of the week as bits. */
  hours: Uint32Array;
  unit: Int32Array;
  /** Five traits in 0…1 a person. */
  traits: Float64Array;
  /** Unit vectors of eight. */
  features: Float64Array;
  /** A mentor's quality 0.85…1; 1 for mentees. */
  quality: Float64Array;
}

export const TOPICS = 96;
const TRAITS = 5;
const FEATURES = 8;
const UNITS = 40;
const SLOTS = 21;

export interface Archetype {
  traits: number[];
  features: number[];
}

export function archetypes(random: Random, count = 6): Archetype[] {
  return Array.from({ length: count }, () => ({
    traits: Array.from({ length: TRAITS }, () => random.unit()),
    features: Array.from({ length: FEATURES }, () => random.normal()),
  }));
}

/** Cumulative popularity of topics, Zipf-like: 1 / (k + 3)^0.8. */
const popularity = (() => {
  const weights = Array.from({ length: TOPICS }, (_, k) => 1 / (k + 3) ** 0.8);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight) => (sum += weight / total));
})();

function drawTopic(random: Random): number {
  const at = random.unit();
  const found = popularity.findIndex((upTo) => at < upTo);
  return found < 0 ? TOPICS - 1 : found;
}

function drawTopics(random: Random, people: People, person: number, count: number): void {
  people.topicCount[person] = count;
  for (let drawn = 0; drawn < count;) {
    const topic = drawTopic(random);
    const word = person * 3 + (topic >> 5);
    const bit = 1 << (topic & 31);
    if (people.topics[word]! & bit) continue;
    people.topics[word]! |= bit;
    drawn++;
  }
}

function drawPerson(random: Random, people: People, person: number, kinds: readonly Archetype[]): void {
  const main = random.unit() < 0.8 ? 0 : 1 + random.below(4);
  people.languages[person] = 1 << main;
  if (random.unit() < 0.5) people.languages[person] |= 1 << random.below(5);
  for (let slot = 0; slot < SLOTS; slot++) if (random.unit() < 0.4) people.hours[person]! |= 1 << slot;
  people.unit[person] = random.below(UNITS);
  const kind = kinds[random.below(kinds.length)]!;
  for (let t = 0; t < TRAITS; t++) {
    const trait = kind.traits[t]! + 0.15 * random.normal();
    people.traits[person * TRAITS + t] = Math.min(1, Math.max(0, trait));
  }
  let length = 0;
  for (let f = 0; f < FEATURES; f++) {
    const feature = kind.features[f]! + 0.7 * random.normal();
    people.features[person * FEATURES + f] = feature;
    length += feature * feature;
  }
  length = Math.sqrt(length) || 1;
  for (let f = 0; f < FEATURES; f++) people.features[person * FEATURES + f]! /= length;
}

function nobody(count: number): People {
  return {
    count,
    topics: new Uint32Array(3 * count),
    topicCount: new Int32Array(count),
    languages: new Uint8Array(count),
    hours: new Uint32Array(count),
    unit: new Int32Array(count),
    traits: new Float64Array(TRAITS * count),
    features: new Float64Array(FEATURES * count),
    quality: new Float64Array(count).fill(1),
  };
}

/** Mentees ask for two to five topics. */
export function drawMentees(random: Random, count: number, kinds: readonly Archetype[]): People {
  const people = nobody(count);
  for (let i = 0; i < count; i++) {
    drawTopics(random, people, i, 2 + random.below(4));
    drawPerson(random, people, i, kinds);
  }
  return people;
}

/** Mentors know ten to twenty-one topics. */
export function drawMentors(random: Random, count: number, kinds: readonly Archetype[]): People {
  const people = nobody(count);
  for (let j = 0; j < count; j++) {
    drawTopics(random, people, j, 10 + random.below(12));
    drawPerson(random, people, j, kinds);
    people.quality[j] = 0.85 + 0.15 * random.unit();
  }
  return people;
}

function bits(word: number): number {
  let left = word - ((word >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Points 0…10,000 of a pair, −1 where it may not be: a language and an hour in common, different schools, at least
 * one topic covered. A bit more than half of all pairs may not be.
 */
export function pairPoints(mentees: People, i: number, mentors: People, j: number): number {
  if ((mentees.languages[i]! & mentors.languages[j]!) === 0) return -1;
  if ((mentees.hours[i]! & mentors.hours[j]!) === 0) return -1;
  if (mentees.unit[i] === mentors.unit[j]) return -1;
  const a = 3 * i;
  const b = 3 * j;
  const covered =
    bits(mentees.topics[a]! & mentors.topics[b]!) +
    bits(mentees.topics[a + 1]! & mentors.topics[b + 1]!) +
    bits(mentees.topics[a + 2]! & mentors.topics[b + 2]!);
  if (covered === 0) return -1;
  let apart = 0;
  for (let t = 0; t < TRAITS; t++) {
    const gap = mentees.traits[i * TRAITS + t]! - mentors.traits[j * TRAITS + t]!;
    apart += gap * gap;
  }
  let cosine = 0;
  for (let f = 0; f < FEATURES; f++) {
    cosine += mentees.features[i * FEATURES + f]! * mentors.features[j * FEATURES + f]!;
  }
  const fit =
    (0.5 * covered) / mentees.topicCount[i]! + 0.3 * (1 - Math.sqrt(apart / TRAITS)) + 0.1 * (1 + cosine);
  return Math.round(10_000 * Math.min(1, Math.max(0, fit * mentors.quality[j]!)));
}
