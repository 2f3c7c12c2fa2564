import { loadCatalogue } from '@app/catalogue';
import type { DestructionActView } from '@app/contracts';
import type { DestructionAct } from '@app/persistence';

/** An act with the words of the catalogue, as it is shown and printed. */
export function actView(act: DestructionAct): DestructionActView {
  const { reasons, categories } = loadCatalogue().data.retention;
  const titleOf = (list: readonly { code: string; title: { ru: string } }[], code: string) =>
    list.find((one) => one.code === code)?.title.ru ?? code;
  return {
    id: act.id,
    number: act.number,
    madeOn: act.madeOn,
    madeAt: act.madeAt.toISOString(),
    madeBy: act.madeBy,
    reason: act.reason,
    reasonTitle: titleOf(reasons, act.reason),
    people: act.people,
    purpose: act.purpose,
    withdrawnOn: act.withdrawnOn,
    document: act.document,
    destroyed: act.destroyed.map(({ category, table, rows }) => ({
      category,
      table,
      rows,
      title: titleOf(categories, category),
    })),
  };
}
