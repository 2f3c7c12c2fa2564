import type { EntityManager } from 'typeorm';

/**
 * Takes what people wrote in their own words out of the frozen reports of their programmes. The sums stay, and so do the
 * order of the fields and every other byte; a report cannot keep a text whose author has withdrawn it.
 * @returns how many reports held such a text
 */
export async function eraseReportTexts(
  tx: EntityManager,
  organisation: string,
  people: readonly string[],
): Promise<number> {
  const texts = new Map<string, Set<string>>();
  const answers = await tx.query<{ programme: string; text: string }[]>(
    `SELECT DISTINCT r.programme_id AS programme, a.value #>> '{}' AS text
     FROM (SELECT programme_id, answers FROM response
             WHERE organisation_id = $1 AND (respondent = ANY ($2) OR about = ANY ($2))
           UNION ALL SELECT s.programme_id, h.answers FROM response_history h JOIN response s ON s.id = h.response_id
             WHERE s.organisation_id = $1 AND (s.respondent = ANY ($2) OR s.about = ANY ($2))) r
     CROSS JOIN LATERAL jsonb_each(r.answers) a WHERE jsonb_typeof(a.value) = 'string'`,
    [organisation, people],
  );
  for (const { programme, text } of answers)
    texts.set(programme, (texts.get(programme) ?? new Set<string>()).add(text));
  let changed = 0;
  for (const [programme, written] of texts) changed += await eraseFrom(tx, organisation, programme, written);
  return changed;
}

async function eraseFrom(
  tx: EntityManager,
  organisation: string,
  programme: string,
  written: ReadonlySet<string>,
): Promise<number> {
  const reports = await tx.query<{ id: string; body: unknown }[]>(
    `SELECT id, body FROM monitoring_report WHERE organisation_id = $1 AND programme_id = $2 AND body IS NOT NULL`,
    [organisation, programme],
  );
  let changed = 0;
  for (const { id, body } of reports) {
    const before = JSON.stringify(body);
    const after = JSON.stringify(body, (key, value: unknown) => withoutTexts(key, value, written));
    if (after === before) continue;
    await tx.query(`UPDATE monitoring_report SET body = $3 WHERE organisation_id = $1 AND id = $2`, [
      organisation,
      id,
      after,
    ]);
    changed++;
  }
  return changed;
}

/** Open answers stand in lists called `answers`. */
function withoutTexts(key: string, value: unknown, written: ReadonlySet<string>): unknown {
  if (key !== 'answers' || !Array.isArray(value)) return value;
  return value.filter((text) => typeof text !== 'string' || !written.has(text));
}
