import { section, withSection } from './document.js';
import { figureRow } from './rows.js';

const results = {
  machine: { cpu: 'Some CPU', cores: 2, memoryGb: 24, node: 'v20', os: 'Linux 6', loadAverage: 1 },
  date: '2026-01-02',
  rows: [figureRow('edit, p99', 3.5, 'ms', { aim: 5 }, { ours: { rssMb: 80 }, runs: 3 })],
  growth: [
    {
      family: 'tight',
      points: [{ n: 500, pairs: 57_000, cpuSeconds: 0.004, rssMb: 60 }],
      exponents: { timeByN: 2.2, timeByPairs: 1.1, memoryByN: 2 },
    },
  ],
};

describe('the section of a benchmark in docs/performance.md', () => {
  it('tells machine, date, figures against their aims, and how cost grows', () => {
    const text = section(results);
    expect(text).toContain(
      'Measured on 2026-01-02: Some CPU, 2 cores, 24 GB, Linux 6, Node v20; load average 1.',
    );
    expect(text).toContain('| edit, p99 | 3.5 ms | 5 | met | 80 |');
    expect(text).toContain('| 500 | 57000 | 0.00400 | 60 |');
    expect(text).toContain('Time ~ n^2.2 ~ pairs^1.1');
  });

  it('stands between its marks and leaves the rest as it is', () => {
    const text = 'before\n<!-- a:begin -->\nold\n<!-- a:end -->\nafter';
    const now = withSection(text, 'a', 'new');
    expect(now).toBe('before\n<!-- a:begin -->\n\nnew\n\n<!-- a:end -->\nafter');
    expect(withSection(text, 'b', 'new')).toBe(text);
  });
});
