import type {
  AlternativesView,
  CertificateView,
  DiffView,
  FairnessView,
  MatchingView,
  ProblemDetails,
  ShadowPricesView,
  SuggestionPage,
  UnmatchedPage,
  WhatIfDto,
  WhatIfView,
  WhyNotView,
} from '@app/contracts';
import { verify } from '@app/matching';
import type { Problem } from '@app/matching';
import { importBanks, newOrganisation, newProgramme, student, withService } from '../support/index.js';
import type { Client } from '../support/index.js';

const service = withService();

const AS_OF = '2026-09-15';
const MATHS = 'subject.mathematics';
const PHYSICS = 'subject.physics';

const mentor = (id: string, grade: number, capacity: number, levels: Record<string, number>) =>
  student(id, {
    grade,
    capacity,
    competences: Object.entries(levels).map(([topic, level]) => ({ topic, level })),
    marks: Object.fromEntries(Object.keys(levels).map((topic) => [topic, 5])),
  });
const mentee = (id: string, grade: number, wants: Record<string, number>, categories: string[] = []) =>
  student(id, {
    grade,
    categories: ['failing', ...categories],
    requests: Object.entries(wants).map(([topic, importance]) => ({ topic, importance })),
    marks: Object.fromEntries(Object.keys(wants).map((topic) => [topic, 3])),
  });

/** Places are scarce, and who is good at what differs: every wish has its price. */
const BANKS = {
  mentors: [
    mentor('m-1', 9, 1, { [MATHS]: 5 }),
    mentor('m-2', 10, 1, { [MATHS]: 3, [PHYSICS]: 2 }),
    mentor('m-3', 11, 2, { [PHYSICS]: 5 }),
    mentor('m-4', 9, 1, { [MATHS]: 2, [PHYSICS]: 4 }),
  ],
  mentees: [
    mentee('e-1', 7, { [MATHS]: 5 }),
    mentee('e-2', 8, { [MATHS]: 4, [PHYSICS]: 2 }),
    mentee('e-3', 6, { [MATHS]: 2, [PHYSICS]: 5 }, ['disability']),
    mentee('e-4', 7, { [PHYSICS]: 3 }),
    mentee('e-5', 8, { [MATHS]: 3 }),
    mentee('e-6', 5, { [MATHS]: 1, [PHYSICS]: 1 }, ['disability']),
    mentee('e-7', 7, { 'subject.music': 3 }),
  ],
};

async function newSchool(id: string, policy?: object) {
  const organisation = await newOrganisation(service, id);
  await importBanks(organisation.school, id, BANKS);
  return { ...organisation, programme: await newProgramme(organisation.curator, id, policy && { policy }) };
}

interface Matched {
  matching: MatchingView;
  /** Mentor and points of each matched mentee. */
  pairs: Map<string, { mentor: string; points: number }>;
}

async function match(curator: Client, programme: string, body: object = {}): Promise<Matched> {
  const matching = await curator.run<MatchingView>(`/v1/programmes/${programme}/matchings`, {
    asOf: AS_OF,
    ...body,
  });
  if (matching.status !== 'done') throw new Error(`${JSON.stringify(matching)}\n${service.log()}`);
  const page = await curator.get<SuggestionPage>(`/v1/matchings/${matching.id}/suggestions`);
  const pairs = page.body.items.map(
    (one) => [one.mentee, { mentor: one.mentor, points: one.points }] as const,
  );
  return { matching, pairs: new Map(pairs) };
}

async function ask<T>(curator: Client, { matching }: Matched, question: string): Promise<T> {
  const answer = await curator.get<T>(`/v1/matchings/${matching.id}/${question}`);
  if (answer.status !== 200) throw new Error(`${question}: ${JSON.stringify(answer.body)}\n${service.log()}`);
  return answer.body;
}

async function whatIf(curator: Client, { matching }: Matched, wish: WhatIfDto): Promise<WhatIfView> {
  const answer = await curator.post<WhatIfView>(`/v1/matchings/${matching.id}/what-if`, wish);
  if (answer.status !== 200) throw new Error(`${JSON.stringify(answer.body)}\n${service.log()}`);
  return answer.body;
}

