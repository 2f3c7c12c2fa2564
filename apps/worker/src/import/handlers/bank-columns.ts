import { booleanCell, dayCell, nestRecord, numberCell } from '../csv-cells.js';
import type { Columns } from '../csv-cells.js';

/** Headers of the Russian template; whatever is not among them is a field's own name. */
const RUSSIAN: Readonly<Record<string, string>> = {
  идентификатор: 'externalId',
  'вид участника': 'personKind',
  имя: 'displayName',
  фио: 'displayName',
  пол: 'sex',
  'год рождения': 'birthYear',
  класс: 'grade',
  'стаж, лет': 'experienceYears',
  стаж: 'experienceYears',
  категории: 'categories',
  активность: 'activity',
  компетенции: 'competences',
  запросы: 'requests',
  интересы: 'profile.interests',
  языки: 'profile.languages',
  смена: 'profile.shift',
  'формат встреч': 'profile.modes',
  'мест у наставника': 'capacity',
  обучен: 'trained',
  'ждет с': 'waitingSince',
  обновлено: 'refreshedOn',
  достижения: 'evidence',
  согласия: 'consents',
  'кем предложен': 'proposedBy',
};

const COLUMNS: Columns = {
  cells: {
    birthYear: numberCell,
    grade: gradeCell,
    experienceYears: numberCell,
    sex: sexCell,
    capacity: numberCell,
    trained: booleanCell,
    waitingSince: dayCell,
    refreshedOn: dayCell,
  },
  lists: {
    categories: String,
    'profile.interests': String,
    'profile.languages': String,
    'profile.modes': String,
    competences: (part) => topicPart(part, 'level'),
    requests: (part) => topicPart(part, 'importance'),
    consents: consentPart,
    evidence: evidencePart,
  },
  maps: { marks: numberCell, 'profile.traits': numberCell },
};

/** A row of a bank's table as the entry it means (api.md, "CSV and XLSX"). */
export function entryOfRecord(record: Record<string, string>): Record<string, unknown> {
  const named = Object.entries(record).map(([header, cell]) => [fieldOf(header), cell]);
  return nestRecord(Object.fromEntries(named) as Record<string, string>, COLUMNS);
}

function fieldOf(header: string): string {
  return RUSSIAN[header.toLowerCase().replaceAll('ё', 'е')] ?? header;
}

/** «10 А», «10-а» and «10а» are all of the tenth grade. */
function gradeCell(cell: string): number | string {
  const grade = /^\s*(\d{1,2})[\s-]*[«"]?[а-яёa-z]?[»"]?\s*$/i.exec(cell)?.[1];
  return grade === undefined ? cell : Number(grade);
}

function sexCell(cell: string): string {
  const text = cell.trim().toLowerCase();
  return { м: 'm', ж: 'f' }[text] ?? text;
}

/** `subject.mathematics:5`; without a number the field is left out. */
function topicPart(part: string, field: 'level' | 'importance'): Record<string, unknown> {
  const [topic = '', number] = part.split(':');
  return { topic: topic.trim(), ...(number !== undefined && { [field]: numberCell(number) }) };
}

/** `purpose:givenOn:by:document`; the number of a document may have colons of its own. */
function consentPart(part: string): Record<string, unknown> {
  const [purpose = '', givenOn = '', by = '', ...document] = part.split(':');
  return {
    purpose: purpose.trim(),
    givenOn: dayCell(givenOn),
    by: by.trim(),
    ...(document.length > 0 && { document: document.join(':').trim() }),
  };
}

/** `kind:title:year`; the year may be absent, the title may have colons of its own. */
function evidencePart(part: string): Record<string, unknown> {
  const [kind = '', ...others] = part.split(':');
  const year = /^\s*\d{4}\s*$/.test(others.at(-1) ?? '') ? Number(others.pop()) : undefined;
  return { kind: kind.trim(), title: others.join(':').trim(), ...(year !== undefined && { year }) };
}
