import { gap, line, paperOf, sides, signature, tableOf } from './building.js';

const ITEM = { align: 'both', indent: true, after: 4 } as const;

/** The act of the destruction of personal data: the form that comes with the service (order 179 of РКН, 28.10.2022). */
export function actTemplate(): Promise<Buffer> {
  return paperOf('Акт об уничтожении персональных данных', [
    line('УТВЕРЖДАЮ', { align: 'right' }),
    line('{должность руководителя}', { align: 'right' }),
    line('________________ {руководитель}', { align: 'right', after: 18 }),
    line('АКТ', { align: 'centre', bold: true }),
    line('об уничтожении персональных данных', { align: 'centre', bold: true, after: 12 }),
    sides('{дата}', '№ {номер}'),
    gap(),
    line('Оператор: {организация}.', ITEM),
    line('Субъект персональных данных (код в информационной системе): {субъект}.', ITEM),
    line('Причина уничтожения: {причина}.', ITEM),
    line('Информационная система: {система}.', ITEM),
    line('Способ уничтожения: {способ}.', ITEM),
    line('Дата уничтожения: {дата}', { ...ITEM, after: 10 }),
    line('Перечень уничтоженных персональных данных', { bold: true, after: 6 }),
    tableOf('данные', [
      { header: '№', cell: '{№}', share: 8, align: 'centre' },
      { header: 'Категория', cell: '{категория}', share: 72 },
      { header: 'Записей', cell: '{записей}', share: 20, align: 'centre' },
    ]),
    gap(14),
    line('Уничтожение выполнили:', { after: 8 }),
    signature('{должность ответственного}', '{ответственный}'),
    signature('{должность администратора}', '{администратор}'),
  ]);
}
