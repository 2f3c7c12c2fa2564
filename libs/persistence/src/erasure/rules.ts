import type { DataCategory } from '@app/contracts';

/**
 * Why data go: `withdrawal` of the consent to personal data (the entry stays, empty, so that the bank tells of it),
 * `destruction` of all there is about a person, and withdrawals of the consents to testing and to publication.
 */
export type ErasureCause = 'withdrawal' | 'destruction' | 'testing' | 'publication';

/** How a person is erased from one table. Pseudonymous external ids stay where they are history: see `kept.ts`. */
export interface ErasureRule {
  table: string;
  category: DataCategory;
  on: readonly ErasureCause[];
  /** Columns that are emptied; absent: the rows go. */
  clears?: readonly string[];
  /**
   * One UPDATE or DELETE, or a SELECT that answers `count`. It may name `:organisation` and `:people` (external ids);
   * on `testing` also `:instruments` that are wholly psychological, `:indicators`, and `:items` of other instruments,
   * `{ "code": ["item"] }`.
   */
  sql: string;
}

const ALL: readonly ErasureCause[] = ['withdrawal', 'destruction'];
const EMPTY_PROFILE = `{"interests": [], "languages": [], "shift": null, "modes": [], "traits": {}}`;

/** Rows of `t` about a pair of one of the people. */
const OF_PAIR = `t.organisation_id = :organisation AND t.pair_id IN (
  SELECT p.id FROM pair p WHERE p.organisation_id = :organisation AND p.mentor = ANY (:people)
  UNION SELECT m.pair_id FROM pair_mentee m WHERE m.organisation_id = :organisation AND m.mentee = ANY (:people)
  UNION SELECT e.pair_id FROM pair_event e WHERE e.organisation_id = :organisation AND e.mentee = ANY (:people))`;
const OF_EITHER = `t.organisation_id = :organisation AND (t.mentor = ANY (:people) OR t.mentee = ANY (:people))`;
const OF_SHEET = `t.organisation_id = :organisation AND (t.respondent = ANY (:people) OR t.about = ANY (:people))`;
const PERSONS = `(SELECT id FROM person WHERE organisation_id = :organisation AND external_id = ANY (:people))`;

/**
 * Every table that holds something about a person, in the order in which they are emptied. Whoever adds a table or a
 * column adds it here or to `kept.ts`; a test walks the schema and names what is in neither.
 */
