import type { ImportKind, Principal, Role } from '@app/contracts';
import type { Import } from '@app/persistence';

/** Whose rows a role may see, whoever sent them (design.md §8): raw answers are the psychologist's. */
const READS: Partial<Record<Role, readonly ImportKind[]>> = {
  school: ['bank'],
  curator: ['bank', 'restrictions', 'preferences', 'pairs', 'measurements'],
  psychologist: ['restrictions', 'compatibilities', 'responses', 'measurements'],
};

/** Whether the caller may see what the file of an import says: who sent it may, else it goes by the role. */
export function mayReadRows(caller: Principal, { kind, madeBy }: Pick<Import, 'kind' | 'madeBy'>): boolean {
  return caller.keyId === madeBy || (READS[caller.role]?.includes(kind) ?? false);
}
