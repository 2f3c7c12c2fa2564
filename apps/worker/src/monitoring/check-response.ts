import type { Catalogue } from '@app/catalogue';
import type {
  FieldCode,
  FieldError,
  Instrument,
  Item,
  RespondentDto,
  ResponseRowDto,
  Wave,
} from '@app/contracts';
import { FIELD_CODES } from '@app/contracts';
import { checkAnswers } from '@app/monitoring';
import { isKnown, roleOf, type BankPerson, type MonitoringImportContext } from './import-context.js';

/** Who answered: a person of a bank, or null for the curator. */
export function respondentPerson(respondent: RespondentDto): BankPerson | null {
  const { bank, externalId } = respondent;
  return bank === undefined || externalId === undefined ? null : { bank, externalId };
}

export function respondentRole(respondent: RespondentDto): 'mentor' | 'mentee' | 'curator' {
  const person = respondentPerson(respondent);
  return person ? roleOf(person) : 'curator';
}

/** Everything about a sheet that can be said from the catalogue and the banks; texts are Russian, for the school. */
export function checkResponse(
  row: ResponseRowDto,
  context: MonitoringImportContext,
  catalogue: Catalogue,
): FieldError[] {
  const errors: FieldError[] = [...checkPeople(row, context)];
  const programme = context.programmes.get(row.programme.toLowerCase());
  if (!programme) errors.push({ field: 'programme', code: 'unknown-programme', message: '' });
  const found = findInstrument(catalogue, row.instrument, row.version);
  if ('code' in found) return [...errors, found];
  const { instrument } = found;
  errors.push(...checkFit(row, instrument, programme?.form), ...checkSheet(row, instrument));
  return errors;
}

/** The instrument of a version, or what is wrong with its name. */
export function findInstrument(
  catalogue: Catalogue,
  code: string,
  version: string,
): { instrument: Instrument } | FieldError {
  const versions = catalogue.instrumentVersions(code);
  if (versions.length === 0) {
    return { field: 'instrument', code: 'unknown-instrument', message: '' };
  }
  const instrument = versions.find((candidate) => candidate.version === version);
  if (instrument) return { instrument };
  const known = versions.map((candidate) => candidate.version).join(', ');
  const message = `У этой методики нет такой версии; есть: ${known}.`;
  return { field: 'version', code: 'wrong-version', message };
}

/** The questions that are asked at a wave; those of the other are not missing, and not to be answered. */
export function itemsAt(instrument: Instrument, wave: Wave): Item[] {
  return instrument.items.filter((item) => (item.waves ?? instrument.waves).includes(wave));
}

function checkPeople(row: ResponseRowDto, context: MonitoringImportContext): FieldError[] {
  const errors: FieldError[] = [];
  const person = respondentPerson(row.respondent);
  if (row.respondent.role === 'curator') {
    if (row.respondent.bank !== undefined || row.respondent.externalId !== undefined) {
      const message = 'Куратор указывается без базы и идентификатора.';
      errors.push({ field: 'respondent', code: 'not-allowed', message });
    }
  } else if (person && !isKnown(context, person)) {
    errors.push(unknownPerson('respondent.externalId', person));
  }
  if (row.about && !isKnown(context, row.about)) errors.push(unknownPerson('about.externalId', row.about));
  return errors;
}

export function unknownPerson(field: string, { bank }: BankPerson): FieldError {
  const where = bank === 'mentors' ? 'базе наставников' : 'базе наставляемых';
  return { field, code: 'unknown-person', message: `В ${where} нет такого участника.` };
}

const RESPONDENTS = { mentee: 'наставляемые', mentor: 'наставники', curator: 'куратор' } as const;
const WAVE_NAMES = { entry: 'входе', exit: 'выходе' } as const;

function checkFit(row: ResponseRowDto, instrument: Instrument, form: string | undefined): FieldError[] {
  const errors: FieldError[] = [];
  if (!instrument.respondents.includes(respondentRole(row.respondent))) {
    const who = instrument.respondents.map((respondent) => RESPONDENTS[respondent]).join(', ');
    const message = `Методику «${instrument.title.ru}» заполняют: ${who}.`;
    errors.push({ field: 'respondent', code: 'wrong-respondent', message });
  }
  if (form !== undefined && instrument.forms && !instrument.forms.includes(form)) {
    const message = `Методика «${instrument.title.ru}» не для формы наставничества этой программы.`;
    errors.push({ field: 'instrument', code: 'not-allowed', message });
  }
  if (!instrument.waves.includes(row.wave)) {
    const message = `Методика «${instrument.title.ru}» не проводится на ${WAVE_NAMES[row.wave]}.`;
    errors.push({ field: 'wave', code: 'wrong-wave', message });
  }
  return errors;
}

function checkSheet(row: ResponseRowDto, instrument: Instrument): FieldError[] {
  if (Object.values(row.answers).every((answer) => answer === null || answer === '')) {
    return [{ field: 'answers', code: 'required', message: 'В листе нет ни одного ответа.' }];
  }
  const asked = itemsAt(instrument, row.wave);
  const askedCodes = new Set(asked.map((item) => item.code));
  const otherWave = new Set(
    instrument.items.map((item) => item.code).filter((code) => !askedCodes.has(code)),
  );
  const misplaced = [...otherWave].filter((code) => isGiven(row.answers, code));
  const own = Object.fromEntries(Object.entries(row.answers).filter(([code]) => !otherWave.has(code)));
  return [
    ...checkAnswers({ ...instrument, items: asked }, own).map((issue) => ({
      field: `answers.${issue.field}`,
      code: fieldCode(issue.code),
      message: issue.message,
    })),
    ...misplaced.map((code): FieldError => {
      const message = `Этот вопрос не задаётся на ${WAVE_NAMES[row.wave]}.`;
      return { field: `answers.${code}`, code: 'wrong-wave', message };
    }),
  ];
}

function isGiven(answers: Record<string, unknown>, code: string): boolean {
  const answer = Object.hasOwn(answers, code) ? answers[code] : undefined;
  return answer !== undefined && answer !== null && answer !== '';
}

/** The scoring library has a code of its own for an option that does not exist. */
function fieldCode(code: string): FieldCode {
  return FIELD_CODES.find((known) => known === code) ?? 'not-allowed';
}
