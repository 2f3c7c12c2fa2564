import { open } from 'node:fs/promises';
import type { RunJob } from '@app/contracts';
import { createDataSource, createRun, Database, Import, newId } from '@app/persistence';

const REGION = 'made-up';
const PART_BYTES = 2 ** 20;

/** Makes an organisation with nobody in it; `id` is new. */
export async function newSchool(databaseUrl: string, id: string): Promise<void> {
  const source = await createDataSource(databaseUrl).initialize();
  try {
    const municipality = newId();
    await source.query(
      `INSERT INTO region (id, name, timezone) VALUES ($1, $1, 'Asia/Tomsk') ON CONFLICT DO NOTHING`,
      [REGION],
    );
    await source.query(`INSERT INTO municipality (id, region_id, name) VALUES ($1, $2, $3)`, [
      municipality,
      REGION,
      id,
    ]);
    await source.query(
      `INSERT INTO organisation (id, region_id, municipality_id, name, kind) VALUES ($1, $2, $3, $1, 'school')`,
      [id, REGION, municipality],
    );
  } finally {
    await source.destroy();
  }
}

/** Stores a file as the API does when it is sent as a bank of mentees; the run waits for a worker. */
export async function acceptFile(
  databaseUrl: string,
  organisation: string,
  file: { path: string; mediaType: string },
): Promise<RunJob> {
  const source = await createDataSource(databaseUrl).initialize();
  try {
    return await new Database(source).within({ organisation }, async (tx) => {
      const tenant = { organisation, region: REGION };
      const run = await createRun(tx, 'import-run', tenant);
      await tx.insert(Import, {
        id: run,
        organisationId: organisation,
        kind: 'bank',
        bank: 'mentees',
        programmeId: null,
        mode: 'partial',
        dryRun: false,
        mediaType: file.mediaType,
        madeBy: newId(),
      });
      const handle = await open(file.path);
      let part = 0;
      for await (const bytes of handle.createReadStream({ highWaterMark: PART_BYTES })) {
        await tx.query(
          `INSERT INTO import_payload (organisation_id, import_id, part, bytes) VALUES ($1, $2, $3, $4)`,
          [organisation, run, ++part, bytes],
        );
      }
      return { run, ...tenant };
    });
  } finally {
    await source.destroy();
  }
}