/** What really lies between two matchings, from their suggestions alone. */
function difference(before: Matched, after: Matched) {
  const mentees = [...new Set([...before.pairs.keys(), ...after.pairs.keys()])].sort();
  const moves = mentees
    .map((one) => ({
      mentee: one,
      from: before.pairs.get(one)?.mentor ?? null,
      to: after.pairs.get(one)?.mentor ?? null,
      pointsBefore: before.pairs.get(one)?.points ?? null,
      pointsAfter: after.pairs.get(one)?.points ?? null,
    }))
    .filter(({ from, to }) => from !== to);
  const loss = {
    matched: before.pairs.size - after.pairs.size,
    points: sum(before) - sum(after),
  };
  return { moves, loss };
}

const sum = ({ pairs }: Matched): number => [...pairs.values()].reduce((total, one) => total + one.points, 0);

const byMentee = <T extends { mentee: string }>(moves: readonly T[]): T[] =>
  [...moves].sort((a, b) => (a.mentee < b.mentee ? -1 : 1));

describe('The price of a wish', () => {
  it('is what a real matching with the wish loses, and moves whom it moves', async () => {
    const { curator, programme } = await newSchool('wishing');
    const before = await match(curator, programme);
    const wishes: WhatIfDto[] = [
      { locks: [{ mentor: 'm-2', mentee: 'e-1' }] },
      { locks: [{ mentor: 'm-4', mentee: 'e-6' }] },
      { excluded: [{ mentor: 'm-3', mentee: 'e-3' }] },
      { locks: [{ mentor: 'm-1', mentee: 'e-5' }], excluded: [{ mentor: 'm-4', mentee: 'e-4' }] },
    ];
    for (const wish of wishes) {
      const price = await whatIf(curator, before, wish);
      const after = await match(curator, programme, { ...wish, basedOn: before.matching.id });
      const real = difference(before, after);
      expect(price).toMatchObject({ infeasible: null, loss: { ...real.loss, worst: null } });
      expect(byMentee(price.moves)).toEqual(real.moves);
      expect(price.after).toMatchObject({
        matched: after.matching.summary?.matched,
        totalPoints: after.matching.summary?.totalPoints,
        worstPoints: after.matching.summary?.worstPoints,
      });
      expect(price.explanation).toMatch(/наставник/);
      expect(after.matching).toMatchObject({
        basedOn: before.matching.id,
        summary: { wish: { loss: { ...real.loss, worst: null }, moved: real.moves.length } },
      });
    }
  });

  it('is a gain where places are added, and is refused where the wish cannot be', async () => {
    const { curator, programme } = await newSchool('adding');
    const before = await match(curator, programme);
    const gained = await whatIf(curator, before, { capacity: [{ mentor: 'm-1', places: 2 }] });
    expect(gained.loss?.matched).toBe(-1);
    expect(gained.after?.matched).toBe((gained.before.matched ?? 0) + 1);
    const impossible = await whatIf(curator, before, { locks: [{ mentor: 'm-1', mentee: 'e-7' }] });
    expect(impossible).toMatchObject({
      infeasible: { reason: 'lock-ineligible', mentors: ['m-1'], mentees: ['e-7'] },
      after: null,
      loss: null,
      moves: [],
      explanation: expect.stringMatching(/[а-я]/),
    });
    const post = (body: object) =>
      curator.post<ProblemDetails>(`/v1/matchings/${before.matching.id}/what-if`, body);
    const nobody = await post({
      locks: [{ mentor: 'm-1', mentee: 'nobody' }],
      capacity: [{ mentor: 'm-1' }],
    });
    expect(nobody.status).toBe(400);
    const stranger = await post({ capacity: [{ mentor: 'e-1', places: 1 }] });
    expect(stranger).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'capacity[0].mentor', code: 'not-in-matching' }] },
    });
    expect(stranger.body.errors?.[0]?.message).toMatch(/[а-я]/);
  });

  it('is the same from a worker that has just started: all it needs is the stored certificate', async () => {
    const { curator, programme } = await newSchool('restarting');
    const before = await match(curator, programme);
    const wish = { locks: [{ mentor: 'm-2', mentee: 'e-1' }] };
    const warm = await whatIf(curator, before, wish);
    await service.worker.kill('SIGTERM');
    await service.worker.start();
    expect(await whatIf(curator, before, wish)).toEqual(warm);
  });
});

