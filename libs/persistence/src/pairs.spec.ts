import type { DataSource, EntityManager } from 'typeorm';
import { withDatabase } from '../../../test/support/index.js';
import {
  bootstrapRegion,
  createDataSource,
  Database,
  entryState,
  insertPairEvents,
  insertPairs,
  loadPairKnowledge,
  loadPoolEntries,
  Municipality,
  newId,
  Organisation,
  Pair,
  PairMentee,
  reciprocalBars,
  storeEntries,
  updatePairs,
} from './index.js';
import type { NewPair } from './index.js';

const postgres = withDatabase();
let source: DataSource;
let database: Database;
let programme: string;
const KEY = newId();

beforeAll(async () => {
  source = await createDataSource(postgres.url).initialize();
  database = new Database(source);
  await bootstrapRegion(database, {
    id: 'tomsk',
    name: 'Томск',
    timezone: 'Asia/Tomsk',
    key: 'k'.repeat(40),
  });
  await database.within({ region: 'tomsk' }, async (tx) => {
    const municipalityId = newId();
    await tx.insert(Municipality, { id: municipalityId, regionId: 'tomsk', name: 'район' });
    const school = { id: 'school', regionId: 'tomsk', municipalityId, name: 'Школа' };
    await tx.insert(Organisation, { ...school, kind: 'school' });
  });
});

beforeEach(async () => {
  programme = await newProgramme();
});

afterAll(() => source.destroy());

const within = <T>(work: (tx: EntityManager) => Promise<T>): Promise<T> =>
  database.within({ organisation: 'school' }, work);

function newProgramme(form = `form-${newId()}`): Promise<string> {
  return within(async (tx) => {
    const id = newId();
    await tx.query(
      `INSERT INTO programme (id, organisation_id, name, form, variants, kinds, modes, starts_on, ends_on, policy_version)
       VALUES ($1, 'school', 'Программа', $2, '{}', '{}', '{}', '2026-10-01', '2027-05-31', 1)`,
      [id, form],
    );
    return id;
  });
}

const pairOf = (mentor: string, mentees: string[], changes: Partial<NewPair> = {}): NewPair => ({
  id: newId(),
  programme,
  mentor,
  mentees,
  variant: null,
  kinds: ['traditional'],
  state: 'running',
  startedOn: '2026-10-01',
  endedOn: null,
  endReason: null,
  suggestion: null,
  override: null,
  brokenRules: [],
  events: [],
  ...changes,
});

async function made(...pairs: NewPair[]): Promise<void> {
  await within((tx) => insertPairs(tx, 'school', KEY, pairs));
}

const ended = (id: string, state: 'replaced' | 'terminated', endReason: string) =>
  within((tx) => updatePairs(tx, [{ id, state, startedOn: '2026-10-01', endedOn: '2026-11-15', endReason }]));

const barsOf = (...people: string[]) =>
  within(async (tx) => {
    const reasons = [
      { code: 'conflict', bar: 'conflict' as const },
      { code: 'declined', bar: 'declined' as const },
    ];
    const { bars } = await loadPairKnowledge(tx, 'school', programme, reasons);
    return bars
      .filter(({ mentor, mentee }) => people.includes(mentor) && people.includes(mentee))
      .map(({ mentor, mentee, reason }) => `${mentor} ${mentee} ${reason}`)
      .sort();
  });

describe('a mentee whose pair has ended', () => {
  const waitingSince = async (mentee: string, asOf: string, since: string | null = null) =>
    within(async (tx) => {
      const entry = entryState({ externalId: mentee, personKind: 'student', waitingSince: since });
      await storeEntries(tx, 'school', 'mentees', [entry]);
      const filter = { organisation: 'school', bank: 'mentees' as const, asOf, only: [mentee] };
      return (await loadPoolEntries(tx, filter))[0]?.waitingSince;
    });

  it('[S1-14] waits since the day on which it ended, unless the bank says since when', async () => {
    const pair = pairOf('m-a', ['e-a']);
    await made(pair);
    expect(await waitingSince('e-a', '2026-12-01')).toBeNull();
    await ended(pair.id, 'replaced', 'mentee-petition');
    expect(await waitingSince('e-a', '2026-12-01')).toBe('2026-11-15');
    expect(await waitingSince('e-a', '2026-11-14')).toBeNull();
    expect(await waitingSince('e-a', '2026-12-01', '2026-09-01')).toBe('2026-09-01');
  });

  it('[S1-14] goes on in a pair that names the one whose place it took', async () => {
    const first = pairOf('m-b', ['e-b']);
    await made(first);
    await ended(first.id, 'replaced', 'mentee-petition');
    const second = pairOf('m-c', ['e-b']);
    await made(second);
    await ended(second.id, 'terminated', 'mentee-initiative');
    const third = pairOf('m-d', ['e-b']);
    await made(third);
    const replaces = (id: string) => within((tx) => tx.findOneByOrFail(Pair, { id }));
    expect((await replaces(second.id)).replaces).toBe(first.id);
    // The second one was not replaced: it ended because the mentee wished so.
    expect((await replaces(third.id)).replaces).toBeNull();
  });
});

describe('bars between two people', () => {
  it('hold both ways after a conflict, and one way after one declined the other', async () => {
    const conflict = pairOf('m-e', ['e-e']);
    const declined = pairOf('m-f', ['e-f']);
    const friendly = pairOf('m-g', ['e-g']);
    await made(conflict, declined, friendly);
    await ended(conflict.id, 'terminated', 'conflict');
    await ended(declined.id, 'terminated', 'declined');
    await ended(friendly.id, 'terminated', 'force-majeure');
    expect(await barsOf('m-e', 'e-e', 'm-f', 'e-f', 'm-g', 'e-g')).toEqual([
      'e-e m-e conflict',
      'm-e e-e conflict',
      'm-f e-f declined',
    ]);
  });

  it('hold for who has left a group in conflict, while the group goes on', async () => {
    const group = pairOf('m-h', ['e-h', 'e-i'], { kinds: ['group'] });
    await made(group);
    await within(async (tx) => {
      await tx.delete(PairMentee, { pairId: group.id, mentee: 'e-h' });
      const left = { event: 'left' as const, mentee: 'e-h', happenedOn: '2026-11-01', reason: 'conflict' };
      const rest = { actor: null, document: null, until: null, recorded: false };
      await insertPairEvents(tx, 'school', KEY, [{ pair: group.id, ...left, ...rest }]);
    });
    expect(await barsOf('m-h', 'e-h', 'e-i')).toEqual(['e-h m-h conflict', 'm-h e-h conflict']);
  });

  it('[S1-03] keep a mentee from mentoring their own mentor in the same form, unless the pair is reverse', async () => {
    const form = `form-${newId()}`;
    programme = await newProgramme(form);
    const over = pairOf('m-l', ['e-l'], { state: 'completed', endedOn: '2026-12-01' });
    await made(pairOf('m-j', ['e-j']), pairOf('m-k', ['e-k'], { kinds: ['reverse'] }), over);
    expect(await within((tx) => reciprocalBars(tx, form, ['reverse']))).toEqual([
      { mentor: 'e-j', mentee: 'm-j', reason: 'reciprocal' },
    ]);
    expect(await within((tx) => reciprocalBars(tx, 'another-form', ['reverse']))).toEqual([]);
  });
});
