import exceljs from 'exceljs';
import { buffer } from 'node:stream/consumers';
import type { MonitoringReportView } from '@app/contracts';
import { tablesToXlsx } from '../workbook.js';
import { chartPictures } from './charts.js';
import { monitoringDocument } from './monitoring-document.js';
import { SUPPRESSED } from './report-document.js';
import type { ReportDocument } from './report-document.js';
import { reportPdf, valueText } from './to-pdf.js';
import { reportSheets } from './to-sheets.js';

const DOCUMENT: ReportDocument = {
  title: 'Отчёт об эффективности наставничества',
  subtitle: 'Томская область, 2026/27 учебный год',
  facts: [['Номер отчёта', '0192']],
  sections: [
    {
      title: 'Этап 2: итог / регион',
      paragraphs: ['Тревожность: снижение.'],
      table: {
        columns: [
          { header: 'показатель', show: 'text', wide: 2 },
          { header: 'n', show: 'whole' },
          { header: 'доля', show: 'share' },
          { header: 'p', show: 'p' },
        ],
        rows: [
          ['=Тревожность', 48, 0.25, 0.00001],
          ['Активность', SUPPRESSED, null, null],
        ],
      },
      chart: {
        kind: 'intervals',
        title: 'Изменение',
        axis: 'g',
        lines: [{ name: 'Тревожность', estimate: 0.4, ci: [0.1, 0.7] }],
      },
    },
  ],
  caveats: ['Плюс — к лучшему.'],
};

describe('a report as a workbook', () => {
  it('has numbers as numbers, marks as marks, and no live formula', async () => {
    const workbook = new exceljs.Workbook();
    const bytes = await buffer(tablesToXlsx(reportSheets(DOCUMENT)));
    await workbook.xlsx.load(bytes as unknown as exceljs.Buffer);
    const sheet = workbook.getWorksheet('Этап 2  итог   регион');
    expect(sheet?.getRow(2).values).toEqual([undefined, '=Тревожность', 48, 0.25, 0.00001]);
    expect(sheet?.getCell('A2').formula).toBeUndefined();
    expect(sheet?.getCell('C2').numFmt).toBe('0.0%');
    expect(sheet?.getCell('B3').value).toBe(SUPPRESSED);
    expect(workbook.getWorksheet('Отчёт')?.getCell('A1').value).toBe(DOCUMENT.title);
  });
});

describe('a report as a PDF', () => {
  it('is the same bytes whenever it is made', async () => {
    const first = await reportPdf(DOCUMENT, '2027-06-30T10:00:00Z');
    const second = await reportPdf(DOCUMENT, '2027-06-30T10:00:00Z');
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first.equals(second)).toBe(true);
  });

  it('writes numbers as Russian text does', () => {
    expect(valueText(-1.5, 'number')).toBe('−1,50');
    expect(valueText(0.255, 'share')).toBe('25,5\u00a0%');
    expect(valueText(0.00001, 'p')).toBe('<\u00a00,0001');
    expect(valueText(null, 'number')).toBe('–');
    expect(valueText(true, 'text')).toBe('да');
  });
});

describe('a chart', () => {
  const line = (name: string) => ({ name, entry: 48, exit: 43, better: true });

  it('is drawn without a browser, in Russian', () => {
    const [drawn] = chartPictures({ kind: 'slopes', title: 'Средние', lines: [line('Тревожность')] });
    expect(drawn?.svg).toContain('<svg');
    expect(drawn?.svg).toContain('Тревожность');
  });

  it('of many lines goes on in another picture, so that none is taller than a page', () => {
    const lines = Array.from({ length: 20 }, (_, i) => line(`Показатель ${i}`));
    const pictures = chartPictures({ kind: 'slopes', title: 'Средние', lines });
    expect(pictures).toHaveLength(3);
    for (const { height } of pictures) expect(height).toBeLessThan(440);
  });

  it('of nothing is none', () => {
    expect(chartPictures({ kind: 'intervals', title: '', axis: '', lines: [] })).toEqual([]);
  });
});

describe('a monitoring report that an earlier version froze', () => {
  it('can still be printed, and says why it has no evidence on the strategy', () => {
    const frozen = {
      id: '0192',
      status: 'done',
      progress: 100,
      programme: '0193',
      cutOff: '2027-05-31',
      madeAt: '2027-06-01T10:00:00Z',
      dataDigest: 'ab',
      coverage: { mentees: 1, mentors: 1, figures: [] },
      pairs: { total: 1, groups: 0, extended: 0, byState: [], byReason: [] },
      stage1: {
        questionnaires: [],
        gaps: [],
        swot: { strengths: [], weaknesses: [], opportunities: [], threats: [] },
      },
      stage2: [],
      strategy: { available: false, reason: 'Не рассчитывалась.' },
      quality: { noConsent: [], noTestingConsent: [], leftOutMeasurements: 0, missing: [] },
    } satisfies MonitoringReportView;
    const { sections } = monitoringDocument(frozen, { organisation: 'Школа', programme: 'Ученик – ученик' });
    expect(sections).toContainEqual({ title: 'Стратегия подбора пар', paragraphs: ['Не рассчитывалась.'] });
  });
});
