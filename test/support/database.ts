import pg from 'pg';
import { migrate } from '@app/persistence';
import { testServer, type TestServer } from './postgres-server.js';

export interface TestDatabase {
  name: string;
  /** Of a superuser, on this database. */
  url: string;
  /** Also ends whatever is still connected. */
  drop(): Promise<void>;
}

export interface DatabaseOptions {
  /** Default true: the schema is that of all migrations, those of the queues included. */
  migrated?: boolean;
}

/** Starting a PostgreSQL and migrating may take its time on a busy machine. */
const PREPARED_WITHIN_MS = 120_000;

// Any constant will do; it keeps test files from making the template at the same time.
const TEMPLATE_LOCK = 7_215_531;

let counter = 0;

/**
 * Gives the tests of a file databases of their own on a real PostgreSQL; all are dropped after the last
 * test. Call it at the top of a `describe` or of the file.
 */
export function withPostgres(): { createDatabase(options?: DatabaseOptions): Promise<TestDatabase> } {
  let server: TestServer | undefined;
  const databases: TestDatabase[] = [];

  beforeAll(async () => {
    server = await testServer();
  }, PREPARED_WITHIN_MS);

  afterAll(async () => {
    for (const database of databases) await database.drop();
    await server?.stop();
  }, PREPARED_WITHIN_MS);

  return {
    async createDatabase(options) {
      if (!server) throw new Error('databases are there from the first beforeAll on');
      const database = await createDatabase(server, options);
      databases.push(database);
      return database;
    },
  };
}

/** The same for the common case of one database for the whole file: `const database = withDatabase()`. */
export function withDatabase(options?: DatabaseOptions): { readonly url: string } {
  const postgres = withPostgres();
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await postgres.createDatabase(options);
  }, PREPARED_WITHIN_MS);
  return {
    get url() {
      if (!database) throw new Error('the database is there from the first beforeAll on');
      return database.url;
    },
  };
}

async function createDatabase(server: TestServer, options: DatabaseOptions = {}): Promise<TestDatabase> {
  const { migrated = true } = options;
  counter += 1;
  const name = `nastavnik_test_${process.pid}_${counter}`;
  await onServer(server, async (client) => {
    const template = migrated ? await ensureTemplate(server, client) : 'template0';
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    name,
    url: urlOf(server, name),
    drop: () =>
      onServer(server, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** Migrates once for each run of tests; every file gets a copy, which is much quicker. */
async function ensureTemplate(server: TestServer, client: pg.Client): Promise<string> {
  const template = `nastavnik_template_${server.run}`;
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) {
      const unfinished = `${template}_unfinished`;
      await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${unfinished} TEMPLATE template0`);
      await migrate({ databaseUrl: urlOf(server, unfinished), queuesOnPostgres: true });
      await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
    }
    return template;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

function urlOf(server: TestServer, database: string): string {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer<T>(server: TestServer, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOf(server, 'postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
