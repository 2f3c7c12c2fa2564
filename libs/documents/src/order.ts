import { dayInDigits, dayInWords } from './days.js';
import type { TagValues } from './docx.js';
import { fullName, shortName, signatureName } from './names.js';
import type { PersonName } from './names.js';

/** Who signs or answers: a full name and a position. */
export interface Signatory {
  name: string;
  position: string;
}

export interface OrderedMentee {
  name: PersonName;
  grade: number | null;
}

export interface OrderedPair {
  mentor: PersonName;
  /** «учитель», «обучающийся» … */
  position: string;
  mentees: OrderedMentee[];
  variant: string;
  kinds: string[];
  from: string;
  until: string;
  /** Numbers of the written consents; empty: given on paper. */
  consents: string[];
}

/** What the order of a programme says. Days are `YYYY-MM-DD`. */
export interface OrderPaper {
  organisation: string;
  municipality: string;
  programme: string;
  form: string;
  /** Null: left blank. */
  document: { number: string; date: string } | null;
  head: Signatory | null;
  curator: Signatory | null;
  pairs: OrderedPair[];
}

const BLANK = '____________';
const BLANK_DAY = '«___» ______________ 20___ г.';

/** Values of the tags of an order. Where something is not known the paper has a blank to fill in by hand. */
export function orderValues(paper: OrderPaper): TagValues {
  const { head, curator } = paper;
  const curatorName = (name: Signatory): PersonName => ({ full: name.name, sex: null, fallback: name.name });
  return {
    организация: paper.organisation,
    муниципалитет: paper.municipality,
    программа: paper.programme,
    форма: paper.form,
    номер: paper.document?.number ?? BLANK,
    дата: paper.document ? dayInWords(paper.document.date) : BLANK_DAY,
    руководитель: head ? signatureName(head.name) : BLANK,
    'должность руководителя': head ? capitalised(head.position) : 'Руководитель',
    куратор: curator ? shortName(curatorName(curator)) : BLANK,
    куратору: curator ? shortName(curatorName(curator), 'dative') : BLANK,
    'должность куратора': curator?.position ?? BLANK,
    пары: paper.pairs.map(pairValues),
    участники: participants(paper.pairs).map((person) => ({
      участник: fullName(person),
      подпись: '',
      'дата ознакомления': '',
    })),
  };
}

function pairValues(pair: OrderedPair, at: number): TagValues {
  return {
    '№': at + 1,
    наставник: fullName(pair.mentor),
    наставника: shortName(pair.mentor, 'accusative'),
    наставнику: shortName(pair.mentor, 'dative'),
    должность: pair.position,
    наставляемых: pair.mentees
      .map(({ name, grade }) => `${shortName(name, 'genitive')}${inGrade(grade)}`)
      .join(', '),
    'список наставляемых': pair.mentees
      .map(({ name, grade }) => `${fullName(name)}${inGrade(grade)}`)
      .join('\n'),
    вариант: pair.variant,
    вид: pair.kinds.join(', '),
    срок: `с\u00a0${dayInDigits(pair.from)} по\u00a0${dayInDigits(pair.until)}`,
    согласия: pair.consents.length === 0 ? 'на бумаге' : pair.consents.join('\n'),
  };
}

const inGrade = (grade: number | null): string => (grade === null ? '' : ` (${grade}\u00a0класс)`);

/** Each person once, mentors and mentees pair by pair. */
function participants(pairs: readonly OrderedPair[]): PersonName[] {
  const people = pairs.flatMap((pair) => [pair.mentor, ...pair.mentees.map(({ name }) => name)]);
  return [...new Map(people.map((person) => [person.fallback, person])).values()];
}

/** With a capital letter, as a position stands at the beginning of a line. */
export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
