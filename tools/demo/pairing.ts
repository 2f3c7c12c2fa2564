import type { CertificateAnswer, MatchingAnswer, PairAnswer, Suggestion, Unmatched } from './api-types.js';
import { checkCertificate } from './certificate.js';
import type { Client } from './client.js';
import type { OrganisationState, ProgrammeState } from './context.js';
import { importRows } from './imports.js';
import { AS_OF, STARTS_ON, type ExampleProgramme } from './organisations/index.js';

/** The engine found no matching at all, or one whose certificate does not hold. */
export class MatchingError extends Error {
  constructor(organisation: string, form: string, what: string) {
    super(`${organisation}, ${form}: ${what}`);
    this.name = 'MatchingError';
  }
}

/**
 * A curator's work for one programme: create it, enter what is known, match, check the certificate, read the
 * suggestions, decide, note that the pairs work since the first day.
 */
export async function formPairs(
  state: OrganisationState,
  example: ExampleProgramme,
): Promise<ProgrammeState> {
  const { curator } = state;
  const organisation = state.example.organisation.id;
  const { body } = example.plan;
  const { id } = await curator.post<{ id: string }>(`/v1/organisations/${organisation}/programmes`, body);
  if (example.paperPairs.length > 0)
    await importRows(curator, `/v1/programmes/${id}/pairs/imports`, example.paperPairs);
  if (example.preferences.length > 0)
    await importRows(curator, `/v1/programmes/${id}/preferences/imports`, example.preferences);
  let matched = await match(curator, id);
  if (example.plan.refusesOne === true) {
    await refuseWeakest(curator, matched.suggestions);
    matched = await match(curator, id);
  }
  const { matching, certificate } = matched;
  if (matching.summary.infeasible !== undefined)
    throw new MatchingError(
      organisation,
      body.form,
      `подбор невозможен: ${matching.summary.infeasible.reason}`,
    );
  if (certificate !== 'valid')
    throw new MatchingError(organisation, body.form, `сертификат неверен: ${certificate}`);
  await curator.post(`/v1/matchings/${matching.id}/decisions`, { all: 'accept' });
  await curator.post(`/v1/programmes/${id}/pairs/transitions`, {
    to: 'running',
    on: STARTS_ON,
    recorded: true,
  });
  const pairs = await curator.all<PairAnswer>(`/v1/programmes/${id}/pairs`);
  if (pairs.some((pair) => pair.state !== 'running'))
    throw new MatchingError(organisation, body.form, 'не все пары перешли к работе');
  return { example, id, ...matched, pairs, report: null };
}

interface Matched {
  matching: MatchingAnswer;
  certificate: string;
  suggestions: Suggestion[];
  unmatched: Unmatched[];
}

async function match(curator: Client, programme: string): Promise<Matched> {
  const matching = await curator.run<MatchingAnswer>(`/v1/programmes/${programme}/matchings`, {
    asOf: AS_OF,
  });
  const root = `/v1/matchings/${matching.id}`;
  const certificate = await curator.get<CertificateAnswer>(`${root}/certificate`);
  const suggestions = await curator.all<Suggestion>(`${root}/suggestions`);
  const unmatched = await curator.all<Unmatched>(`${root}/unmatched`);
  return {
    matching,
    certificate: checkCertificate(certificate),
    suggestions: sortedBy(suggestions, (one) => one.mentee),
    unmatched: sortedBy(unmatched, (one) => one.mentee),
  };
}

/** After the first meeting one pair did not want to go on: it is never suggested again. */
async function refuseWeakest(curator: Client, suggestions: Suggestion[]): Promise<void> {
  const [weakest] = [...suggestions].sort((a, b) => a.points - b.points || compare(a.mentee, b.mentee));
  if (weakest === undefined) return;
  await curator.post(`/v1/suggestions/${weakest.id}/decisions`, {
    decision: 'reject',
    reason: 'после встречи оба попросили другую пару',
  });
}

/** By code units, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sortedBy<T>(items: T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => compare(key(a), key(b)));
}
