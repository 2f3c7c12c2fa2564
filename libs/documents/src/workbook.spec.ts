import exceljs from 'exceljs';
import { buffer } from 'node:stream/consumers';
import { tablesToXlsx } from './workbook.js';

async function readBack(sheet: Parameters<typeof tablesToXlsx>[0][number]) {
  const workbook = new exceljs.Workbook();
  const bytes = await buffer(tablesToXlsx([sheet]));
  await workbook.xlsx.load(bytes as unknown as exceljs.Buffer);
  return workbook.getWorksheet(sheet.name);
}

describe('a workbook of tables', () => {
  it('keeps the types of its cells and a header in bold', async () => {
    const worksheet = await readBack({
      name: 'Наставники',
      columns: [{ header: 'Код' }, { header: 'Мест', format: '0' }],
      rows: [['m-1', 2]],
    });
    expect(worksheet?.getRow(1).getCell(1).value).toBe('Код');
    expect(worksheet?.getRow(1).font.bold).toBe(true);
    expect(worksheet?.getRow(2).values).toEqual([undefined, 'm-1', 2]);
  });

  it.each(['=1+1', '+7 900', '-2', '@SUM(A1)', '\t=1', '＝1+1'])(
    'writes %j as text, not as a formula',
    async (text) => {
      const worksheet = await readBack({ name: 'Лист', columns: [{ header: 'Текст' }], rows: [[text]] });
      const cell = worksheet?.getRow(2).getCell(1);
      expect(cell?.formula).toBeUndefined();
      expect(cell?.value).toBe(text);
    },
  );

  it('fails as a stream when its rows fail', async () => {
    const rows = (function* () {
      yield ['1'];
      throw new Error('gone');
    })();
    await expect(buffer(tablesToXlsx([{ name: 'Лист', columns: [{ header: 'А' }], rows }]))).rejects.toThrow(
      'gone',
    );
  });
});
