import padjust from '@stdlib/stats-padjust';

/** Holm's adjustment of a family of p; `null` entries are no members and stay `null`. R `p.adjust(p, "holm")`. */
export function holm(p: readonly (number | null)[]): (number | null)[] {
  const members = p.filter((value): value is number => value !== null);
  const adjusted: ArrayLike<number> = members.length > 0 ? padjust(members, 'holm') : [];
  let next = 0;
  return p.map((value) => (value === null ? null : (adjusted[next++] ?? null)));
}
