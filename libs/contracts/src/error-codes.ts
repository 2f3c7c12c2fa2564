/**
 * Stable codes of every refusal. The text people read is in the message catalogue, by code and language.
 * `status` is the HTTP status of a problem of this code; codes of single fields travel inside `errors`.
 */
export const PROBLEMS = {
  'validation-failed': 400,
  'malformed-body': 400,
  'malformed-cursor': 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'already-exists': 409,
  'nothing-to-withdraw': 409,
  'gate-not-met': 409,
  'not-ready': 409,
  gone: 410,
  'transition-not-allowed': 409,
  'run-finished': 409,
  'mentor-full': 409,
  'mentee-taken': 409,
  'broken-rules': 409,
  'pair-ended': 409,
  'not-a-group': 409,
  'last-of-group': 409,
  'too-many-meetings': 409,
  'no-plan-change': 409,
  'nothing-to-print': 409,
  'year-not-over': 409,
  'idempotency-in-progress': 409,
  'precondition-failed': 412,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'idempotency-mismatch': 422,
  'precondition-required': 428,
  'too-many-requests': 429,
  'internal-error': 500,
  unavailable: 503,
} as const;
export type ProblemCode = keyof typeof PROBLEMS;

/** What a step of a pair's life may still lack (design.md §7); they travel inside `errors` and `missing`. */
export const GATE_CODES = [
  'not-met-yet',
  'mentor-not-agreed',
  'mentee-not-agreed',
  'not-approved',
  'wrong-approver',
  'mentor-not-consented',
  'mentee-not-consented',
  'consent-document-missing',
  'not-ordered',
  'order-document-missing',
  'not-started',
  'mentor-not-trained',
  'meeting-not-held',
] as const;
export type GateCode = (typeof GATE_CODES)[number];

/** Codes of a single wrong field, row or file. */
export const FIELD_CODES = [
  'required',
  'unknown-field',
  'wrong-type',
  'out-of-range',
  'too-long',
  'bad-format',
  'not-allowed',
  'duplicate',
  'unknown-code',
  'unknown-topic',
  'unknown-category',
  'unknown-person-kind',
  'unknown-form',
  'unknown-variant',
  'unknown-kind',
  'unknown-rule',
  'unknown-instrument',
  'unknown-indicator',
  'unknown-item',
  'unknown-programme',
  'unknown-person',
  'unknown-suggestion',
  'unknown-matching',
  'not-in-matching',
  'unknown-pair',
  'wrong-version',
  'wrong-wave',
  'wrong-respondent',
  'exit-before-entry',
  'snils-like-id',
  'self-pair',
  'broken-json',
  'broken-csv',
  'broken-encoding',
  'row-too-long',
  'too-many-rows',
  'empty-file',
  'not-a-zip',
  'not-a-workbook',
  'old-workbook',
  'macro-workbook',
  'encrypted-file',
  'wrong-file-type',
  'unsafe-archive',
  'too-many-parts',
  'unpacks-too-large',
  'xml-doctype',
  'broken-workbook',
  'too-many-columns',
  'roster-manifest',
  'roster-file',
  'roster-header',
  'roster-status',
  'roster-reference',
  'formula-cell',
  'unnamed-column',
  'wrong-template',
  'date-order',
  'mentor-full',
  'mentee-taken',
  'broken-rules',
  'term-out-of-range',
  'not-decidable',
  'no-personal-data-consent',
  'no-publication-consent',
  'names-people',
  'transition-not-allowed',
  ...GATE_CODES,
] as const;
export type FieldCode = (typeof FIELD_CODES)[number];

/** Codes of warnings on accepted rows. */
export const WARNING_CODES = [
  'no-consent',
  'no-testing-consent',
  'no-capacity',
  'no-requests',
  'stale-entry',
  'position-not-fitting',
  'officer-missing',
  'order-differs',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/** Codes with which a run ends `failed`. */
export const RUN_ERROR_CODES = [
  'rows-rejected',
  'unreadable-file',
  'engine-failed',
  'unsupported-policy',
  'gave-up',
] as const;
export type RunErrorCode = (typeof RUN_ERROR_CODES)[number];

/** One wrong place. `row` is the record's number from 1, `line` the line of a text file, or the row of a sheet. */
export interface FieldError {
  row?: number;
  line?: number;
  /** Of a workbook. */
  sheet?: string;
  /** Header of a table's column. */
  column?: string;
  /** Beginning of what the cell says. */
  value?: string;
  field: string;
  code: FieldCode | WarningCode;
  message: string;
}

/** RFC 9457 body of every refusal. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail: string;
  instance?: string;
  errors?: FieldError[];
  [member: string]: unknown;
}