export const ERASURE_RULES: readonly ErasureRule[] = [
  {
    table: 'name_case',
    category: 'identity',
    on: ALL,
    sql: `DELETE FROM name_case t WHERE t.organisation_id = :organisation AND t.person_id IN ${PERSONS}`,
  },
  {
    table: 'interview',
    category: 'selection',
    on: ALL,
    sql: `DELETE FROM interview t WHERE t.organisation_id = :organisation AND t.person_id IN ${PERSONS}`,
  },
  {
    table: 'response_history',
    category: 'answers',
    on: [...ALL, 'testing'],
    sql: `SELECT erase_answer_history(:people) AS count`,
  },
  {
    table: 'measurement',
    category: 'measurements',
    on: ALL,
    sql: `DELETE FROM measurement t WHERE t.organisation_id = :organisation
      AND (t.person = ANY (:people) OR t.response_id IN (SELECT t.id FROM response t WHERE ${OF_SHEET}))`,
  },
  {
    table: 'measurement',
    category: 'measurements',
    on: ['testing'],
    sql: `DELETE FROM measurement t WHERE t.organisation_id = :organisation AND t.person = ANY (:people) AND t.indicator = ANY (:indicators)`,
  },
  { table: 'response', category: 'answers', on: ALL, sql: `DELETE FROM response t WHERE ${OF_SHEET}` },
  {
    table: 'response',
    category: 'answers',
    on: ['testing'],
    sql: `DELETE FROM response t WHERE ${OF_SHEET} AND t.instrument = ANY (:instruments)`,
  },
  {
    table: 'response',
    category: 'answers',
    on: ['testing'],
    clears: ['answers'],
    sql: `UPDATE response t
      SET answers = t.answers - ARRAY (SELECT jsonb_array_elements_text(:items::jsonb -> t.instrument))
      WHERE ${OF_SHEET} AND t.answers ?| ARRAY (SELECT jsonb_array_elements_text(:items::jsonb -> t.instrument))`,
  },
  // A veto outlives the score that it came with: it protects somebody.
  {
    table: 'compatibility',
    category: 'relations',
    on: [...ALL, 'testing'],
    sql: `WITH gone AS (DELETE FROM compatibility t WHERE ${OF_EITHER} RETURNING t.*),
      kept AS (INSERT INTO restriction (id, organisation_id, mentor, mentee, kind, made_by, made_at)
        SELECT new_id(), organisation_id, mentor, mentee, 'do-not-pair', made_by, made_at FROM gone WHERE veto
        ON CONFLICT DO NOTHING)
      SELECT count(*)::int AS count FROM gone`,
  },
  {
    table: 'preference',
    category: 'relations',
    on: ALL,
    sql: `DELETE FROM preference t WHERE ${OF_EITHER}`,
  },
  {
    table: 'restriction',
    category: 'relations',
    on: ['withdrawal'],
    clears: ['reason'],
    sql: `UPDATE restriction t SET reason = NULL WHERE ${OF_EITHER} AND t.reason IS NOT NULL`,
  },
  {
    table: 'restriction',
    category: 'relations',
    on: ['destruction'],
    sql: `DELETE FROM restriction t WHERE ${OF_EITHER}`,
  },
  {
    table: 'pair',
    category: 'pairs',
    on: ALL,
    clears: ['override_comment', 'broken_rules'],
    sql: `UPDATE pair t SET override_comment = NULL, broken_rules = '[]'
      WHERE t.organisation_id = :organisation AND (t.override_comment IS NOT NULL OR t.broken_rules <> '[]')
        AND (t.mentor = ANY (:people) OR EXISTS (SELECT FROM pair_mentee m WHERE m.pair_id = t.id AND m.mentee = ANY (:people)))`,
  },
  {
    table: 'pair_event',
    category: 'pairs',
    on: ALL,
    clears: ['reason'],
    sql: `SELECT erase_pair_event_texts(:people) AS count`,
  },
  {
    table: 'pair_meeting',
    category: 'pairs',
    on: ALL,
    clears: ['topic', 'notes'],
    sql: `UPDATE pair_meeting t SET topic = NULL, notes = NULL
      WHERE ${OF_PAIR} AND (t.topic IS NOT NULL OR t.notes IS NOT NULL)`,
  },
  // Its days stay, so that the history of the pair can be read; its words go.
  {
    table: 'pair_plan',
    category: 'pairs',
    on: ALL,
    clears: ['body'],
    sql: `UPDATE pair_plan t SET body = t.body
        || jsonb_build_object('goal', '', 'directions', '[]'::jsonb, 'expectedResults', '[]'::jsonb,
          'individualRoute', NULL, 'activities', (
          SELECT coalesce(jsonb_agg(a || '{"title": ""}' ORDER BY n), '[]')
          FROM jsonb_array_elements(t.body -> 'activities') WITH ORDINALITY AS list (a, n)))
      WHERE ${OF_PAIR}`,
  },
  {
    table: 'pair_analysis',
    category: 'pairs',
    on: ALL,
    sql: `DELETE FROM pair_analysis t WHERE ${OF_PAIR}`,
  },
  {
    table: 'pair_petition',
    category: 'pairs',
    on: ALL,
    clears: ['reason', 'decision_reason'],
    sql: `UPDATE pair_petition t SET reason = '', decision_reason = NULL
      WHERE ${OF_PAIR} AND (t.reason <> '' OR t.decision_reason IS NOT NULL)`,
  },
  {
    table: 'pair_support',
    category: 'pairs',
    on: ALL,
    clears: ['note'],
    sql: `UPDATE pair_support t SET note = NULL, satisfaction = NULL
      WHERE ${OF_PAIR} AND (t.note IS NOT NULL OR t.satisfaction IS NOT NULL)`,
  },
  {
    table: 'pair_consultant',
    category: 'pairs',
    on: ALL,
    sql: `DELETE FROM pair_consultant t WHERE t.organisation_id = :organisation AND t.person = ANY (:people)`,
  },
  {
    table: 'practice',
    category: 'pairs',
    on: ALL,
    sql: `DELETE FROM practice t WHERE t.people && :people OR (${OF_PAIR})`,
  },
  {
    table: 'practice',
    category: 'pairs',
    on: ['publication'],
    clears: ['published_on'],
    sql: `UPDATE practice t SET published_on = NULL WHERE t.published_on IS NOT NULL AND (t.people && :people OR (${OF_PAIR}))`,
  },
  {
    table: 'mentor_school_attendance',
    category: 'selection',
    on: ALL,
    sql: `DELETE FROM mentor_school_attendance t WHERE t.organisation_id = :organisation AND t.mentor = ANY (:people)`,
  },
  {
    table: 'mentor_training',
    category: 'selection',
    on: ALL,
    sql: `DELETE FROM mentor_training t WHERE t.organisation_id = :organisation AND t.mentor = ANY (:people)`,
  },
  {
    table: 'decision',
    category: 'explanations',
    on: ALL,
    clears: ['reason'],
    sql: `SELECT erase_decision_texts(:people) AS count`,
  },
  {
    table: 'suggestion',
    category: 'explanations',
    on: ALL,
    clears: ['reasons'],
    sql: `UPDATE suggestion t SET reasons = '[]' WHERE ${OF_EITHER} AND t.reasons <> '[]'`,
  },
  {
    table: 'unmatched',
    category: 'explanations',
    on: ALL,
    clears: ['rules', 'would_help'],
    sql: `UPDATE unmatched t SET rules = '[]', would_help = '[]'
      WHERE t.organisation_id = :organisation AND t.mentee = ANY (:people) AND (t.rules <> '[]' OR t.would_help <> '[]')`,
  },
  {
    table: 'region_suggestion',
    category: 'explanations',
    on: ALL,
    clears: ['reasons'],
    sql: `UPDATE region_suggestion t SET reasons = '[]' WHERE ${OF_EITHER} AND t.reasons <> '[]'`,
  },
  {
    table: 'region_unmatched',
    category: 'explanations',
    on: ALL,
    clears: ['rules', 'would_help'],
    sql: `UPDATE region_unmatched t SET rules = '[]', would_help = '[]'
      WHERE t.organisation_id = :organisation AND t.mentee = ANY (:people) AND (t.rules <> '[]' OR t.would_help <> '[]')`,
  },
  {
    table: 'question',
    category: 'explanations',
    on: ALL,
    sql: `DELETE FROM question t WHERE t.organisation_id = :organisation AND EXISTS (
      SELECT FROM unnest(:people::text[]) id WHERE strpos(concat(t.asked, t.answer), concat('"', id, '"')) > 0)`,
  },
  {
    table: 'programme_question',
    category: 'explanations',
    on: ALL,
    sql: `DELETE FROM programme_question t WHERE t.organisation_id = :organisation AND EXISTS (
      SELECT FROM unnest(:people::text[]) id WHERE strpos(t.answer::text, concat('"', id, '"')) > 0)`,
  },
  // Whose data an answer or a file holds is not told by its columns: all finished ones of the organisation go.
  {
    table: 'idempotency',
    category: 'copies',
    on: [...ALL, 'testing'],
    clears: ['body'],
    sql: `UPDATE idempotency t SET body = NULL
      WHERE t.organisation_id = :organisation AND t.status IS NOT NULL AND t.body IS NOT NULL`,
  },
  {
    table: 'import_payload',
    category: 'copies',
    on: ALL,
    sql: `DELETE FROM import_payload t USING run r WHERE t.organisation_id = :organisation AND r.id = t.import_id
      AND r.status IN ('done', 'failed', 'cancelled')`,
  },
  // After its file, so that nobody can have made it in between.
  {
    table: 'marked_file',
    category: 'copies',
    on: ALL,
    sql: `DELETE FROM marked_file t WHERE t.organisation_id = :organisation`,
  },
  {
    table: 'import_issue',
    category: 'copies',
    on: ALL,
    clears: ['cell'],
    sql: `UPDATE import_issue t SET cell = NULL WHERE t.organisation_id = :organisation AND t.cell IS NOT NULL`,
  },
  {
    table: 'kept_file',
    category: 'copies',
    on: ALL,
    sql: `DELETE FROM kept_file t WHERE t.organisation_id = :organisation`,
  },
  {
    table: 'marked_file',
    category: 'copies',
    on: ALL,
    sql: `DELETE FROM marked_file t WHERE t.organisation_id = :organisation`,
  },
  {
    table: 'import_issue',
    category: 'copies',
    on: ALL,
    clears: ['cell'],
    sql: `UPDATE import_issue t SET cell = NULL WHERE t.organisation_id = :organisation AND t.cell IS NOT NULL`,
  },
  {
    table: 'consent',
    category: 'consents',
    on: ['destruction'],
    sql: `DELETE FROM consent t WHERE t.organisation_id = :organisation AND t.person_id IN ${PERSONS}`,
  },
  {
    table: 'bank_entry',
    category: 'entry',
    on: ['withdrawal'],
    clears: [
      'categories',
      'activity',
      'competences',
      'requests',
      'profile',
      'marks',
      'evidence',
      'proposed_by',
    ],
    sql: `UPDATE bank_entry t SET grade = NULL, experience_years = NULL, categories = '{}', activity = NULL,
        competences = '[]', requests = '[]', profile = '${EMPTY_PROFILE}', capacity = 0, trained = false,
        waiting_since = NULL, marks = '{}', evidence = '[]', proposed_by = NULL
      WHERE t.organisation_id = :organisation AND t.person_id IN ${PERSONS}`,
  },
  {
    table: 'bank_entry',
    category: 'entry',
    on: ['destruction'],
    sql: `DELETE FROM bank_entry t WHERE t.organisation_id = :organisation AND t.person_id IN ${PERSONS}`,
  },
  {
    table: 'person',
    category: 'identity',
    on: ALL,
    clears: ['display_name', 'sex'],
    sql: `UPDATE person t SET display_name = NULL, sex = NULL, birth_year = NULL, erased_at = coalesce(erased_at, now())
      WHERE t.organisation_id = :organisation AND t.external_id = ANY (:people)`,
  },
];