describe('Whom else a mentee could have', () => {
  it('costs exactly what a lock on the pair would', async () => {
    const { curator, programme } = await newSchool('choosing');
    const matched = await match(curator, programme);
    const { mentor: own, items } = await ask<AlternativesView>(
      curator,
      matched,
      'alternatives?mentee=e-2&limit=10',
    );
    expect(own).toBe(matched.pairs.get('e-2')?.mentor ?? null);
    expect(items.length).toBeGreaterThan(1);
    for (const item of items) {
      const price = await whatIf(curator, matched, { locks: [{ mentor: item.mentor, mentee: 'e-2' }] });
      expect({ ...item.regret }).toEqual(price.loss);
    }
    const losses = items.map(({ regret }) => (regret?.matched ?? 0) * 1e6 + (regret?.points ?? 0));
    expect(losses).toEqual([...losses].sort((a, b) => a - b));
    const first = await ask<AlternativesView>(curator, matched, 'alternatives?mentee=e-2&limit=1');
    expect(first.items).toEqual(items.slice(0, 1));
  });
});

describe('What lies between two matchings', () => {
  it('is told pair by pair, with the sums of both', async () => {
    const { curator, programme } = await newSchool('comparing');
    const before = await match(curator, programme);
    const after = await match(curator, programme, { locks: [{ mentor: 'm-1', mentee: 'e-6' }] });
    const diff = await ask<DiffView>(curator, after, `diff?with=${before.matching.id}`);
    const real = difference(before, after);
    expect(byMentee([...diff.moved, ...diff.matched, ...diff.leftOut])).toEqual(real.moves);
    expect(diff.matched.every(({ from, to }) => from === null && to !== null)).toBe(true);
    expect(diff.leftOut.every(({ to }) => to === null)).toBe(true);
    expect(diff.kept).toHaveLength(before.pairs.size - diff.moved.length - diff.leftOut.length);
    expect(diff.before.totalPoints - diff.after.totalPoints).toBe(real.loss.points);
    expect(diff).toMatchObject({ gone: [], joined: [] });
    const other = await newProgramme(curator, 'comparing', { name: 'Другая' });
    const foreign = await match(curator, other);
    const refused = await curator.get(`/v1/matchings/${after.matching.id}/diff?with=${foreign.matching.id}`);
    expect(refused.status).toBe(404);
  });
});

describe('Fairness of a matching', () => {
  it('is counted by category, grade and tier, and has its price', async () => {
    const { curator, programme } = await newSchool('fair', { tiers: [{ categories: ['disability'] }] });
    const matched = await match(curator, programme);
    const { groups, price } = await ask<FairnessView>(curator, matched, 'fairness');
    const all = groups.find(({ by }) => by === 'all');
    const points = [...matched.pairs.values()].map((one) => one.points).sort((a, b) => a - b);
    expect(all).toMatchObject({
      n: 7,
      matched: matched.pairs.size,
      coverage: matched.pairs.size / 7,
      worst: points[0],
      mean: sum(matched) / points.length,
    });
    const disabled = groups.find(({ by, group }) => by === 'category' && group === 'disability');
    expect(disabled).toMatchObject({
      n: 2,
      matched: 2,
      coverage: 1,
      title: expect.stringMatching(/[А-Яа-я]/),
    });
    expect(groups.filter(({ by }) => by === 'grade').map(({ group }) => group)).toEqual(['5', '6', '7', '8']);
    expect(groups.filter(({ by }) => by === 'tier').map(({ n }) => n)).toEqual([2, 5]);
    expect(price?.total.totalPoints).toBe(matched.matching.summary?.totalPoints);
    const fair = await newProgramme(curator, 'fair', {
      policy: { tiers: [{ categories: ['disability'] }], objective: 'worst-off-first' },
    });
    const worstOffFirst = await match(curator, fair);
    expect(price?.worstOffFirst).toEqual({
      worstPoints: worstOffFirst.matching.summary?.worstPoints,
      totalPoints: worstOffFirst.matching.summary?.totalPoints,
    });
  });
});

describe('Where mentors are wanted', () => {
  it('is told by what one more place of each mentor gives, and by topic', async () => {
    const { curator, programme } = await newSchool('recruiting');
    const matched = await match(curator, programme);
    const { items, topics } = await ask<ShadowPricesView>(curator, matched, 'shadow-prices');
    expect(items.map(({ mentor: id }) => id).sort()).toEqual(['m-1', 'm-2', 'm-3', 'm-4']);
    for (const { mentor: id, places, more } of items) {
      const price = await whatIf(curator, matched, { capacity: [{ mentor: id, places: places + 1 }] });
      expect(price.loss).toMatchObject({ matched: 0 - more.matched, points: 0 - more.points });
    }
    const { body } = await curator.get<UnmatchedPage>(`/v1/matchings/${matched.matching.id}/unmatched`);
    expect(topics[0]).toMatchObject({ topic: 'subject.music', mentors: 0, asked: 1, leftOut: 1, best: null });
    const maths = topics.find(({ topic }) => topic === MATHS);
    expect(maths).toMatchObject({ mentors: 3, asked: 5, title: expect.stringMatching(/[А-Яа-я]/) });
    expect(topics.reduce((most, one) => Math.max(most, one.leftOut), 0)).toBeLessThanOrEqual(
      body.items.length,
    );
  });
});

