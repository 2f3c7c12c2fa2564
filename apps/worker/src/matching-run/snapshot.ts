import { loadCatalogue } from '@app/catalogue';
import type { Policy } from '@app/contracts';
import {
  groupSizes,
  loadPairKnowledge,
  loadPoolEntries,
  Matching,
  occupiedPlaces,
  Programme,
  reciprocalBars,
  standingDecisions,
  StoredPolicy,
  takenMentees,
  withOtherBank,
} from '@app/persistence';
import type { Database, PairKnowledge, PoolEntry, StandingDecision } from '@app/persistence';
import type { EntityManager } from 'typeorm';

/** Everything in the database that one matching depends on, as of one moment. */
export interface Snapshot {
  matching: Pick<Matching, 'asOf' | 'locks' | 'excluded'>;
  programme: Pick<Programme, 'id' | 'form' | 'variants'>;
  policy: Policy;
  mentors: PoolEntry[];
  mentees: PoolEntry[];
  knowledge: PairKnowledge;
  decisions: StandingDecision[];
  /** Places that active pairs of all programmes take, by mentor. */
  occupied: ReadonlyMap<string, number>;
  /** Mentees in active pairs of this programme, by mentor. */
  groups: ReadonlyMap<string, number>;
  /** Mentees with an active pair in this programme. */
  taken: ReadonlySet<string>;
}

/** What of a matching, or of one that is only thought of, says which snapshot it is. */
export type SnapshotOf = Pick<Matching, 'programmeId' | 'policyVersion' | 'asOf' | 'locks' | 'excluded'>;

/** Reads the snapshot of a matching in one transaction, in which nobody else's change is seen. */
export function loadSnapshot(
  database: Database,
  organisation: string,
  matchingId: string,
): Promise<Snapshot> {
  return database.snapshot({ organisation }, async (tx) =>
    readSnapshot(tx, organisation, await tx.findOneByOrFail(Matching, { id: matchingId })),
  );
}

/** The same within a transaction of the caller's, which must be a snapshot. */
export async function readSnapshot(
  tx: EntityManager,
  organisation: string,
  matching: SnapshotOf,
): Promise<Snapshot> {
  const programme = await tx.findOneByOrFail(Programme, { id: matching.programmeId });
  const policy = await tx.findOneByOrFail(StoredPolicy, {
    programmeId: programme.id,
    version: matching.policyVersion,
  });
  const catalogue = loadCatalogue();
  const entries = { organisation, asOf: matching.asOf };
  const mentors = await loadPoolEntries(tx, { ...entries, bank: 'mentors' });
  const mentees = await loadPoolEntries(tx, { ...entries, bank: 'mentees' });
  const mutual = programme.kinds.some((kind) => catalogue.mutualKinds().includes(kind));
  const knowledge = await loadPairKnowledge(tx, organisation, programme.id, catalogue.barringReasons());
  const reciprocal = mutual ? [] : await reciprocalBars(tx, programme.form, catalogue.mutualKinds());
  return {
    matching,
    programme,
    policy: policy.body as unknown as Policy,
    mentors: mutual ? withOtherBank(mentors, mentees) : mentors,
    mentees: mutual ? withOtherBank(mentees, mentors) : mentees,
    knowledge: { ...knowledge, bars: [...knowledge.bars, ...reciprocal] },
    decisions: await standingDecisions(tx, organisation, programme.id),
    occupied: await occupiedPlaces(tx),
    groups: await groupSizes(tx, programme.id),
    taken: new Set((await takenMentees(tx, programme.id)).keys()),
  };
}
