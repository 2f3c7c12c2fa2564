import { loadCatalogue } from '@app/catalogue';
import type { DocumentDto, GateCode, PairState } from '@app/contracts';
import { ACTIVE_PAIR_STATES } from '@app/contracts';
import { Pair, Programme } from '@app/persistence';
import { In } from 'typeorm';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { extendedUntil } from '../pairs/life-cycle.js';
import type { Step } from '../pairs/life-cycle.js';
import { stepsOf, withHistories } from '../pairs/stored-pairs.js';

type Side = 'mentor' | 'mentee';

/** A pair as papers tell of it. */
export interface PaperPair {
  id: string;
  programme: Programme;
  mentor: string;
  mentees: string[];
  state: PairState;
  /** Titles in Russian. */
  form: string;
  variant: string;
  kinds: string[];
  /** Term: from the day of work (or the programme's), to the extended, real or planned end. */
  from: string;
  until: string;
  startedOn: string | null;
  endedOn: string | null;
  endReason: string | null;
  /** Title of the reason in Russian. */
  endReasonTitle: string | null;
  order: DocumentDto | null;
  /** Numbers of the written consents to the pair; empty where they are on paper only. */
  consents: string[];
  /** What stands between the pair and an order. */
  missing: GateCode[];
}

/** Pairs that fulfil a condition, with their programmes, in the order in which they were made. */
export async function paperPairs(tx: EntityManager, where: FindOptionsWhere<Pair>): Promise<PaperPair[]> {
  const stored = await withHistories(tx, await tx.find(Pair, { where, order: { id: 'ASC' } }));
  const ids = [...new Set(stored.map(({ pair }) => pair.programmeId))];
  const programmes = ids.length === 0 ? [] : await tx.findBy(Programme, { id: In(ids) });
  const byId = new Map(programmes.map((programme) => [programme.id, programme]));
  return stored.flatMap((one) => {
    const programme = byId.get(one.pair.programmeId);
    return programme ? [paperPair(one.pair, one.mentees, stepsOf(one.history), programme)] : [];
  });
}

export const isActive = (state: PairState): boolean =>
  (ACTIVE_PAIR_STATES as readonly PairState[]).includes(state);

function paperPair(pair: Pair, mentees: string[], history: readonly Step[], programme: Programme): PaperPair {
  const catalogue = loadCatalogue();
  return {
    id: pair.id,
    programme,
    mentor: pair.mentor,
    mentees,
    state: pair.state,
    form: catalogue.form(programme.form)?.title.ru ?? programme.form,
    variant:
      pair.variant === null
        ? ''
        : (catalogue.variant(programme.form, pair.variant)?.title.ru ?? pair.variant),
    kinds: pair.kinds.map((code) => (catalogue.kind(code)?.title.ru ?? code).toLowerCase()),
    from: pair.startedOn ?? programme.startsOn,
    until: pair.endedOn ?? extendedUntil(history) ?? programme.endsOn,
    startedOn: pair.startedOn,
    endedOn: pair.endedOn,
    endReason: pair.endReason,
    endReasonTitle:
      pair.endReason === null
        ? null
        : (catalogue.completionReason(pair.endReason)?.title.ru ?? pair.endReason),
    order: history.findLast((step) => step.to === 'ordered' && step.document !== null)?.document ?? null,
    consents: (['mentor', 'mentee'] as const).flatMap((side) => {
      const number = consentOf(history, side)?.document?.number;
      return number === undefined ? [] : [number];
    }),
    missing: missingOf(history),
  };
}

const consentOf = (history: readonly Step[], side: Side): Step | undefined =>
  history.findLast((step) => step.to === 'consented' && (step.by === side || step.by === null));

const LATE: readonly string[] = ['consented', 'ordered', 'running', 'completed'];

/**
 * Approval and the written consents of both; a step that was recorded from paper stands for all before it.
 */
function missingOf(history: readonly Step[]): GateCode[] {
  if (history.some((step) => step.recorded && LATE.includes(step.to))) return [];
  const approved = history.some((step) => step.to === 'approved' || LATE.includes(step.to));
  return [
    ...(approved ? [] : (['not-approved'] as const)),
    ...(consentOf(history, 'mentor') ? [] : (['mentor-not-consented'] as const)),
    ...(consentOf(history, 'mentee') ? [] : (['mentee-not-consented'] as const)),
  ];
}
