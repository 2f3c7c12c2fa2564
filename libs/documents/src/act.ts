import { dayInWords } from './days.js';
import type { TagValues } from './docx.js';
import { signatureName } from './names.js';
import { capitalised } from './order.js';
import type { Signatory } from './order.js';

/** An act of the destruction of personal data; no value of what was destroyed. */
export interface ActPaper {
  organisation: string;
  number: string;
  on: string;
  /** The person's id: a name would be what was destroyed. */
  subject: string;
  reason: string;
  items: { category: string; count: number }[];
  head: Signatory | null;
  /** Who answers for it: the curator. */
  responsible: Signatory | null;
  administrator: Signatory | null;
}

const BLANK = '____________';
const SYSTEM = '«Наставник» (база наставников и наставляемых)';
const MEANS =
  'стирание записей в базе данных средствами информационной системы, без возможности восстановления';

export function actValues(paper: ActPaper): TagValues {
  return {
    организация: paper.organisation,
    номер: paper.number,
    дата: dayInWords(paper.on),
    субъект: paper.subject,
    причина: paper.reason,
    система: SYSTEM,
    способ: MEANS,
    данные: paper.items.map(({ category, count }, at) => ({
      '№': at + 1,
      категория: category,
      записей: count,
    })),
    'должность руководителя': capitalised(paper.head?.position ?? 'руководитель'),
    руководитель: nameOf(paper.head),
    'должность ответственного': capitalised(paper.responsible?.position ?? 'куратор'),
    ответственный: nameOf(paper.responsible),
    'должность администратора': capitalised(paper.administrator?.position ?? 'системный администратор'),
    администратор: nameOf(paper.administrator),
  };
}

const nameOf = (person: Signatory | null): string => (person ? signatureName(person.name) : BLANK);
