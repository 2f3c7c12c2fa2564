import type { CatalogueData } from '@app/contracts';
import type { Schema } from './schemas/common.schema.js';
import { FORM_SCHEMA } from './schemas/form.schema.js';
import { IMPORT_COLUMNS_SCHEMA } from './schemas/import-columns.schema.js';
import { IMPORT_TEMPLATES_SCHEMA } from './schemas/import-templates.schema.js';
import { PAPERS_SCHEMA } from './schemas/paper.schema.js';
import { RETENTION_SCHEMA } from './schemas/people.schema.js';
import { INSTRUMENT_SCHEMA } from './schemas/instrument.schema.js';
import {
  CATALOGUE_SCHEMA,
  CATEGORY_SCHEMA,
  COMPLETION_REASON_SCHEMA,
  CONSENT_PURPOSE_SCHEMA,
  DENOMINATOR_SCHEMA,
  DISCLOSURE_SCHEMA,
  INDICATOR_SCHEMA,
  KIND_SCHEMA,
  MARKS_SCHEMA,
  MEETING_KIND_SCHEMA,
  MENTOR_SCHOOL_SCHEMA,
  MODE_SCHEMA,
  PERSON_KIND_SCHEMA,
  PETITION_KIND_SCHEMA,
  PROGRAMME_LIFE_SCHEMA,
  REMINDER_SCHEMA,
  ROLE_SCHEMA,
  STAGE_ONE_SCHEMA,
  STAGE_SCHEMA,
  STAGE_TWO_SCHEMA,
  SUPPORT_KIND_SCHEMA,
  TARGET_SCHEMA,
  TOPIC_SCHEMA,
  TRAIT_SCHEMA,
} from './schemas/vocabulary.schema.js';

/** `list`: one file with an array; `folder`: a file per entry; `object`: one file with one object. */
export type FileLayout = 'list' | 'folder' | 'object';

export interface FileSpec {
  part: keyof CatalogueData;
  /** Name in the catalogue's folder. */
  name: string;
  layout: FileLayout;
  /** Of one entry (`list`, `folder`) or of the whole file (`object`). */
  schema: Schema;
}

export type ListPart = {
  [Part in keyof CatalogueData]: CatalogueData[Part] extends readonly unknown[] ? Part : never;
}[keyof CatalogueData];

const list = (part: ListPart, name: string, schema: Schema): FileSpec => ({
  part,
  name,
  layout: 'list',
  schema,
});

/** Every file of the catalogue, in the order in which it is read. */
export const FILES: readonly FileSpec[] = [
  { part: 'version', name: 'catalogue.json', layout: 'object', schema: CATALOGUE_SCHEMA },
  list('kinds', 'kinds.json', KIND_SCHEMA),
  list('topics', 'topics.json', TOPIC_SCHEMA),
  list('categories', 'categories.json', CATEGORY_SCHEMA),
  list('personKinds', 'person-kinds.json', PERSON_KIND_SCHEMA),
  list('modes', 'modes.json', MODE_SCHEMA),
  list('traits', 'traits.json', TRAIT_SCHEMA),
  list('consentPurposes', 'consent-purposes.json', CONSENT_PURPOSE_SCHEMA),
  list('completionReasons', 'completion-reasons.json', COMPLETION_REASON_SCHEMA),
  list('meetingKinds', 'meeting-kinds.json', MEETING_KIND_SCHEMA),
  list('petitionKinds', 'petition-kinds.json', PETITION_KIND_SCHEMA),
  list('supportKinds', 'support-kinds.json', SUPPORT_KIND_SCHEMA),
  list('roles', 'roles.json', ROLE_SCHEMA),
  list('stages', 'stages.json', STAGE_SCHEMA),
  list('reminders', 'reminders.json', REMINDER_SCHEMA),
  { part: 'mentorSchool', name: 'mentor-school.json', layout: 'object', schema: MENTOR_SCHOOL_SCHEMA },
  { part: 'programmeLife', name: 'programme-life.json', layout: 'object', schema: PROGRAMME_LIFE_SCHEMA },
  list('indicators', 'indicators.json', INDICATOR_SCHEMA),
  list('denominators', 'denominators.json', DENOMINATOR_SCHEMA),
  list('targets', 'targets.json', TARGET_SCHEMA),
  { part: 'forms', name: 'forms', layout: 'folder', schema: FORM_SCHEMA },
  { part: 'instruments', name: 'instruments', layout: 'folder', schema: INSTRUMENT_SCHEMA },
  { part: 'stage1', name: 'stage1.json', layout: 'object', schema: STAGE_ONE_SCHEMA },
  { part: 'stage2', name: 'stage2.json', layout: 'object', schema: STAGE_TWO_SCHEMA },
  { part: 'disclosure', name: 'disclosure.json', layout: 'object', schema: DISCLOSURE_SCHEMA },
  { part: 'marks', name: 'marks.json', layout: 'object', schema: MARKS_SCHEMA },
  { part: 'retention', name: 'retention.json', layout: 'object', schema: RETENTION_SCHEMA },
  { part: 'papers', name: 'papers.json', layout: 'object', schema: PAPERS_SCHEMA },
  {
    part: 'importColumns',
    name: 'import-columns.json',
    layout: 'object',
    schema: IMPORT_COLUMNS_SCHEMA,
  },
  {
    part: 'importTemplates',
    name: 'import-templates.json',
    layout: 'object',
    schema: IMPORT_TEMPLATES_SCHEMA,
  },
];
