import { loadCatalogue } from '@app/catalogue';
import type { PairState } from '@app/contracts';

/** What papers call the state of a pair. */
export const stateTitle = (state: PairState): string =>
  loadCatalogue().data.papers.pairStates.find(({ code }) => code === state)?.title.ru ?? state;

export const personKindTitle = (code: string): string => loadCatalogue().personKind(code)?.title.ru ?? code;

export const categoryTitle = (code: string): string => loadCatalogue().category(code)?.title.ru ?? code;

/** Активный или пассивный наставляемый (S0 §8, S3 §4.3). */
export const activityTitle = (activity: 'active' | 'passive' | null): string =>
  activity === null ? '' : { active: 'активный', passive: 'пассивный' }[activity];
