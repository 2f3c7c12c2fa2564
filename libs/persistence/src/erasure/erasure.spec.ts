import type { DataSource } from 'typeorm';
import { withDatabase } from '../../../../test/support/index.js';
import { createDataSource } from '../data-source.js';
import { ERASURE_RULES, KEPT } from './index.js';

const postgres = withDatabase();
let source: DataSource;

beforeAll(async () => {
  source = await createDataSource(postgres.url).initialize();
});
afterAll(() => source.destroy());

/** Ids of tenants, which name no person. */
const TENANTS = ['organisation_id', 'region_id', 'organisation'];

/** Every column of the schema that could hold words, as `table.column`. */
async function wordyColumns(): Promise<string[]> {
  const rows = await source.query<{ name: string }[]>(
    `SELECT c.table_name || '.' || c.column_name AS name
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> 'migrations'
       AND c.data_type IN ('text', 'json', 'jsonb', 'bytea', 'ARRAY') AND c.column_name <> ALL ($1)
     ORDER BY 1`,
    [TENANTS],
  );
  return rows.map(({ name }) => name);
}

describe('The rules of erasure', () => {
  it('say of every column that could hold words whether it is emptied, goes with its row, or why it stays', async () => {
    const columns = await wordyColumns();
    const removed = new Set(ERASURE_RULES.filter((rule) => !rule.clears).map((rule) => rule.table));
    const cleared = new Set(
      ERASURE_RULES.flatMap((rule) => (rule.clears ?? []).map((column) => `${rule.table}.${column}`)),
    );
    const kept = new Set(
      Object.entries(KEPT).flatMap(([table, { columns: names }]) =>
        names.map((column) => `${table}.${column}`),
      ),
    );
    const unknown = columns.filter(
      (name) => !removed.has(name.split('.')[0] ?? '') && !cleared.has(name) && !kept.has(name),
    );
    expect(unknown).toEqual([]);
    expect(
      [...kept, ...cleared].filter((name) => !columns.includes(name) && !NOT_WORDY.includes(name)),
    ).toEqual([]);
  });
});

/** Emptied as well, though no words fit in. */
const NOT_WORDY = ['practice.published_on'];
