import type { ReminderRule } from '@app/contracts';
import type { Bank } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** Something that is due, before it is put in words. */
export interface Found {
  dueOn: string;
  programme?: string | null;
  pair?: string | null;
  bank?: Bank | null;
  person?: string | null;
  count?: number | null;
  /** Further values of the text; `day` is the day of what it is about, where that is not the due day. */
  params?: { day?: string; title?: string; role?: string; purpose?: string };
}

export interface Asked {
  organisation: string;
  asOf: string;
  /** What is due later is not told yet. */
  until: string;
  rule: ReminderRule;
}

/** One kind of reminder, found for a whole organisation by one statement or a few, never pair by pair. */
export interface ReminderSource {
  /** Code of the catalogue. */
  kind: string;
  find(tx: EntityManager, asked: Asked): Promise<Found[]>;
}
