import type {
  BulkDecisionsView,
  CertificateView,
  DecisionView,
  MatchingView,
  PairPage,
  ProblemDetails,
  SuggestionPage,
  SuggestionView,
  UnmatchedPage,
  WhyNotView,
} from '@app/contracts';
import { verify } from '@app/matching';
import type { Problem } from '@app/matching';
import {
  importBanks,
  importRows,
  newOrganisation,
  newProgramme,
  student,
  withService,
} from '../support/index.js';
import type { Client } from '../support/index.js';

const service = withService();

const AS_OF = '2026-09-15';
const MATHS = 'subject.mathematics';
const knows = (topic: string, level: number) => ({ competences: [{ topic, level }], marks: { [topic]: 5 } });
const failing = (topic: string) => ({
  categories: ['failing'],
  requests: [{ topic, importance: 4 }],
  marks: { [topic]: 3 },
});

/** m-1 and m-2 can help with mathematics, m-3 with physics; nobody can with music. */
const BANKS = {
  mentors: [
    student('m-1', { grade: 9, capacity: 1, ...knows(MATHS, 5) }),
    student('m-2', { grade: 9, capacity: 2, ...knows(MATHS, 3) }),
    student('m-3', { grade: 11, capacity: 1, ...knows('subject.physics', 4) }),
  ],
  mentees: [
    student('e-1', { grade: 7, ...failing(MATHS) }),
    student('e-2', { grade: 7, ...failing(MATHS) }),
    student('e-3', { grade: 9, ...failing('subject.physics') }),
    student('e-4', { grade: 7, ...failing('subject.music') }),
    student('e-5', { grade: 7, ...failing(MATHS), consents: [] }),
    student('e-6', { grade: 11, ...failing(MATHS) }),
  ],
};

async function newSchool(id: string) {
  const organisation = await newOrganisation(service, id);
  await importBanks(organisation.school, id, BANKS);
  return { ...organisation, programme: await newProgramme(organisation.curator, id) };
}

async function match(curator: Client, programme: string, body: object = { asOf: AS_OF }) {
  const matching = await curator.run<MatchingView>(`/v1/programmes/${programme}/matchings`, body);
  if (matching.status !== 'done') throw new Error(`${JSON.stringify(matching)}\n${service.log()}`);
  const page = await curator.get<SuggestionPage>(`/v1/matchings/${matching.id}/suggestions`);
  return { matching, suggestions: page.body.items };
}

const pairsOf = (suggestions: readonly SuggestionView[]) =>
  suggestions.map((one) => `${one.mentor}–${one.mentee}`);

function suggestionFor(suggestions: readonly SuggestionView[], mentee: string): SuggestionView {
  const found = suggestions.find((one) => one.mentee === mentee);
  if (!found) throw new Error(`nothing is suggested for ${mentee}`);
  return found;
}

const decide = (curator: Client, suggestion: SuggestionView, decision: string, reason?: string) =>
  curator.post<DecisionView & ProblemDetails>(`/v1/suggestions/${suggestion.id}/decisions`, {
    decision,
    reason,
  });

