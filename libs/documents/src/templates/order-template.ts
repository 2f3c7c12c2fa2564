import { gap, line, paperOf, sides, signature, tableOf } from './building.js';

const EACH_PARAGRAPH = '[loopOver: "paragraph"]';

/** The order that fixes pairs, with its annex: the form that comes with the service (S1 §3.2, 3.3, 6.2). */
export function orderTemplate(): Promise<Buffer> {
  return paperOf(
    'Приказ о закреплении наставнических пар (групп)',
    [
      line('{организация}', { align: 'centre', bold: true }),
      line('{муниципалитет}', { align: 'centre', after: 18 }),
      line('ПРИКАЗ', { align: 'centre', bold: true, after: 12 }),
      sides('{дата}', '№ {номер}'),
      gap(),
      line('О закреплении наставнических пар (групп)', { bold: true, after: 12 }),
      line(
        'В целях реализации программы наставничества «{программа}» (форма наставничества «{форма}»), с письменного согласия участников',
        { indent: true, align: 'both', after: 6 },
      ),
      line('ПРИКАЗЫВАЮ:', { after: 6 }),
      line('1. Закрепить наставнические пары (группы) согласно приложению к настоящему приказу.', {
        indent: true,
        align: 'both',
      }),
      line(
        '2. Назначить наставников и возложить на участников пар (групп) дополнительные обязанности, связанные с наставнической деятельностью:',
        {
          indent: true,
          align: 'both',
        },
      ),
      line(
        `{#пары ${EACH_PARAGRAPH}}2.{№}. Назначить наставником {наставника} ({должность}) для {наставляемых}; срок: {срок}.{/пары}`,
        { indent: true, align: 'both' },
      ),
      line(
        '3. Куратору программы {куратору} организовать сопровождение пар (групп), учёт встреч и мониторинг программы.',
        { indent: true, align: 'both' },
      ),
      line('4. Ознакомить участников с настоящим приказом под подпись.', { indent: true, align: 'both' }),
      line('5. Контроль за исполнением настоящего приказа оставляю за собой.', {
        indent: true,
        align: 'both',
        after: 12,
      }),
      line('Основание: письменные согласия наставников и наставляемых.', { after: 18 }),
      signature('{должность руководителя}', '{руководитель}'),
    ],
    [
      line('Приложение', { align: 'right' }),
      line('к приказу от {дата} № {номер}', { align: 'right', after: 10 }),
      line('Наставнические пары (группы) программы «{программа}»', {
        align: 'centre',
        bold: true,
        after: 10,
      }),
      tableOf('пары', [
        { header: '№', cell: '{№}', share: 4, align: 'centre' },
        { header: 'Наставник', cell: '{наставник}', share: 18 },
        { header: 'Должность (статус)', cell: '{должность}', share: 12 },
        { header: 'Наставляемые', cell: '{список наставляемых}', share: 20 },
        { header: 'Вариант', cell: '{вариант}', share: 15 },
        { header: 'Вид', cell: '{вид}', share: 10 },
        { header: 'Срок', cell: '{срок}', share: 11, align: 'centre' },
        { header: 'Согласия', cell: '{согласия}', share: 10 },
      ]),
      gap(14),
      line('С приказом ознакомлены:', { after: 6 }),
      tableOf('участники', [
        { header: 'Участник', cell: '{участник}', share: 50 },
        {
          header: 'Подпись (для несовершеннолетних – законного представителя)',
          cell: '{подпись}',
          share: 30,
        },
        { header: 'Дата', cell: '{дата ознакомления}', share: 20 },
      ]),
    ],
  );
}
