import { RuleError, type Taxonomy } from './taxonomy.js';
import type { Participant, Path } from './types.js';

/** A value that a path leads to; `null` is "not known". */
export type Value = string | number | boolean | readonly string[] | ReadonlyMap<string, number> | null;

export type Side = 'mentor' | 'mentee';
type Getter = (person: Participant) => Value;

/** The values of one participant, one for each path that the rules read. */
export type View = readonly Value[];

const SIDE_PATH = /^(mentor|mentee|pair)\./;

/** Whether a string in a rule is a path rather than a literal. */
export function isPath(text: string): boolean {
  return SIDE_PATH.test(text);
}

/** A list of the entry that is always known: empty means "none", where an empty profile list means "not told". */
const KNOWN_LISTS = new Set(['categories', 'evidence', 'competences', 'requests']);

function toValue(raw: unknown, emptyIsKnown: boolean): Value {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'string') return raw === '' ? null : raw;
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : null;
  if (typeof raw === 'boolean') return raw;
  if (Array.isArray(raw)) {
    const items = raw.filter((item): item is string => typeof item === 'string');
    return items.length === 0 && !emptyIsKnown ? null : items;
  }
  if (typeof raw === 'object') {
    const numbers = Object.entries(raw).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
    );
    return new Map(numbers);
  }
  return null;
}

function descend(root: unknown, fields: readonly string[]): unknown {
  let at: unknown = root;
  for (const field of fields) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, field)) return undefined;
    at = (at as Record<string, unknown>)[field];
  }
  return at;
}

/** Age in the year of `asOf`, whole years; `null` where the year of birth is not known. */
function age(person: Participant, asOf: string): Value {
  return person.birthYear === null ? null : Number(asOf.slice(0, 4)) - person.birthYear;
}

function topicsOf(person: Participant, field: 'requests' | 'competences'): string[] {
  return person[field].map((item) => item.topic);
}

function getter(path: Path, taxonomy: Taxonomy, asOf: string): Getter {
  const [head, ...rest] = path.split('.').slice(1);
  if (head === undefined || head === '') throw new RuleError('bad-path', `path ${path} names no field`);
  if (head === 'age' && rest.length === 0) return (person) => age(person, asOf);
  if (head === 'requests' || head === 'competences') {
    const root = rest.join('.');
    if (root === '') return (person) => topicsOf(person, head);
    return (person) => topicsOf(person, head).filter((topic) => taxonomy.isWithin(topic, root));
  }
  if (head === 'evidence') return (person) => person.evidence.map((item) => item.kind);
  // Topic codes hold dots, so what follows `marks` is one key, looked up as it stands.
  if (head === 'marks' && rest.length > 0) return (person) => toValue(person.marks[rest.join('.')], true);
  const fields = [head, ...rest];
  const emptyIsKnown = rest.length === 0 && KNOWN_LISTS.has(head);
  return (person) => toValue(descend(person, fields), emptyIsKnown);
}

/** Which value a rule reads: a slot of one side's view, or something derived from both sides. */
export type Source = { from: Side; slot: number; each: boolean } | { from: 'pair'; what: PairPath };

export type PairPath = 'sameSubject' | 'sameOrganisation' | 'samePerson' | 'commonTopics';
const PAIR_PATHS: readonly PairPath[] = ['sameSubject', 'sameOrganisation', 'samePerson', 'commonTopics'];

/**
 * Collects the paths that rules read and gives each a slot, so that the values of a participant are looked
 * up once and not once per pair.
 */
export class PathBook {
  private readonly getters: Record<Side, Getter[]> = { mentor: [], mentee: [] };
  private readonly slots = new Map<string, number>();

  constructor(
    private readonly taxonomy: Taxonomy,
    private readonly asOf: string,
  ) {}

  /** Throws `RuleError` on a path that leads nowhere. */
  source(path: Path): Source {
    const side = SIDE_PATH.exec(path)?.[1];
    if (side === 'pair') {
      const what = PAIR_PATHS.find((known) => known === path.slice('pair.'.length));
      if (!what)
        throw new RuleError('bad-path', `path ${path} is not one of pair.${PAIR_PATHS.join(', pair.')}`);
      return { from: 'pair', what };
    }
    if (side !== 'mentor' && side !== 'mentee') {
      throw new RuleError('bad-path', `path ${path} begins with none of mentor., mentee., pair.`);
    }
    const each = path.endsWith('[$]');
    const plain = each ? path.slice(0, -'[$]'.length) : path;
    let slot = this.slots.get(plain);
    if (slot === undefined) {
      slot = this.getters[side].push(getter(plain, this.taxonomy, this.asOf)) - 1;
      this.slots.set(plain, slot);
    }
    return { from: side, slot, each };
  }

  view(side: Side, person: Participant): View {
    return this.getters[side].map((get) => get(person));
  }
}
