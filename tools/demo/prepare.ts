import type { KeyAnswer } from './api-types.js';
import type { OrganisationState } from './context.js';
import type { Client } from './client.js';
import { importRows } from './imports.js';
import { encodeBank } from './organisations/formats.js';
import { ACADEMIC_YEAR, type ExampleOrganisation } from './organisations/index.js';

const ROLES = ['school', 'curator', 'psychologist'] as const;

/** The region registers one organisation and issues its keys. Gives the region's id beside. */
export async function register(
  region: Client,
  example: ExampleOrganisation,
): Promise<{ state: OrganisationState; region: string }> {
  const made = await region.post<{ region: string }>('/v1/organisations', example.organisation);
  const clients: Client[] = [];
  for (const role of ROLES) {
    const path = `/v1/organisations/${example.organisation.id}/keys`;
    clients.push(region.withKey((await region.post<KeyAnswer>(path, { role })).key));
  }
  const [school, curator, psychologist] = clients as [Client, Client, Client];
  const state = { example, school, curator, psychologist, withoutConsent: 0, programmes: [] };
  return { state, region: made.region };
}

/** The school sends its numbers and both banks, each in the format of its own system. */
export async function sendBanks(state: OrganisationState): Promise<void> {
  const { example, school } = state;
  const root = `/v1/organisations/${example.organisation.id}`;
  await school.put(`${root}/denominators`, { academicYear: ACADEMIC_YEAR, values: example.denominators });
  for (const bank of ['mentors', 'mentees'] as const) {
    const body = encodeBank(example[bank], example.plan.formats[bank]);
    const answer = await importRows(school, `${root}/banks/${bank}/imports?mode=strict`, body);
    state.withoutConsent += answer.warnings.filter((warning) => warning.code === 'no-consent').length;
  }
}

/** The psychologist sends what is known of pairs, and which pairs must not be. */
export async function sendRelations({ example, psychologist }: OrganisationState): Promise<void> {
  const root = `/v1/organisations/${example.organisation.id}`;
  await importRows(psychologist, `${root}/compatibilities/imports`, example.compatibilities);
  await importRows(psychologist, `${root}/restrictions/imports`, example.restrictions);
}
