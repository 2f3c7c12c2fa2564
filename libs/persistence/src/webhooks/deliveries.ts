import type { Database } from '../database.js';

/** A message whose time has come, with what is needed to send it. */
export interface DueDelivery {
  id: string;
  webhookId: string;
  payload: object;
  /** Which try this is, from 1. */
  attempt: number;
  url: string;
  /** The newest first; during a rotation also the old one. */
  secrets: string[];
}

/** What became of a try: an HTTP status, or why there was none. */
export type DeliveryOutcome = { status: number } | { error: string };

/**
 * Pauses before the tries of a message, in seconds, as Standard Webhooks 1.0 proposes: at once, then over about three
 * days. After the last the webhook is switched off, for nobody listens there.
 */
export const RETRY_PAUSES: readonly number[] = [
  0,
  5,
  5 * 60,
  30 * 60,
  2 * 3600,
  5 * 3600,
  10 * 3600,
  14 * 3600,
  20 * 3600,
  24 * 3600,
];

/** For so long nobody else takes a message that is being sent; longer than a try may last. */
const LEASE_SECONDS = 60;
/** So that a receiver that is slow or silent does not hold up the messages to the others. */
const PER_WEBHOOK = 5;
const AT_ONCE = 50;

/** Takes messages that are due, for this caller alone. */
export async function takeDueDeliveries(database: Database): Promise<DueDelivery[]> {
  return database.within({ installation: true }, async (tx) => {
    const [rows] = await tx.query<[DueDelivery[], number]>(
      `WITH due AS (
         SELECT d.id FROM webhook w CROSS JOIN LATERAL (
           SELECT id FROM webhook_delivery
           WHERE webhook_id = w.id AND status = 'waiting' AND next_attempt_at <= now()
           ORDER BY next_attempt_at, id LIMIT $1 FOR UPDATE SKIP LOCKED) d
         WHERE w.disabled_reason IS NULL LIMIT $2)
       UPDATE webhook_delivery d SET attempts = d.attempts + 1, next_attempt_at = now() + make_interval(secs => $3)
       FROM webhook w WHERE d.id IN (SELECT id FROM due) AND w.id = d.webhook_id
       RETURNING d.id, d.webhook_id AS "webhookId", d.payload, d.attempts AS attempt, w.url,
         array_remove(ARRAY[w.secret, CASE WHEN w.previous_until > now() THEN w.previous_secret END], NULL) AS secrets`,
      [PER_WEBHOOK, AT_ONCE, LEASE_SECONDS],
    );
    return rows;
  });
}

/** Stores what became of a try, and when the next one is due; switches a webhook off that is gone for good. */
export async function storeDelivery(
  database: Database,
  delivery: DueDelivery,
  outcome: DeliveryOutcome,
): Promise<void> {
  const status = 'status' in outcome ? outcome.status : null;
  const delivered = status !== null && status >= 200 && status < 300;
  const pause = RETRY_PAUSES[delivery.attempt];
  const gone = status === 410;
  const ended = delivered ? 'delivered' : gone || pause === undefined ? 'failed' : 'waiting';
  await database.within({ installation: true }, async (tx) => {
    await tx.query(
      `UPDATE webhook_delivery SET status = $3, last_status = $4, last_error = $5,
         next_attempt_at = now() + make_interval(secs => $6)
       WHERE id = $1 AND attempts = $2 AND status = 'waiting'`,
      [delivery.id, delivery.attempt, ended, status, 'error' in outcome ? outcome.error : null, pause ?? 0],
    );
    if (ended !== 'failed') return;
    await tx.query(`UPDATE webhook SET disabled_reason = $2 WHERE id = $1 AND disabled_reason IS NULL`, [
      delivery.webhookId,
      gone ? 'gone' : 'failing',
    ]);
  });
}

/** Forgets messages that are older than so many days, whatever became of them. */
export async function dropOldDeliveries(database: Database, days: number): Promise<void> {
  await database.within({ installation: true }, (tx) =>
    tx.query(`DELETE FROM webhook_delivery WHERE created_at < now() - make_interval(days => $1)`, [days]),
  );
}
