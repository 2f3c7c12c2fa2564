import type { StoredAnswer } from '@app/contracts';
import type { Pool } from '@app/matching';
import { whyNot } from './answers/why-not.js';
import { StoredMatchings } from './stored-matchings.js';

/** A question with everything that the engine needs to know beside the certificates. */
export interface EngineQuestion {
  kind: 'why-not';
  matching: string;
  pool: Pool;
  mentor: string;
  mentee: string;
}

export interface QuestionTask {
  question: EngineQuestion;
  /** Packed, by matching; only what the thread said it misses. */
  certificates: Readonly<Record<string, Uint8Array>>;
}

/** `missing` asks for certificates: the same question with them will be answered. */
export type Answered = StoredAnswer | { missing: string[] };

const matchings = new StoredMatchings();

/** Answers one question; runs in a thread of its own, which keeps the matchings asked about last. */
export function answer({ question, certificates }: QuestionTask): Answered {
  const matching = matchings.find(question.matching, certificates);
  if (!matching) return { missing: [question.matching] };
  return { answer: whyNot(matching, question) };
}
