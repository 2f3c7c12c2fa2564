import type { ReportLevel } from '@app/contracts';
import type { ReportColumn } from './report-document.js';

/** Russian words that both reports use. */
export const ROLES: Readonly<Record<string, string>> = {
  mentee: 'наставляемые',
  mentor: 'наставники',
  curator: 'кураторы',
};

export const WAVES: Readonly<Record<string, string>> = { entry: 'вход', exit: 'выход' };

export const LEVELS: Readonly<Record<ReportLevel, string>> = {
  region: 'регион',
  municipality: 'муниципалитет',
  organisation: 'организация',
};

/** What pairs of a state have come to. */
export const STATES: Readonly<Record<string, string>> = {
  accepted: 'приняты',
  met: 'встретились',
  agreed: 'согласны',
  approved: 'утверждены',
  consented: 'согласия получены',
  ordered: 'закреплены приказом',
  running: 'работают',
  completed: 'завершены',
  terminated: 'прекращены',
  replaced: 'наставник заменён',
};

export const column = (header: string, show: ReportColumn['show'], wide?: number): ReportColumn => ({
  header,
  show,
  ...(wide !== undefined && { wide }),
});