describe('A matching of one programme', () => {
  it('[S0-10] [S1-04] [S2-03] suggests the best pairs with score, components, reasons and alternatives', async () => {
    const { curator, programme } = await newSchool('suggesting');
    const accepted = await curator.post<MatchingView>(`/v1/programmes/${programme}/matchings`, {
      asOf: AS_OF,
    });
    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('location')).toBe(`/v1/matchings/${accepted.body.id}`);
    expect(accepted.headers.get('retry-after')).toBe('1');
    const matching = await curator.ended<MatchingView>(`/v1/matchings/${accepted.body.id}`);
    expect(matching).toMatchObject({
      status: 'done',
      progress: 100,
      asOf: AS_OF,
      policyVersion: 1,
      seed: 1,
      inputDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      engineVersion: expect.any(String),
      summary: { mentees: 5, mentors: 3, matched: 3, unmatched: 2, withoutConsent: 1, worstPoints: 5714 },
    });
    const { body } = await curator.get<SuggestionPage>(`/v1/matchings/${matching.id}/suggestions`);
    // Request (4·5)/(5·4) = 1, grade gap 2 of 4: (50·10,000 + 20·5,000) / 70 = 8,571; level 3 gives 5,714, level 4 7,143.
    expect(body.items.map((one) => one.points).sort()).toEqual([5714, 7143, 8571]);
    expect(matching.summary?.totalPoints).toBe(5714 + 7143 + 8571);
    const best = body.items.find((one) => one.mentor === 'm-1');
    expect(best).toMatchObject({
      variant: 'achiever-underachiever',
      score: 0.8571,
      components: { request: 10_000, profile: 5000, compatibility: null },
      locked: false,
      tie: true,
      decision: null,
    });
    expect(best?.reasons[0]).toMatchObject({
      code: expect.any(String),
      text: expect.stringMatching(/[а-я]/),
    });
    expect(best?.alternatives).toEqual([
      {
        mentor: 'm-2',
        points: 5714,
        variant: 'achiever-underachiever',
        regret: { matched: 0, worst: null, points: 0 },
      },
    ]);
  });

  it('[S1-13] lists who is left without a mentor, why, and what would help', async () => {
    const { curator, programme } = await newSchool('unmatching');
    const { matching } = await match(curator, programme);
    const { body } = await curator.get<UnmatchedPage>(`/v1/matchings/${matching.id}/unmatched`);
    const reasons = Object.fromEntries(body.items.map((one) => [one.mentee, one.reason]));
    expect(reasons).toEqual({ 'e-4': 'no-topic', 'e-5': 'no-consent', 'e-6': 'rules' });
    const tooOld = body.items.find((one) => one.mentee === 'e-6');
    expect(tooOld?.rules.map((one) => one.rule)).toContain('grade-gap');
    expect(body.items.every((one) => one.wouldHelp.length > 0)).toBe(true);
  });

  it('gives a certificate that holds without the solver', async () => {
    const { curator, programme } = await newSchool('certified');
    const { matching } = await match(curator, programme);
    const { body } = await curator.get<CertificateView>(`/v1/matchings/${matching.id}/certificate`);
    expect(verify(body.problem as unknown as Problem, body.result)).toEqual([]);
    expect(body.ids.mentees).toHaveLength(5);
    const forged = { ...body.result, totalPoints: 1 };
    expect(verify(body.problem as unknown as Problem, forged)).not.toEqual([]);
  });

  it('says why a mentor was not suggested: by rules, or by what others would lose', async () => {
    const { curator, programme } = await newSchool('asking');
    const { matching, suggestions } = await match(curator, programme);
    const ask = (mentor: string, mentee: string) =>
      curator.get<WhyNotView & ProblemDetails>(
        `/v1/matchings/${matching.id}/why-not?mentor=${mentor}&mentee=${mentee}`,
      );
    const broken = await ask('m-1', 'e-4');
    expect(broken.status).toBe(200);
    expect(broken.body).toMatchObject({ eligible: false, regret: null, moves: [] });
    expect(broken.body.brokenRules.map((one) => one.rule)).toContain('topic-covered');
    const other = suggestions.find((one) => one.mentor === 'm-2')?.mentee ?? '';
    const priced = await ask('m-1', other);
    expect(priced.body).toMatchObject({
      eligible: true,
      brokenRules: [],
      points: 8571,
      regret: { matched: 0, worst: null, points: 0 },
      explanation: expect.stringMatching(/[а-я]/),
    });
    expect(priced.body.moves).toHaveLength(2);
    const withoutConsent = await ask('m-1', 'e-5');
    expect(withoutConsent.body.brokenRules.map((one) => one.rule)).toEqual(['no-consent']);
    const unknown = await ask('m-1', 'nobody');
    expect(unknown.status).toBe(400);
    expect(unknown.body.errors?.[0]).toMatchObject({ field: 'mentee', code: 'unknown-person' });
  });

  it('gives the same result from the same input, whatever runs it', async () => {
    const { curator, programme } = await newSchool('repeating');
    const one = await match(curator, programme);
    const other = await match(curator, programme);
    const { durationMs: _, ...summary } = one.matching.summary ?? { durationMs: 0 };
    expect(other.matching.inputDigest).toBe(one.matching.inputDigest);
    expect(other.matching.summary).toMatchObject(summary);
    expect(other.suggestions.map(({ id: _, ...rest }) => rest)).toEqual(
      one.suggestions.map(({ id: _, ...rest }) => rest),
    );
  });

  it('tells its progress as events until it has ended', async () => {
    const { curator, programme } = await newSchool('telling');
    const { matching } = await match(curator, programme);
    const events = await curator.get<string>(`/v1/matchings/${matching.id}/events`);
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    expect(events.body).toContain('"status":"done"');
  });
});

