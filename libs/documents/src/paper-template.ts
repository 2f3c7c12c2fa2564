import type { FieldCode, PaperKind } from '@app/contracts';
import { actValues } from './act.js';
import { fillDocx, tagsOfDocx, tagsOfValues } from './docx.js';
import type { TagValues } from './docx.js';
import { archiveFault } from './office-archive.js';
import { orderValues } from './order.js';
import { planValues } from './plan.js';
import { actTemplate } from './templates/act-template.js';
import { orderTemplate } from './templates/order-template.js';
import { planTemplate } from './templates/plan-template.js';

const OWN: Readonly<Record<PaperKind, () => Promise<Buffer>>> = {
  order: orderTemplate,
  plan: planTemplate,
  act: actTemplate,
};
const made = new Map<PaperKind, Promise<Buffer>>();

/** The template that comes with the service; made once. */
export function defaultTemplate(kind: PaperKind): Promise<Buffer> {
  const template = made.get(kind) ?? OWN[kind]();
  made.set(kind, template);
  return template;
}

/** Tags that a template of this kind may use. */
export const knownTags = (kind: PaperKind): string[] => tagsOfValues(SAMPLES[kind]);

export type TemplateCheck =
  | { ok: true; tags: string[] }
  | { ok: false; code: FieldCode; /** Tags that nothing fills. */ tags: string[] };

/**
 * Whether a file serves as a template: a safe DOCX whose tags are all known and that can be filled. A template that
 * passes fails for no paper, since what fills it has the same shape.
 */
export async function checkTemplate(kind: PaperKind, bytes: Buffer): Promise<TemplateCheck> {
  const fault = await archiveFault(bytes);
  if (fault !== null) return { ok: false, code: fault, tags: [] };
  try {
    const tags = await tagsOfDocx(bytes);
    const known = new Set(knownTags(kind));
    const unknown = tags.filter((tag) => !known.has(tag));
    if (unknown.length > 0) return { ok: false, code: 'unknown-code', tags: unknown };
    await fillDocx(bytes, SAMPLES[kind]);
    return { ok: true, tags };
  } catch {
    // The engine tells of a broken document and of tags that do not close in the same way: it throws.
    return { ok: false, code: 'wrong-template', tags: [] };
  }
}

const DAY = '2026-10-01';
const NAME = { full: 'Иванова Ирина Ивановна', sex: 'f', fallback: 'm-1' } as const;
const OFFICER = { name: 'Петров Пётр Петрович', position: 'директор' };

/** Papers with every list filled, to try templates on. */
const SAMPLES: Readonly<Record<PaperKind, TagValues>> = {
  order: orderValues({
    organisation: 'Школа',
    municipality: 'Район',
    programme: 'Программа',
    form: 'Ученик – ученик',
    document: { number: '1', date: DAY },
    head: OFFICER,
    curator: OFFICER,
    pairs: [
      {
        mentor: NAME,
        position: 'учитель',
        mentees: [{ name: NAME, grade: 7 }],
        variant: 'Равный – равному',
        kinds: ['традиционное'],
        from: DAY,
        until: DAY,
        consents: ['1'],
      },
    ],
  }),
  plan: planValues({
    organisation: 'Школа',
    programme: 'Программа',
    form: 'Ученик – ученик',
    variant: 'Равный – равному',
    kinds: ['традиционное'],
    mentor: NAME,
    mentees: [NAME],
    curator: OFFICER,
    from: DAY,
    until: DAY,
    goal: 'Цель',
    directions: ['Алгебра'],
    expected: 'Результат',
    route: 'Маршрут',
    activities: [{ title: 'Встреча', when: DAY, responsible: 'наставник', doneOn: DAY }],
    analysis: { on: DAY, text: 'Анализ', outcome: 'достигнута' },
  }),
  act: actValues({
    organisation: 'Школа',
    number: '1',
    on: DAY,
    subject: 'e-1',
    reason: 'Отзыв согласия',
    items: [{ category: 'Персональные данные', count: 1 }],
    head: OFFICER,
    responsible: OFFICER,
    administrator: OFFICER,
  }),
};
