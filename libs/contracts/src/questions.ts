import type {
  AlternativesView,
  DiffView,
  FairnessView,
  ShadowPricesView,
  WhatIfDto,
  WhatIfView,
} from './dto/matching-answers.dto.js';
import type { WhyNotView } from './dto/matching.dto.js';
import type { FieldError } from './error-codes.js';

/** What may be asked about a finished matching, by external ids. */
export type MatchingQuestion =
  | { kind: 'why-not'; mentor: string; mentee: string }
  | { kind: 'alternatives'; mentee: string; limit: number }
  | { kind: 'diff'; with: string }
  | { kind: 'fairness' }
  | { kind: 'shadow-prices' }
  | { kind: 'what-if'; change: WhatIfDto };

export interface MatchingAnswers {
  'why-not': WhyNotView;
  alternatives: AlternativesView;
  diff: DiffView;
  fairness: FairnessView;
  'shadow-prices': ShadowPricesView;
  'what-if': WhatIfView;
}

/** What the worker leaves for the request that waits: an answer, or what of the question is wrong. */
export type StoredAnswer = { answer: MatchingAnswers[keyof MatchingAnswers] } | { errors: FieldError[] };
