import { digestOf, entryState } from '@app/persistence';
import type { EntryState, StagedRow } from '@app/persistence';
import { bankEntries } from './bank-file.js';

/** A made-up bank as an import has it in hand when a row has passed its checks. */
export function bankStates(count: number): EntryState[] {
  return Array.from(bankEntries(count), entryState);
}

/** The bank on its way into the staging table. */
export async function* stagedBank(states: readonly EntryState[]): AsyncGenerator<StagedRow> {
  for (const [at, state] of states.entries()) {
    const json = JSON.stringify(state);
    yield { ordinal: at + 1, line: at + 2, key: state.externalId, json, digest: digestOf(json) };
  }
}