describe('What people decide about suggestions', () => {
  it('is respected by the next matching: a rejected pair is gone until the rejection is withdrawn', async () => {
    const { curator, programme } = await newSchool('rejecting');
    const first = await match(curator, programme);
    const rejected = suggestionFor(first.suggestions, 'e-3');
    const answer = await decide(curator, rejected, 'reject', 'не сошлись расписанием');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ decision: 'reject', recorded: true, pair: null });
    expect((await decide(curator, rejected, 'reject')).body.recorded).toBe(false);
    const second = await match(curator, programme);
    expect(pairsOf(second.suggestions)).not.toContain('m-3–e-3');
    expect(second.matching.inputDigest).not.toBe(first.matching.inputDigest);
    const { body } = await curator.get<WhyNotView>(
      `/v1/matchings/${second.matching.id}/why-not?mentor=m-3&mentee=e-3`,
    );
    expect(body.brokenRules.map((one) => one.rule)).toContain('rejected');
    await decide(curator, rejected, 'withdraw');
    expect(pairsOf((await match(curator, programme)).suggestions)).toContain('m-3–e-3');
  });

  it('keeps a locked pair, and the locks and exclusions of a request', async () => {
    const { curator, programme } = await newSchool('locking');
    const first = await match(curator, programme);
    const lucky = first.suggestions.find((one) => one.mentor === 'm-1')?.mentee ?? '';
    const other = lucky === 'e-1' ? 'e-2' : 'e-1';
    const asked = await match(curator, programme, {
      asOf: AS_OF,
      locks: [{ mentor: 'm-1', mentee: other }],
      excluded: [{ mentor: 'm-3', mentee: 'e-3' }],
    });
    expect(pairsOf(asked.suggestions)).toEqual(expect.arrayContaining([`m-1–${other}`, `m-2–${lucky}`]));
    expect(asked.suggestions).toHaveLength(2);
    expect(suggestionFor(asked.suggestions, other).locked).toBe(true);
    await decide(curator, suggestionFor(asked.suggestions, other), 'lock');
    const next = await match(curator, programme);
    expect(suggestionFor(next.suggestions, other)).toMatchObject({
      mentor: 'm-1',
      locked: true,
      decision: 'lock',
    });
  });

  it('[S1-22] makes pairs that take places in every programme', async () => {
    const { id, curator, programme } = await newSchool('accepting');
    const { matching, suggestions } = await match(curator, programme);
    const all = await curator.post<BulkDecisionsView>(`/v1/matchings/${matching.id}/decisions`, {
      all: 'accept',
    });
    expect(all.status).toBe(200);
    expect(all.body).toMatchObject({ recorded: 3, unchanged: 0 });
    const pairs = await curator.get<PairPage>(`/v1/programmes/${programme}/pairs`);
    expect(pairs.body.items.map((pair) => `${pair.mentor}–${pair.mentees.join()}`).sort()).toEqual(
      pairsOf(suggestions).sort(),
    );
    expect(pairs.body.items.every((pair) => pair.state === 'accepted')).toBe(true);
    const again = await curator.post<BulkDecisionsView>(`/v1/matchings/${matching.id}/decisions`, {
      all: 'accept',
    });
    expect(again.body).toMatchObject({ recorded: 0, unchanged: 3 });
    expect(again.body.items.map((item) => item.pair)).toEqual(all.body.items.map((item) => item.pair));
    expect((await match(curator, programme)).suggestions).toEqual([]);
    const second = await newProgramme(curator, id, { name: 'Вторая программа' });
    const elsewhere = await match(curator, second);
    // Only m-2 has a place left, and one of the two who ask for mathematics gets it.
    expect(elsewhere.suggestions.map((one) => one.mentor)).toEqual(['m-2']);
  });

  it('takes an accepted pair back while it has not met', async () => {
    const { curator, programme } = await newSchool('withdrawing');
    const { suggestions } = await match(curator, programme);
    const chosen = suggestionFor(suggestions, 'e-3');
    const accepted = await decide(curator, chosen, 'accept');
    expect(await decide(curator, chosen, 'reject')).toMatchObject({
      status: 409,
      body: { code: 'conflict', errors: [{ code: 'not-decidable' }] },
    });
    expect((await decide(curator, chosen, 'withdraw')).body.recorded).toBe(true);
    const pair = await curator.get<Record<string, unknown>>(`/v1/pairs/${accepted.body.pair ?? ''}`);
    expect(pair.body).toMatchObject({ state: 'terminated', endReason: 'withdrawn', startedOn: null });
    expect(pairsOf((await match(curator, programme)).suggestions)).toContain('m-3–e-3');
  });

  it('is refused whole when part of it cannot be', async () => {
    const { curator, programme } = await newSchool('refusing');
    const { matching, suggestions } = await match(curator, programme);
    const lucky = suggestions.find((one) => one.mentor === 'm-1')?.mentee ?? '';
    const other = lucky === 'e-1' ? 'e-2' : 'e-1';
    const locks = [{ mentor: 'm-1', mentee: other }];
    const swapped = await match(curator, programme, { asOf: AS_OF, locks });
    await decide(curator, suggestionFor(swapped.suggestions, other), 'accept');
    const all = await curator.post<ProblemDetails>(`/v1/matchings/${matching.id}/decisions`, {
      all: 'accept',
    });
    expect(all.status).toBe(409);
    expect(all.body.errors?.map((error) => error.code).sort()).toEqual(['mentee-taken', 'mentor-full']);
    expect((await curator.get<PairPage>(`/v1/programmes/${programme}/pairs`)).body.items).toHaveLength(1);
    const full = await decide(curator, suggestionFor(suggestions, lucky), 'accept');
    expect(full).toMatchObject({ status: 409, body: { code: 'mentor-full' } });
  });
});

