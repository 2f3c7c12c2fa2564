import { suitableMentors } from '@app/matching';
import type { Pool, SuitableMentor } from '@app/matching';

/** Scores a pool in a thread of its own: no arithmetic may hold up the worker's signs of life. */
export const suitable = (pool: Pool): SuitableMentor[] => suitableMentors(pool);
