import { disclosureRules } from '@app/monitoring';
import { FigureTable, figureCell } from './figure-table.js';

const rules = disclosureRules(false);
const town = { municipality: 'Город' };

function hidden(rows: { organisation: string; municipality: string; n: number; outOf: number }[]): string[] {
  const table = new FigureTable(rules);
  table.addPlaces('young', rows);
  return [...table.suppressed().keys()].sort();
}

describe('a table of counts', () => {
  it('shows every cell where groups and their rests are large', () => {
    const rows = ['a', 'b', 'c'].map((organisation) => ({ ...town, organisation, n: 20, outOf: 60 }));
    expect(hidden(rows)).toEqual([]);
  });

  it('hides a school whose whole is below the threshold, with enough others that it cannot be subtracted', () => {
    const rows = [
      { ...town, organisation: 'a', n: 12, outOf: 40 },
      { ...town, organisation: 'b', n: 14, outOf: 44 },
      { ...town, organisation: 'c', n: 15, outOf: 50 },
      { ...town, organisation: 'tiny', n: 3, outOf: 3 },
    ];
    const cells = hidden(rows);
    expect(cells).toContain(figureCell('young', 'organisation', 'tiny'));
    expect(cells.length).toBeGreaterThanOrEqual(3);
    expect(cells).not.toContain(figureCell('young', 'region'));
  });

  it('hides a school where almost nobody is left outside', () => {
    const rows = ['a', 'b', 'c', 'd'].map((organisation) => ({
      ...town,
      organisation,
      n: 12,
      outOf: organisation === 'd' ? 13 : 60,
    }));
    expect(hidden(rows)).toContain(figureCell('young', 'organisation', 'd'));
  });
});