describe('A matching that cannot be', () => {
  it('ends done and names the smallest set that stands in the way', async () => {
    const { curator, programme } = await newSchool('impossible');
    const { matching, suggestions } = await match(curator, programme, {
      asOf: AS_OF,
      locks: [
        { mentor: 'm-1', mentee: 'e-1' },
        { mentor: 'm-1', mentee: 'e-2' },
      ],
    });
    expect(matching.summary?.infeasible).toEqual({
      reason: 'capacity',
      mentees: ['e-1', 'e-2'],
      mentors: ['m-1'],
    });
    expect(suggestions).toEqual([]);
    const { body } = await curator.get<CertificateView>(`/v1/matchings/${matching.id}/certificate`);
    expect(verify(body.problem as unknown as Problem, body.result)).toEqual([]);
    const noConsent = await match(curator, programme, {
      asOf: AS_OF,
      locks: [{ mentor: 'm-1', mentee: 'e-5' }],
    });
    expect(noConsent.matching.summary?.infeasible).toEqual({
      reason: 'lock-ineligible',
      mentees: ['e-5'],
      mentors: ['m-1'],
    });
    const ineligible = await match(curator, programme, {
      asOf: AS_OF,
      locks: [{ mentor: 'm-1', mentee: 'e-4' }],
    });
    expect(ineligible.matching.summary?.infeasible?.reason).toBe('lock-ineligible');
  });

  it('refuses a request that names nobody, or the wrong things', async () => {
    const { curator, programme } = await newSchool('misnaming');
    const post = (body: unknown) =>
      curator.post<ProblemDetails>(`/v1/programmes/${programme}/matchings`, body);
    const unknown = await post({ locks: [{ mentor: 'm-1', mentee: 'nobody' }] });
    expect(unknown).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: [{ field: 'locks[0].mentee', code: 'unknown-person' }] },
    });
    const wrong = await post({ asOf: '2026-02-30', excluded: 'all', more: 1 });
    expect(wrong.body.errors?.map((error) => `${error.field} ${error.code}`).sort()).toEqual([
      'asOf bad-format',
      'excluded wrong-type',
      'more unknown-field',
    ]);
  });

  it('hides everything from other organisations and other roles', async () => {
    const { curator, programme, school } = await newSchool('hidden');
    const { matching, suggestions } = await match(curator, programme);
    const stranger = await newOrganisation(service, 'stranger');
    const paths = [
      `/v1/programmes/${programme}`,
      `/v1/programmes/${programme}/matchings`,
      `/v1/matchings/${matching.id}`,
      `/v1/matchings/${matching.id}/suggestions`,
      `/v1/matchings/${matching.id}/unmatched`,
      `/v1/matchings/${matching.id}/certificate`,
      `/v1/matchings/${matching.id}/events`,
      `/v1/matchings/${matching.id}/why-not?mentor=m-1&mentee=e-1`,
      '/v1/matchings/not-a-uuid',
    ];
    const statuses = await Promise.all(
      paths.map(async (path) => `${path} ${(await stranger.curator.get(path)).status}`),
    );
    expect(statuses).toEqual(paths.map((path) => `${path} 404`));
    const suggestion = suggestions[0] as SuggestionView;
    expect((await decide(stranger.curator, suggestion, 'accept')).status).toBe(404);
    expect(
      (await stranger.curator.post(`/v1/matchings/${matching.id}/decisions`, { all: 'accept' })).status,
    ).toBe(404);
    expect((await stranger.curator.post(`/v1/matchings/${matching.id}/cancel`)).status).toBe(404);
    expect((await school.get(`/v1/matchings/${matching.id}`)).status).toBe(403);
    expect((await service.region.get(`/v1/matchings/${matching.id}/suggestions`)).status).toBe(403);
  });
});

