import pg from 'pg';
import { withDatabase, withPostgres } from './index.js';

async function tables(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
       WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

describe('withDatabase', () => {
  const database = withDatabase();

  it('gives a test file the migrated schema, the queues in one of their own', async () => {
    const names = await tables(database.url);
    expect(names).toContain('public.organisation');
    expect(names.some((name) => name.startsWith('bullmq.'))).toBe(true);
  });
});

describe('withPostgres', () => {
  const postgres = withPostgres();

  it('gives each caller a database of its own, empty if asked', async () => {
    const [one, other] = await Promise.all([
      postgres.createDatabase({ migrated: false }),
      postgres.createDatabase({ migrated: false }),
    ]);
    expect(one.name).not.toBe(other.name);
    expect(await tables(one.url)).toEqual([]);
  });

  it('lets several ask for the migrated schema at once', async () => {
    const databases = await Promise.all([1, 2, 3].map(() => postgres.createDatabase()));
    for (const { url } of databases) expect(await tables(url)).toContain('public.organisation');
    expect(new Set(databases.map(({ name }) => name)).size).toBe(3);
  });
});
