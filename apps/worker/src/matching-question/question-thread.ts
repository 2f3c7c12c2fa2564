import type { StoredAnswer, WhatIfDto } from '@app/contracts';
import { loadMixedSolver } from '@app/matching';
import type { Pool } from '@app/matching';
import { alternatives } from './answers/alternatives.js';
import { diff } from './answers/diff.js';
import { fairness } from './answers/fairness.js';
import type { FairnessQuestion } from './answers/fairness.js';
import { shadowPrices } from './answers/shadow-prices.js';
import type { ShadowPricesQuestion } from './answers/shadow-prices.js';
import { whatIf } from './answers/what-if.js';
import { whyNot } from './answers/why-not.js';
import { StoredMatchings } from './stored-matchings.js';
import type { StoredMatching } from './stored-matchings.js';

/** A question with everything that the engine needs to know beside the certificates. */
export type EngineQuestion = { matching: string } & (
  | { kind: 'why-not'; pool: Pool; mentor: string; mentee: string }
  | { kind: 'alternatives'; mentee: string; limit: number }
  | { kind: 'diff'; with: string }
  | ({ kind: 'fairness' } & FairnessQuestion)
  | ({ kind: 'shadow-prices' } & ShadowPricesQuestion)
  | { kind: 'what-if'; change: WhatIfDto }
);

export interface QuestionTask {
  question: EngineQuestion;
  /** Packed, by matching; only what the thread said it misses. */
  certificates: Readonly<Record<string, Uint8Array>>;
}

/** `missing` asks for certificates: the same question with them will be answered. */
export type Answered = StoredAnswer | { missing: string[] };

const matchings = new StoredMatchings();

/** Answers one question; runs in a thread of its own, which keeps the matchings asked about last. */
export async function answer({ question, certificates }: QuestionTask): Promise<Answered> {
  await loadMixedSolver();
  const matching = matchings.find(question.matching, certificates);
  if (!matching) return { missing: [question.matching] };
  if (question.kind !== 'diff') return answerOf(matching, question);
  const earlier = matchings.find(question.with, certificates);
  return earlier ? { answer: diff(earlier, matching) } : { missing: [question.with] };
}

function answerOf(
  matching: StoredMatching,
  question: Exclude<EngineQuestion, { kind: 'diff' }>,
): StoredAnswer {
  switch (question.kind) {
    case 'why-not':
      return { answer: whyNot(matching, question) };
    case 'alternatives':
      return alternatives(matching, question);
    case 'fairness':
      return { answer: fairness(matching, question) };
    case 'shadow-prices':
      return { answer: shadowPrices(matching, question) };
    case 'what-if':
      return whatIf(matching, question.change);
  }
}
