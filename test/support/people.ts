import type { Client } from './service.js';

/** Bank entries of a made-up school, as its own system would send them. */
export interface EntryBody {
  externalId: string;
  personKind: string;
  [field: string]: unknown;
}

const CONSENT = { purpose: 'personal-data', givenOn: '2026-09-01', by: 'self', document: '12/26' };

/** A student with consent; everything else as the test says. */
export function student(externalId: string, fields: Record<string, unknown> = {}): EntryBody {
  return { externalId, personKind: 'student', consents: [CONSENT], ...fields };
}

/** A teacher with consent. */
export function teacher(externalId: string, fields: Record<string, unknown> = {}): EntryBody {
  return { externalId, personKind: 'teacher', consents: [CONSENT], ...fields };
}

export interface ImportAnswer {
  id: string;
  status: string;
  accepted: number;
  rejected: number;
  created: number;
  updated: number;
  unchanged: number;
  errors: { row?: number; field: string; code: string; message: string }[];
  warnings: { row?: number; field: string; code: string }[];
}

/** Imports rows as JSON and waits; fails the test when a row is refused, unless refusals are what it is about. */
export async function importRows(
  client: Client,
  path: string,
  rows: readonly object[],
  options: { refusals?: boolean } = {},
): Promise<ImportAnswer> {
  const answer = await client.run<ImportAnswer>(path, { entries: rows });
  if (options.refusals !== true && (answer.status !== 'done' || answer.rejected > 0)) {
    throw new Error(`${path}: ${JSON.stringify(answer)}`);
  }
  return answer;
}

/** Both banks of an organisation. */
export async function importBanks(
  client: Client,
  organisation: string,
  banks: { mentors: readonly EntryBody[]; mentees: readonly EntryBody[] },
): Promise<void> {
  await importRows(client, `/v1/organisations/${organisation}/banks/mentors/imports`, banks.mentors);
  await importRows(client, `/v1/organisations/${organisation}/banks/mentees/imports`, banks.mentees);
}

/** A programme «Ученик – ученик»; its id. */
export async function newProgramme(
  curator: Client,
  organisation: string,
  fields: Record<string, unknown> = {},
): Promise<string> {
  const created = await curator.post<{ id: string }>(`/v1/organisations/${organisation}/programmes`, {
    name: 'Ученик – ученик 2026/27',
    form: 'student-student',
    variants: ['achiever-underachiever', 'peer-to-peer'],
    kinds: ['traditional'],
    modes: ['in-person'],
    startsOn: '2026-10-01',
    endsOn: '2027-05-31',
    ...fields,
  });
  if (created.status !== 201) throw new Error(JSON.stringify(created.body));
  return created.body.id;
}
