import type { MatchingQuestion, StoredAnswer } from '@app/contracts';
import type { Database } from '@app/persistence';
import { loadSnapshot } from '../matching-run/snapshot.js';
import { toPool } from '../matching-run/to-pool.js';
import { WITHOUT_CONSENT } from './answers/why-not.js';
import type { EngineQuestion } from './question-thread.js';

/** A question that still needs the engine, or its answer where the banks alone give it. */
export type Prepared = { question: EngineQuestion } | { stored: StoredAnswer };

interface Asked {
  organisation: string;
  matching: string;
}

/** Adds to a question what the engine must know of the banks. */
export async function prepare(
  database: Database,
  asked: Asked,
  question: MatchingQuestion,
): Promise<Prepared> {
  switch (question.kind) {
    case 'why-not':
      return prepareWhyNot(database, asked, question);
    default:
      throw new Error(`nobody answers ${question.kind}`);
  }
}

/** Rules are held against what the banks say now; pairs made since do not take a mentee out of a question. */
async function prepareWhyNot(
  database: Database,
  { organisation, matching }: Asked,
  { mentor, mentee }: { mentor: string; mentee: string },
): Promise<Prepared> {
  const snapshot = await loadSnapshot(database, organisation, matching);
  const who = snapshot.mentors.find((one) => one.id === mentor);
  const whom = snapshot.mentees.find((one) => one.id === mentee);
  if (who?.consented !== true || whom?.consented !== true) return { stored: { answer: WITHOUT_CONSENT } };
  const { pool } = toPool({ ...snapshot, taken: new Set() }, [{ mentor, mentee }]);
  return { question: { kind: 'why-not', matching, pool, mentor, mentee } };
}
