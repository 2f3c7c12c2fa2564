import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/acceptance.md'), 'utf8');
const ROW = /^\| (S[0-4]-\d\d) \| .+ \| (.*) \| (.+) \|$/gm;

const rows = [...PAGE.matchAll(ROW)].map(([, id = '', servedBy = '', proof = '']) => ({
  id,
  servedBy,
  proof,
}));
const rowById = new Map(rows.map((row) => [row.id, row]));

/** Which specs carry which ids in the title of a test. */
const proofs = new Map<string, string[]>();
for (const top of ['apps', 'libs', 'test', 'tools']) {
  for (const entry of readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })) {
    if (!/\.(e2e-)?spec\.ts$/.test(entry) || entry.includes('acceptance.spec')) continue;
    const file = `${top}/${entry}`;
    const text = readFileSync(join(ROOT, file), 'utf8');
    for (const id of new Set(text.match(/(?<=\[)S[0-4]-\d\d(?=\])/g))) {
      proofs.set(id, [...(proofs.get(id) ?? []), file]);
    }
  }
}

describe('docs/acceptance.md', () => {
  it('has each of the 112 rows once', () => {
    expect(rows).toHaveLength(112);
    expect(rowById.size).toBe(112);
  });

  it('names, for every row, exactly the specs whose titles carry its id, or says "not yet"', () => {
    const wrong = rows.filter((row) => {
      const expected = (proofs.get(row.id) ?? []).sort().map((file) => `\`${file}\``);
      return row.proof !== (expected.join(', ') || 'not yet');
    });
    expect(wrong).toEqual([]);
  });

  it('says where each proved row is served', () => {
    expect(rows.filter((row) => row.proof !== 'not yet' && row.servedBy === '')).toEqual([]);
  });

  it('knows every id that a test claims to prove', () => {
    expect([...proofs.keys()].filter((id) => !rowById.has(id))).toEqual([]);
  });

  it('counts the proved rows truly', () => {
    const proved = rows.filter((row) => row.proof !== 'not yet').length;
    expect(PAGE).toContain(`${proved} of 112 rows are proved.`);
  });
});
