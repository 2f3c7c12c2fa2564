import { clamp, random } from './random.js';
import type { Role, Wave } from './types.js';

/** Where people stand on an indicator at entry and how far they move, both as shares of the scale's width. */
interface Tendency {
  entry: number;
  change: number;
}

const TENDENCIES: Record<string, Tendency> = {
  anxiety: { entry: 0.58, change: -0.05 },
  engagement: { entry: 0.5, change: 0.05 },
  activity: { entry: 0.46, change: 0.04 },
  'self-esteem': { entry: 0.56, change: 0.025 },
  motivation: { entry: 0.52, change: 0.035 },
  satisfaction: { entry: 0.74, change: 0.03 },
  'soft-skills': { entry: 0.55, change: 0.045 },
  'stem-interest': { entry: 0.6, change: 0.04 },
  'teacher.adaptation': { entry: 0.5, change: 0.09 },
  'teacher.confidence': { entry: 0.5, change: 0.06 },
  'teacher.well-being': { entry: 0.52, change: 0.03 },
  'teacher.stay': { entry: 0.66, change: 0.02 },
  conformity: { entry: 0.8, change: 0 },
};
const USUAL: Tendency = { entry: 0.56, change: 0.03 };

const BETWEEN_PEOPLE = 0.14;
const BETWEEN_CHANGES = 0.1;
const BETWEEN_ORGANISATIONS = 0.015;
/** Mentors stand higher and move less. */
const MENTOR_LEAD = 0.08;
const MENTOR_SHARE_OF_CHANGE = 0.5;
/** Better pairs move further: a tenth of the scale from the worst to the best possible pair. */
const PAIR_FIT = 0.2;
const USUAL_POINTS = 6500;
const MOST_POINTS = 10_000;

/** A person of a pair in one programme, as the answers know them. */
export interface Subject {
  organisation: string;
  /** Names the stream of chance: `organisation/programme form/person`. */
  name: string;
  role: Role;
  /** Points of the suggestion that the pair came from; null for a pair from paper. */
  points: number | null;
}

/**
 * What the person would really say, as a share of the scale's width, 0…1: a person's own level, a change
 * between the waves that goes with the level of the pair, and nothing that depends on who else is there.
 */
export function latent(subject: Subject, indicator: string, wave: Wave): number {
  const chance = random(`${subject.name}/${indicator}`);
  const tendency = TENDENCIES[indicator] ?? USUAL;
  const isMentor = subject.role === 'mentor';
  const lead = isMentor ? Math.sign(tendency.change) * MENTOR_LEAD : 0;
  const entry = tendency.entry + lead + BETWEEN_PEOPLE * chance.normal();
  const fit = ((subject.points ?? USUAL_POINTS) - USUAL_POINTS) / MOST_POINTS;
  const direction = tendency.change < 0 ? -1 : 1;
  const here = BETWEEN_ORGANISATIONS * random(`${subject.organisation}/${indicator}`).normal();
  const mean = (tendency.change + here) * (isMentor ? MENTOR_SHARE_OF_CHANGE : 1);
  const change = mean + direction * PAIR_FIT * fit + BETWEEN_CHANGES * chance.normal();
  return clamp(wave === 'entry' ? entry : entry + change, 0, 1);
}

const ENTRY_MISSING = 0.04;
const EXIT_MISSING = 0.09;

/** Whether the person was there when the sheets of this wave were filled in. */
export function isPresent(subject: Subject, wave: Wave): boolean {
  const chance = random(`${subject.name}/presence/${wave}`);
  return !chance.chance(wave === 'entry' ? ENTRY_MISSING : EXIT_MISSING);
}

/** The day on which the person filled in the sheets of this wave. */
export function sheetDay(subject: Subject, wave: Wave): string {
  const chance = random(`${subject.name}/day/${wave}`);
  return wave === 'entry' ? `2026-09-${chance.integer(22, 28)}` : `2027-05-${chance.integer(18, 28)}`;
}
