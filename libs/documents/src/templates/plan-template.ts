import { gap, line, paperOf, signature, tableOf } from './building.js';

const LABELLED = { align: 'both', after: 4 } as const;

/** The individual plan of a pair: the form that comes with the service (S0 §4; S1 §1.2; S3 §7). */
export function planTemplate(): Promise<Buffer> {
  return paperOf('Индивидуальный план развития', [
    line('{организация}', { align: 'centre', bold: true, after: 12 }),
    line('Персонализированная программа наставничества', { align: 'centre', bold: true }),
    line('(индивидуальный план развития)', { align: 'centre', after: 12 }),
    line('Программа: {программа}', LABELLED),
    line('Форма, вариант, вид: {форма}; {вариант}; {вид}', LABELLED),
    line('Наставник: {наставник}', LABELLED),
    line('Наставляемые: {наставляемые}', LABELLED),
    line('Куратор: {куратор}', LABELLED),
    line('Срок: {срок}', LABELLED),
    line('Цель: {цель}', LABELLED),
    line('Направления: {направления}', LABELLED),
    line('Ожидаемые результаты: {ожидаемые результаты}', LABELLED),
    line(
      '{#есть маршрут [loopOver: "paragraph"]}Индивидуальный образовательный маршрут: {маршрут}{/есть маршрут}',
      LABELLED,
    ),
    gap(6),
    line('План мероприятий', { bold: true, after: 6 }),
    tableOf('мероприятия', [
      { header: '№', cell: '{№}', share: 6, align: 'centre' },
      { header: 'Мероприятие', cell: '{мероприятие}', share: 41 },
      { header: 'Когда', cell: '{когда}', share: 18, align: 'centre' },
      { header: 'Ответственный', cell: '{ответственный}', share: 19 },
      { header: 'Выполнено', cell: '{выполнено}', share: 16, align: 'centre' },
    ]),
    gap(),
    line('Анализ выполнения (наставник)', { bold: true, after: 6 }),
    line('{анализ}', { after: 4 }),
    line('Итог: {итог}. Дата: {дата анализа}', { after: 18 }),
    signature('Наставник', '{подпись наставника}'),
    signature('Наставляемый (законный представитель)', ''),
    signature('Куратор', '{подпись куратора}'),
  ]);
}
