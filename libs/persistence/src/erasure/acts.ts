import type { ConsentPurpose, DestroyedData, DestructionReason } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { DestructionAct } from '../entities/index.js';
import { newId } from '../keys.js';

export interface NewAct {
  organisation: string;
  people: readonly string[];
  reason: DestructionReason;
  /** The consent that was withdrawn, when, and by which paper. */
  withdrawal?: { purpose: ConsentPurpose; withdrawnOn: string; document: string | null };
  destroyed: readonly DestroyedData[];
}

/**
 * Records an act of destruction (акт об уничтожении, order 179 of Roskomnadzor) in the transaction that destroys. Its
 * number is the organisation's next one, its day the region's today; it is never changed.
 */
export async function recordAct(tx: EntityManager, act: NewAct): Promise<DestructionAct> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('act ' || $1, 0))`, [act.organisation]);
  const id = newId();
  const { withdrawal } = act;
  await tx.query(
    `INSERT INTO destruction_act (id, organisation_id, number, made_on, reason, people, purpose, withdrawn_on, document,
                                  destroyed)
     SELECT $1, o.id, coalesce((SELECT max(number) FROM destruction_act WHERE organisation_id = o.id), 0) + 1,
            (now() AT TIME ZONE r.timezone)::date, $3, $4, $5, $6, $7, $8
     FROM organisation o JOIN region r ON r.id = o.region_id WHERE o.id = $2`,
    [
      id,
      act.organisation,
      act.reason,
      act.people,
      withdrawal?.purpose ?? null,
      withdrawal?.withdrawnOn ?? null,
      withdrawal?.document ?? null,
      JSON.stringify(act.destroyed),
    ],
  );
  return tx.findOneByOrFail(DestructionAct, { id });
}
