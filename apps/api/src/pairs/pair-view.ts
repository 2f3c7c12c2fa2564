import { loadCatalogue } from '@app/catalogue';
import { ACTIVE_PAIR_STATES } from '@app/contracts';
import type { PairEventView, PairFlag, PairView } from '@app/contracts';
import type { PairEvent } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { directionsOf } from './directions.js';
import { extendedUntil } from './life-cycle.js';
import { loadDetails, satisfactionKey } from './pair-details.js';
import type { PairDetails } from './pair-details.js';
import { findPair, stepsOf } from './stored-pairs.js';
import type { StoredPair } from './stored-pairs.js';

/** @throws Problem `not-found` */
export async function readPairView(tx: EntityManager, id: string): Promise<PairView> {
  const [view] = await pairViews(tx, [await findPair(tx, id)]);
  return view as PairView;
}

/** Pairs of one organisation as the API shows them, in their order. */
export async function pairViews(tx: EntityManager, stored: readonly StoredPair[]): Promise<PairView[]> {
  const [first] = stored;
  if (!first) return [];
  const details = await loadDetails(tx, first.pair.organisationId, stored);
  return stored.map((one) => pairView(one, details));
}

const NO_MEETINGS = { planned: 0, held: 0, tasksGiven: 0, tasksChecked: 0 };

function pairView(stored: StoredPair, details: PairDetails): PairView {
  const { pair, mentees } = stored;
  const satisfactionOf = (side: 'mentor' | 'mentee') =>
    details.satisfaction.get(satisfactionKey(pair.id, side)) ?? null;
  return {
    id: pair.id,
    programme: pair.programmeId,
    state: pair.state,
    mentor: pair.mentor,
    mentees,
    variant: pair.variant,
    kinds: pair.kinds,
    startedOn: pair.startedOn,
    endedOn: pair.endedOn,
    endReason: pair.endReason,
    until: extendedUntil(stepsOf(stored.history)),
    directions: directionsOf({ mentor: pair.mentor, mentees, kinds: pair.kinds }, details.people),
    meetings: details.meetings.get(pair.id) ?? NO_MEETINGS,
    satisfaction: { mentor: satisfactionOf('mentor'), mentee: satisfactionOf('mentee') },
    flags: flagsOf(stored, details),
    replaces: pair.replaces,
    replacedBy: details.replacedBy.get(pair.id) ?? null,
    suggestion: pair.suggestionId,
    override:
      pair.overrideComment === null ? null : { comment: pair.overrideComment, brokenRules: pair.brokenRules },
    version: pair.version,
    history: stored.history.map(eventView),
  };
}

function flagsOf({ pair, mentees }: StoredPair, details: PairDetails): PairFlag[] {
  const active = (ACTIVE_PAIR_STATES as readonly string[]).includes(pair.state);
  if (!active) return [];
  const flags: [PairFlag, boolean][] = [
    ['consent-withdrawn', [pair.mentor, ...mentees].some((person) => details.withdrawn.has(person))],
    ['petition-open', details.petitioned.has(pair.id)],
    ['plan-change-proposed', details.planned.has(pair.id)],
    ['group-too-small', mentees.length < smallestGroup(pair.kinds)],
  ];
  return flags.filter(([, raised]) => raised).map(([flag]) => flag);
}

/** The fewest mentees that one of the kinds is content with. */
function smallestGroup(kinds: readonly string[]): number {
  const sizes = kinds.flatMap((kind) => loadCatalogue().kind(kind)?.minimumGroup ?? []);
  return sizes.length === 0 ? 1 : Math.min(...sizes);
}

const eventView = (event: PairEvent): PairEventView => ({
  event: event.event,
  mentee: event.mentee,
  on: event.happenedOn,
  by: event.actor,
  reason: event.reason,
  document: event.document,
  until: event.until,
  recorded: event.recorded,
});
