import { loadCatalogue } from '@app/catalogue';
import type { Policy } from '@app/contracts';
import {
  groupSizes,
  loadPairKnowledge,
  loadPoolEntries,
  Matching,
  occupiedPlaces,
  Programme,
  standingDecisions,
  StoredPolicy,
  takenMentees,
} from '@app/persistence';
import type { Database, PairKnowledge, PoolEntry, StandingDecision } from '@app/persistence';

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

/** Reads the snapshot of a matching in one transaction, in which nobody else's change is seen. */
export function loadSnapshot(
  database: Database,
  organisation: string,
  matchingId: string,
): Promise<Snapshot> {
  return database.snapshot({ organisation }, async (tx) => {
    const matching = await tx.findOneByOrFail(Matching, { id: matchingId });
    const programme = await tx.findOneByOrFail(Programme, { id: matching.programmeId });
    const policy = await tx.findOneByOrFail(StoredPolicy, {
      programmeId: programme.id,
      version: matching.policyVersion,
    });
    const barring = loadCatalogue().data.completionReasons.filter((one) => one.bars);
    const entries = { organisation, asOf: matching.asOf };
    return {
      matching,
      programme,
      policy: policy.body as unknown as Policy,
      mentors: await loadPoolEntries(tx, { ...entries, bank: 'mentors' }),
      mentees: await loadPoolEntries(tx, { ...entries, bank: 'mentees' }),
      knowledge: await loadPairKnowledge(
        tx,
        organisation,
        programme.id,
        barring.map((one) => one.code),
      ),
      decisions: await standingDecisions(tx, organisation, programme.id),
      occupied: await occupiedPlaces(tx),
      groups: await groupSizes(tx, programme.id),
      taken: new Set((await takenMentees(tx, programme.id)).keys()),
    };
  });
}
