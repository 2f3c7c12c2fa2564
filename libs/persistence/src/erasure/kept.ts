/**
 * What stays when a person is erased, by table, and why that is right. Texts, JSON and bytes only: the test that walks
 * the schema asks for every one of them, here or in the rules. Ids of tenants, keys and rows are not listed.
 */
export const KEPT: Readonly<Record<string, { columns: readonly string[]; because: string }>> = {
  api_key: { columns: ['hash', 'role'], because: 'of a client of the service' },
  audit_entry: {
    columns: ['code', 'hash', 'method', 'outcome', 'person', 'role', 'route'],
    because: 'the log of who did what: the external id and no value; append-only',
  },
  audit_inbox: {
    columns: ['code', 'method', 'outcome', 'person', 'role', 'route'],
    because: 'the same, before it is sealed',
  },
  bank_entry: {
    columns: ['bank', 'external_id', 'person_kind', 'digest'],
    because: 'an emptied entry says that there was one; the digest cannot be read back',
  },
  consent: {
    columns: ['purpose', 'given_by', 'document', 'withdrawal_document'],
    because: 'proof of what was allowed, by whom and when (152-ФЗ, art. 9); destroyed with the person',
  },
  daily_moment: { columns: ['cell', 'moments'], because: 'made anew without the person: see erase.ts' },
  decision: { columns: ['decision', 'mentor', 'mentee'], because: 'history by external ids; append-only' },
  denominator: { columns: ['academic_year', 'code', 'source'], because: 'numbers of the organisation' },
  destruction_act: {
    columns: ['destroyed', 'document', 'people', 'purpose', 'reason'],
    because: 'the proof itself: external ids and numbers; append-only',
  },
  effectiveness_report: {
    columns: ['academic_year', 'body', 'data_digest', 'form'],
    because: 'sums of a region, under disclosure control',
  },
  idempotency: {
    columns: ['fingerprint', 'headers', 'key'],
    because: 'a digest, and where the answer is found',
  },
  import: {
    columns: ['bank', 'kind', 'media_type', 'mode', 'reading'],
    because: 'of the file, not of its rows',
  },
  import_issue: {
    columns: ['code', 'column_name', 'field', 'message', 'severity', 'sheet'],
    because: 'headers and words of the catalogue; what a cell says is cleared',
  },
  import_staging: {
    columns: ['digest', 'key', 'value'],
    because: 'rows of a running import, which is itself held against consents; gone when it ends',
  },
  matching: {
    columns: [
      'certificate',
      'engine_version',
      'excluded',
      'input_digest',
      'keep_announced',
      'locks',
      'origin',
      'summary',
    ],
    because: 'external ids and numbers that prove the result',
  },
  meeting_round: { columns: ['slots', 'summary'], because: 'times and counts' },
  mentor_school_session: {
    columns: ['academic_year', 'item', 'kind', 'responsible', 'title'],
    because: "the school's calendar; roles, no names",
  },
  monitoring_report: {
    columns: ['body', 'data_digest'],
    because: 'frozen sums; what the person wrote is taken out of it: see erase.ts',
  },
  municipality: { columns: ['name'], because: 'registry' },
  officer: {
    columns: ['document', 'name', 'position', 'role'],
    because: 'who signs for the organisation, by office',
  },
  organisation: { columns: ['id', 'kind', 'name'], because: 'registry' },
  outbox: { columns: ['payload', 'queue'], because: 'ids of runs' },
  pair: {
    columns: ['end_reason', 'kinds', 'mentor', 'state', 'variant'],
    because: 'history by external ids',
  },
  pair_event: {
    columns: ['actor', 'document', 'event', 'mentee'],
    because: 'history by external ids, and the papers it rests on; append-only',
  },
  pair_meeting: { columns: ['kind', 'mentees_attended', 'mode'], because: 'history by external ids' },
  pair_mentee: { columns: ['mentee'], because: 'history by external ids' },
  pair_petition: {
    columns: ['asked_by', 'decided_by', 'document', 'kind', 'mentee'],
    because: 'history by external ids, and the paper it rests on',
  },
  pair_plan: { columns: ['mentee'], because: 'history by external ids' },
  pair_plan_consent: { columns: ['side'], because: 'history' },
  pair_support: { columns: ['kind', 'mentee', 'side'], because: 'history by external ids' },
  paper_template: { columns: ['bytes', 'kind'], because: "the school's empty form" },
  person: { columns: ['external_id'], because: 'the pseudonym that histories refer to' },
  policy: { columns: ['body'], because: 'rules of a matching' },
  practice: {
    columns: ['form', 'people', 'summary', 'title', 'variant'],
    because: 'withdrawn from publication only; with the person it goes as a whole',
  },
  programme: {
    columns: ['document', 'form', 'kinds', 'modes', 'name', 'variants'],
    because: 'of the programme',
  },
  region: { columns: ['id', 'name', 'timezone'], because: 'registry' },
  region_matching: {
    columns: ['engine_version', 'form', 'input_digest', 'kinds', 'policy', 'scope', 'summary', 'variants'],
    because: 'numbers of a region',
  },
  region_matching_column: { columns: ['bytes', 'name'], because: 'prices and points without ids' },
  region_matching_part: { columns: ['organisations', 'outcome', 'status'], because: 'numbers of a region' },
  region_matching_share: { columns: ['bytes'], because: 'results of a running matching; gone when it ends' },
  region_suggestion: {
    columns: ['alternatives', 'components', 'mentee', 'mentor', 'mentor_organisation', 'variant'],
    because: 'history by external ids',
  },
  region_unmatched: { columns: ['mentee', 'reason'], because: 'history by external ids' },
  response: {
    columns: [
      'about',
      'about_role',
      'instrument',
      'instrument_version',
      'respondent',
      'respondent_role',
      'wave',
    ],
    because: 'sheets of those who withdrew from testing only; with the person they go as a whole',
  },
  restriction: {
    columns: ['kind', 'mentee', 'mentor'],
    because: 'two who must not meet stay apart; destroyed with the person',
  },
  retention_period: { columns: ['code'], because: 'a setting' },
  road_map_stage: {
    columns: ['note', 'responsible', 'stage', 'title'],
    because: 'of the programme; roles, no names',
  },
  round_meeting: { columns: ['mentee', 'mentor'], because: 'history by external ids' },
  run: { columns: ['error', 'queue', 'status'], because: 'codes' },
  suggestion: {
    columns: ['alternatives', 'components', 'mentee', 'mentor', 'variant'],
    because: 'history by external ids',
  },
  unmatched: { columns: ['mentee', 'reason'], because: 'history by external ids' },
  webhook: {
    columns: ['disabled_reason', 'events', 'previous_secret', 'secret', 'url'],
    because: 'of a client of the service',
  },
  webhook_delivery: { columns: ['last_error', 'payload', 'status', 'type'], because: 'ids of resources' },
};
