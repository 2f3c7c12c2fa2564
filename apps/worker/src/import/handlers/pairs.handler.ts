import { loadCatalogue } from '@app/catalogue';
import { ENDED_PAIR_STATES, PAIR_STATES, PairRowDto } from '@app/contracts';
import type { FieldCode, FieldError, PairState } from '@app/contracts';
import {
  insertPairEvents,
  insertPairs,
  loadPoolEntries,
  lockPairs,
  markMomentsStale,
  newId,
  occupiedPlaces,
  Programme,
  takenMentees,
  todayIn,
  updatePairs,
} from '@app/persistence';
import type { NewPair, NewPairEvent, PoolEntry } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { issueOf } from '../import-handler.js';
import type { AcceptedRow, ImportHandler, ImportTarget, WriteOutcome } from '../import-handler.js';

interface KnownPair {
  id: string;
  mentor: string;
  mentee: string;
  state: PairState;
  startedOn: string | null;
  endedOn: string | null;
}

export interface PairsContext {
  programme: Pick<Programme, 'id' | 'organisationId' | 'variants' | 'kinds'>;
  mentors: ReadonlyMap<string, PoolEntry>;
  mentees: ReadonlyMap<string, PoolEntry>;
  /** Places that mentors have left, over all programmes; falls as rows are taken. */
  free: Map<string, number>;
  /** Mentees with an active pair in the programme; grows as rows are taken. */
  taken: Set<string>;
  /** Pairs of the programme, newest last. */
  pairs: KnownPair[];
}

const isEnded = (state: PairState): boolean => (ENDED_PAIR_STATES as readonly PairState[]).includes(state);

/** Pairs that run on paper: what lies before the state that a row names was done there. */
export const pairsHandler: ImportHandler<PairRowDto, PairsContext> = {
  kind: 'pairs',
  dto: PairRowDto,
  keyField: 'mentee',
  prepare,
  check: checkRow,
  key: (row) => `${row.mentor} ${row.mentee}`,
  write,
  finish: (tx, context) => markMomentsStale(tx, context.programme.id),
};

async function prepare(tx: EntityManager, target: ImportTarget): Promise<PairsContext> {
  const { organisation, programmeId } = target;
  if (programmeId === null) throw new Error('an import of pairs belongs to a programme');
  await lockPairs(tx, organisation);
  const programme = await tx.findOneByOrFail(Programme, { id: programmeId });
  const asOf = await todayIn(tx, target.region);
  const mentors = await loadPoolEntries(tx, { organisation, bank: 'mentors', asOf });
  const mentees = await loadPoolEntries(tx, { organisation, bank: 'mentees', asOf });
  const occupied = await occupiedPlaces(tx);
  const pairs = await tx.query<KnownPair[]>(
    `SELECT p.id, p.mentor, m.mentee, p.state, p.started_on AS "startedOn", p.ended_on AS "endedOn"
     FROM pair p JOIN pair_mentee m ON m.pair_id = p.id WHERE p.programme_id = $1 ORDER BY p.id`,
    [programmeId],
  );
  const byId = (entries: PoolEntry[]) => new Map(entries.map((entry) => [entry.id, entry]));
  return {
    programme,
    mentors: byId(mentors),
    mentees: byId(mentees),
    free: new Map(mentors.map((entry) => [entry.id, entry.capacity - (occupied.get(entry.id) ?? 0)])),
    taken: new Set((await takenMentees(tx, programmeId)).keys()),
    pairs,
  };
}

function checkRow(row: PairRowDto, { programme, mentors, mentees }: PairsContext): FieldError[] {
  const elsewhere = (organisation: string | undefined) =>
    organisation !== undefined && organisation !== programme.organisationId;
  const errors: FieldError[] = [];
  if (elsewhere(row.mentorOrganisation) || !mentors.has(row.mentor))
    errors.push(wrong('mentor', 'unknown-person'));
  if (elsewhere(row.menteeOrganisation) || !mentees.has(row.mentee))
    errors.push(wrong('mentee', 'unknown-person'));
  if (row.mentor === row.mentee) errors.push(wrong('mentee', 'self-pair'));
  if (row.variant !== undefined && !programme.variants.includes(row.variant)) {
    errors.push(wrong('variant', 'unknown-variant'));
  }
  return [...errors, ...checkEnd(row)];
}

/** A pair that has ended says why, and since when it had worked; another says neither. */
function checkEnd(row: PairRowDto): FieldError[] {
  if (!isEnded(row.state)) {
    return [
      ...(row.reason === undefined ? [] : [wrong('reason', 'not-allowed')]),
      ...(row.startedOn === undefined ? [] : [wrong('startedOn', 'not-allowed')]),
    ];
  }
  const errors: FieldError[] = [];
  if (row.startedOn === undefined) errors.push(wrong('startedOn', 'required'));
  else if (row.startedOn > row.on) errors.push(wrong('on', 'date-order'));
  if (row.reason === undefined) return [...errors, wrong('reason', 'required')];
  const reason = loadCatalogue().completionReason(row.reason);
  if (!reason) errors.push(wrong('reason', 'unknown-code'));
  else if (!reason.states.some((state) => state === row.state)) errors.push(wrong('reason', 'not-allowed'));
  return errors;
}

