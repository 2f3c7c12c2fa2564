import { dayInDigits } from './days.js';
import type { TagValues } from './docx.js';
import { fullName, signatureName } from './names.js';
import type { PersonName } from './names.js';
import type { Signatory } from './order.js';

export interface PlanActivity {
  title: string;
  /** A day or a period, as people read it. */
  when: string;
  responsible: string;
  doneOn: string | null;
}

/** A pair's personalised programme as a paper. Days are `YYYY-MM-DD`. */
export interface PlanPaper {
  organisation: string;
  programme: string;
  form: string;
  variant: string;
  kinds: string[];
  mentor: PersonName;
  mentees: PersonName[];
  curator: Signatory | null;
  from: string;
  until: string;
  goal: string;
  directions: string[];
  expected: string;
  /** The educational route that goes on after the programme (ИОМ). */
  route: string | null;
  activities: PlanActivity[];
  analysis: { on: string; text: string; outcome: string } | null;
}

const BLANK = '____________';

export function planValues(paper: PlanPaper): TagValues {
  const { analysis } = paper;
  return {
    организация: paper.organisation,
    программа: paper.programme,
    форма: paper.form,
    вариант: paper.variant,
    вид: paper.kinds.join(', '),
    наставник: fullName(paper.mentor),
    наставляемые: paper.mentees.map(fullName).join(', '),
    куратор: paper.curator?.name ?? BLANK,
    'подпись наставника':
      paper.mentor.full === null ? paper.mentor.fallback : signatureName(paper.mentor.full),
    'подпись куратора': paper.curator ? signatureName(paper.curator.name) : '',
    срок: `с\u00a0${dayInDigits(paper.from)} по\u00a0${dayInDigits(paper.until)}`,
    цель: paper.goal,
    направления: paper.directions.join('; '),
    'ожидаемые результаты': paper.expected === '' ? BLANK : paper.expected,
    'есть маршрут': paper.route !== null,
    маршрут: paper.route ?? '',
    мероприятия: paper.activities.map((activity, at) => ({
      '№': at + 1,
      мероприятие: activity.title,
      когда: activity.when,
      ответственный: activity.responsible,
      выполнено: activity.doneOn === null ? '' : dayInDigits(activity.doneOn),
    })),
    анализ: analysis?.text ?? BLANK,
    итог: analysis?.outcome ?? BLANK,
    'дата анализа': analysis ? dayInDigits(analysis.on) : BLANK,
  };
}