describe('Questions about a matching', () => {
  it('belong to the curators of its own organisation', async () => {
    const { curator, programme, school } = await newSchool('private');
    const { matching } = await match(curator, programme);
    const stranger = await newOrganisation(service, 'curious');
    const questions = [
      'alternatives?mentee=e-1',
      `diff?with=${matching.id}`,
      'fairness',
      'shadow-prices',
      'why-not?mentor=m-1&mentee=e-1',
    ];
    for (const question of questions) {
      const path = `/v1/matchings/${matching.id}/${question}`;
      expect([(await stranger.curator.get(path)).status, (await school.get(path)).status]).toEqual([
        404, 403,
      ]);
    }
    expect((await stranger.curator.post(`/v1/matchings/${matching.id}/what-if`, {})).status).toBe(404);
    expect((await service.region.post(`/v1/matchings/${matching.id}/what-if`, {})).status).toBe(403);
  });

  it('refuse what cannot be asked', async () => {
    const { curator, programme } = await newSchool('refused');
    const matched = await match(curator, programme);
    const get = (question: string) =>
      curator.get<ProblemDetails>(`/v1/matchings/${matched.matching.id}/${question}`);
    expect((await get('alternatives')).status).toBe(400);
    expect((await get('alternatives?mentee=e-1&limit=0')).status).toBe(400);
    expect(await get('alternatives?mentee=nobody')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'mentee', code: 'not-in-matching' }] },
    });
    expect((await get('diff?with=1')).status).toBe(400);
    const post = (body: object) =>
      curator.post<ProblemDetails>(`/v1/programmes/${programme}/matchings`, body);
    expect(await post({ keepAnnounced: { maxLossPercent: 1 } })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'basedOn', code: 'required' }] },
    });
    expect(await post({ basedOn: programme })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'basedOn', code: 'unknown-matching' }] },
    });
  });

  it('name the smallest change that would make a pair the best', async () => {
    const { curator, programme } = await newSchool('changing');
    const matched = await match(curator, programme);
    const answer = await ask<WhyNotView>(curator, matched, 'why-not?mentor=m-1&mentee=e-6');
    expect(answer.eligible).toBe(true);
    const place = answer.wouldHelp.find(({ code }) => code === 'more-places');
    const wider = await whatIf(curator, matched, { capacity: [{ mentor: 'm-1', places: 2 }] });
    const gets = wider.moves.some(({ mentee: id, to }) => id === 'e-6' && to === 'm-1');
    expect(place !== undefined || !gets).toBe(true);
    expect(answer.wouldHelp.every(({ text }) => /[а-я]/.test(text))).toBe(true);
  });
});

describe('A matching that keeps what was announced', () => {
  it('changes as few pairs as the allowed loss permits, and can be checked like any other', async () => {
    const { curator, programme } = await newSchool('keeping');
    const before = await match(curator, programme);
    const wish = { excluded: [{ mentor: 'm-3', mentee: 'e-3' }], basedOn: before.matching.id };
    const best = await match(curator, programme, wish);
    const kept = await match(curator, programme, { ...wish, keepAnnounced: { maxLossPercent: 20 } });
    const moved = (after: Matched) => difference(before, after).moves.length;
    expect(moved(kept)).toBeLessThanOrEqual(moved(best));
    expect(sum(kept)).toBeGreaterThanOrEqual(0.8 * sum(best));
    expect(kept.pairs.size).toBe(best.pairs.size);
    expect(kept.matching.summary?.wish).toMatchObject({ moved: moved(kept) });
    const changes = [...before.pairs].filter(
      ([id, pair]) => kept.pairs.get(id)?.mentor !== pair.mentor,
    ).length;
    expect(kept.matching.summary?.kept).toMatchObject({ changes, lostPoints: sum(best) - sum(kept) });
    expect(kept.matching.summary?.kept?.leastChanges).toBeLessThanOrEqual(changes);
    const { body } = await curator.get<CertificateView>(`/v1/matchings/${kept.matching.id}/certificate`);
    expect(verify(body.problem as unknown as Problem, body.result)).toEqual([]);
  });
});