const wrong = (field: string, code: FieldCode): FieldError => ({ field, code, message: '' });

async function write(
  tx: EntityManager,
  rows: AcceptedRow<PairRowDto>[],
  context: PairsContext,
  target: ImportTarget,
): Promise<WriteOutcome> {
  const outcome: WriteOutcome = { created: 0, updated: 0, unchanged: 0, errors: [], warnings: [] };
  const made: NewPair[] = [];
  const moved: Moved[] = [];
  for (const row of rows) {
    const fate = fateOf(row.value, context);
    if (fate.kind === 'refused') {
      outcome.errors.push(issueOf(row, fate.field, fate.code));
      continue;
    }
    outcome[fate.kind]++;
    outcome.warnings.push(...warningsOf(row, context));
    if (fate.kind === 'created') made.push(fate.pair);
    if (fate.kind === 'updated') moved.push(fate.moved);
  }
  await insertPairs(tx, target.organisation, target.madeBy, made);
  await updatePairs(
    tx,
    moved.map((one) => one.pair),
  );
  await insertPairEvents(
    tx,
    target.organisation,
    target.madeBy,
    moved.map((one) => one.event),
  );
  return outcome;
}

interface Moved {
  pair: Parameters<typeof updatePairs>[1][number];
  event: NewPairEvent;
}

type Fate =
  | { kind: 'refused'; field: string; code: FieldCode }
  | { kind: 'unchanged' }
  | { kind: 'created'; pair: NewPair }
  | { kind: 'updated'; moved: Moved };

/** What becomes of a row; noted in the context, so that the next row sees it. */
function fateOf(row: PairRowDto, context: PairsContext): Fate {
  const ofThese = context.pairs.filter((pair) => pair.mentor === row.mentor && pair.mentee === row.mentee);
  const active = ofThese.find((pair) => !isEnded(pair.state));
  if (active) return moveOn(active, row, context);
  const past = ofThese.some((pair) => pair.state === row.state && pair.endedOn === row.on);
  if (past) return { kind: 'unchanged' };
  if (!isEnded(row.state)) {
    if (context.taken.has(row.mentee)) return { kind: 'refused', field: 'mentee', code: 'mentee-taken' };
    const free = context.free.get(row.mentor) ?? 0;
    if (free < 1) return { kind: 'refused', field: 'mentor', code: 'mentor-full' };
    context.free.set(row.mentor, free - 1);
    context.taken.add(row.mentee);
  }
  return { kind: 'created', pair: newPair(row, context) };
}

function moveOn(active: KnownPair, row: PairRowDto, context: PairsContext): Fate {
  if (active.state === row.state) return { kind: 'unchanged' };
  if (PAIR_STATES.indexOf(row.state) < PAIR_STATES.indexOf(active.state)) {
    return { kind: 'refused', field: 'state', code: 'transition-not-allowed' };
  }
  const pair = { id: active.id, ...datesOf(row, active.startedOn) };
  if (isEnded(row.state)) {
    context.taken.delete(row.mentee);
    context.free.set(row.mentor, (context.free.get(row.mentor) ?? 0) + 1);
  }
  Object.assign(active, pair);
  return { kind: 'updated', moved: { pair, event: { pair: active.id, ...eventOf(row, row.state, row.on) } } };
}

function datesOf(row: PairRowDto, startedBefore: string | null) {
  const ended = isEnded(row.state);
  return {
    state: row.state,
    startedOn: row.state === 'running' ? row.on : (startedBefore ?? row.startedOn ?? null),
    endedOn: ended ? row.on : null,
    endReason: ended ? (row.reason ?? null) : null,
  };
}

function eventOf(row: PairRowDto, event: PairState, on: string): Omit<NewPairEvent, 'pair'> {
  return {
    event,
    happenedOn: on,
    actor: null,
    reason: isEnded(event) ? (row.reason ?? null) : null,
    document: row.document ?? null,
    until: null,
    recorded: true,
  };
}

function newPair(row: PairRowDto, { programme }: PairsContext): NewPair {
  const [only, ...others] = programme.variants;
  const begun = row.startedOn === undefined ? [] : [eventOf(row, 'running', row.startedOn)];
  return {
    id: newId(),
    programme: programme.id,
    mentor: row.mentor,
    mentees: [row.mentee],
    variant: row.variant ?? (others.length === 0 ? (only ?? null) : null),
    kinds: programme.kinds,
    ...datesOf(row, null),
    suggestion: null,
    override: null,
    brokenRules: [],
    events: [...begun, eventOf(row, row.state, row.on)],
  };
}

function warningsOf(row: AcceptedRow<PairRowDto>, { mentors, mentees }: PairsContext): FieldError[] {
  const warnings: FieldError[] = [];
  if (mentors.get(row.value.mentor)?.consented !== true) warnings.push(issueOf(row, 'mentor', 'no-consent'));
  if (mentees.get(row.value.mentee)?.consented !== true) warnings.push(issueOf(row, 'mentee', 'no-consent'));
  return warnings;
}
