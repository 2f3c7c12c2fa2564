import type { ImportView } from '@app/contracts';
import { bankOf, newOrganisation, sendFile, student, withService } from '../support/index.js';

const service = withService();
const ROWS = 10_000;

describe('A large import', () => {
  it('is done once by the next worker when the first is killed in the middle, and changes nothing when repeated', async () => {
    const { school, id } = await newOrganisation(service, 'killed');
    const rows = Array.from({ length: ROWS }, (_, i) =>
      student(`s-${i}`, { requests: [{ topic: 'career' }] }),
    );
    const path = `${bankOf({ id }, 'mentees')}/imports`;
    const body = rows.map((row) => JSON.stringify(row)).join('\n');
    const started = await school.post<ImportView>(path, body, { 'content-type': 'application/x-ndjson' });
    const location = `/v1/imports/${started.body.id}`;
    for (let progress = 0; progress === 0;) {
      const { body: now } = await school.get<ImportView>(location);
      if (now.status === 'done') throw new Error('done before the worker could be killed');
      progress = now.progress;
    }
    await service.worker.kill('SIGKILL');
    expect(
      (await school.get<{ items: unknown[] }>(`${bankOf({ id }, 'mentees')}/entries`)).body.items,
    ).toEqual([]);
    await service.worker.start();
    const ended = await school.ended<ImportView>(location, 90_000);
    expect(ended).toMatchObject({ status: 'done', accepted: ROWS, created: ROWS, errors: [], warnings: [] });
    expect(await sendFile(school, path, body, 'application/x-ndjson')).toMatchObject({ unchanged: ROWS });
  }, 120_000);
});