describe('The policy of a programme', () => {
  it('[S1-24] has versions, and a matching keeps its own', async () => {
    const { curator, programme } = await newSchool('versioned');
    const first = await match(curator, programme);
    const put = await curator.put<{ version: number; policy: { weights: object } }>(
      `/v1/programmes/${programme}/policy`,
      { weights: { profile: 0 }, minScore: 0.7 },
    );
    expect(put).toMatchObject({
      status: 200,
      body: { version: 2, policy: { weights: { request: 50, profile: 0 } } },
    });
    const second = await match(curator, programme);
    expect(second.matching.policyVersion).toBe(2);
    // Request alone: 10,000 and 8,000 stay, 6,000 falls under 0.7.
    expect(second.suggestions.map((one) => one.points).sort()).toEqual([10_000, 8000]);
    expect((await curator.get<MatchingView>(`/v1/matchings/${first.matching.id}`)).body.policyVersion).toBe(
      1,
    );
    const old = await curator.get<{ policy: { minScore: number } }>(
      `/v1/programmes/${programme}/policy?version=1`,
    );
    expect(old.body.policy.minScore).toBe(0);
    const wrong = await curator.put<ProblemDetails>(`/v1/programmes/${programme}/policy`, {
      rules: { 'no-such-rule': { enabled: false } },
      seed: 1.5,
    });
    expect(wrong.status).toBe(400);
    expect((await curator.get<{ version: number }>(`/v1/programmes/${programme}/policy`)).body.version).toBe(
      2,
    );
  });

  it('[S1-03] [S1-06] makes groups of at least two in a programme of groups, apart from those who must not meet', async () => {
    const { id, curator, psychologist } = await newSchool('grouping');
    const programme = await newProgramme(curator, id, { kinds: ['group'] });
    const { matching, suggestions } = await match(curator, programme);
    expect(pairsOf(suggestions).sort()).toEqual(['m-2–e-1', 'm-2–e-2']);
    expect(suggestions[0]?.reasons.map(({ code }) => code)).toContain('price-on-request');
    expect(matching.summary).toMatchObject({ matched: 2, gap: [0, 0] });
    const { body } = await curator.get<CertificateView>(`/v1/matchings/${matching.id}/certificate`);
    expect(verify(body.problem as unknown as Problem, body.result)).toEqual([]);
    const left = await curator.get<UnmatchedPage>(`/v1/matchings/${matching.id}/unmatched`);
    expect(left.body.items.find(({ mentee }) => mentee === 'e-3')?.reason).toBe('conditions');
    const question = await curator.get<WhyNotView>(
      `/v1/matchings/${matching.id}/why-not?mentor=m-1&mentee=e-1`,
    );
    expect(question.body).toMatchObject({ eligible: true, regret: null });
    expect(question.body.explanation).toMatch(/размера групп/);

    await importRows(psychologist, `/v1/organisations/${id}/restrictions/imports`, [
      { mentor: 'e-1', mentee: 'e-2', kind: 'do-not-pair' },
    ]);
    expect((await match(curator, programme)).suggestions).toEqual([]);
  });

  it('keeps quotas and even loads that the policy asks for', async () => {
    const { id, curator } = await newSchool('quotas');
    const even = await newProgramme(curator, id, { policy: { loadCost: [0, 9000] } });
    const { suggestions } = await match(curator, even);
    expect(suggestionFor(suggestions, 'e-1').mentor).not.toBe(suggestionFor(suggestions, 'e-2').mentor);
    const quotas = [{ categories: ['disability'], count: 1 }];
    const never = await newProgramme(curator, id, { policy: { quotas } });
    const matching = await curator.run<MatchingView>(`/v1/programmes/${never}/matchings`, { asOf: AS_OF });
    expect(matching.summary?.infeasible).toMatchObject({
      reason: 'side-conditions',
      conditions: [expect.stringContaining('disability')],
    });
  });

  it('[S0-09] [S2-11] [S3-08] weighs what the psychologist and the meetings say, and keeps to their vetoes', async () => {
    const { id, curator, psychologist, programme } = await newSchool('compatible');
    await importRows(psychologist, `/v1/organisations/${id}/compatibilities/imports`, [
      { mentor: 'm-2', mentee: 'e-1', score: 1, method: 'interview', measuredOn: '2026-09-10' },
      { mentor: 'm-1', mentee: 'e-1', score: 0, method: 'interview', measuredOn: '2026-09-10', veto: true },
    ]);
    await importRows(curator, `/v1/programmes/${programme}/preferences/imports`, [
      { mentor: 'm-2', mentee: 'e-1', from: 'mentor', rating: 9 },
      { mentor: 'm-2', mentee: 'e-1', from: 'mentee', rating: 4 },
    ]);
    const { suggestions } = await match(curator, programme);
    // Assessment 1 twice, interest √(9·4)/10 = 0.6 once: (2·10,000 + 6,000) / 3 = 8,667.
    expect(suggestionFor(suggestions, 'e-1')).toMatchObject({
      mentor: 'm-2',
      components: { request: 6000, profile: 5000, compatibility: 8667 },
    });
  });
});
