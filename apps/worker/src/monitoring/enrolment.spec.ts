import { hasConsent } from './consents.js';
import { participationsOf, standingsOf } from './enrolment.js';
import type { ConsentRecord, PairEventRecord, PairRecord, ProgrammeData } from './programme-data.js';
import { WaveOrder } from './wave-order.js';

const event = (
  name: PairEventRecord['event'],
  on: string,
  more: Partial<PairEventRecord> = {},
): PairEventRecord => ({
  event: name,
  on,
  reason: null,
  until: null,
  ...more,
});

const pair = (
  mentor: string,
  mentees: string[],
  events: PairEventRecord[],
  kinds = ['traditional'],
): PairRecord => ({
  mentor,
  mentees,
  variant: 'peer-to-peer',
  kinds,
  events,
});

const programme = (pairs: PairRecord[]): ProgrammeData => ({
  programme: {
    name: 'П',
    form: 'student-student',
    variants: ['peer-to-peer'],
    kinds: ['traditional'],
    startsOn: '2026-10-01',
    endsOn: '2027-05-31',
    windows: { entryBeforeStart: 120, entryAfterStart: 30, exitBeforeEnd: 30, exitAfterEnd: 120 },
  },
  pairs,
  people: [],
  measurements: [],
  sheets: [],
});

const enrolled = (pairs: PairRecord[], cutOff: string | null = null) =>
  participationsOf(standingsOf(programme(pairs), cutOff), (kind) => kind !== 'speed');

describe('who is enrolled', () => {
  it('is everybody of a pair that reached running on or before the cut-off, once per role', () => {
    const pairs = [
      pair('m-1', ['e-1', 'e-2'], [event('accepted', '2026-09-10'), event('running', '2026-10-01')]),
      pair('m-2', ['e-3'], [event('running', '2026-11-01')]),
      pair('m-3', ['e-4'], [event('accepted', '2026-09-10')]),
    ];
    expect(enrolled(pairs, '2026-10-31').map(({ role, person }) => `${role} ${person}`)).toEqual([
      'mentee e-1',
      'mentee e-2',
      'mentor m-1',
    ]);
    expect(enrolled(pairs, '2026-09-30')).toEqual([]);
  });

  it('is there from the first start to the last end, with the mentor of the pair that began last', () => {
    const pairs = [
      pair('m-2', ['e-1'], [event('running', '2027-01-15')]),
      pair('m-1', ['e-1'], [event('running', '2026-10-01'), event('replaced', '2027-01-10')]),
    ];
    expect(enrolled(pairs).find(({ person }) => person === 'e-1')).toMatchObject({
      start: '2026-10-01',
      end: '2027-05-31',
      cluster: 'm-2',
    });
    expect(enrolled(pairs).find(({ person }) => person === 'm-1')?.end).toBe('2027-01-10');
  });

  it('stays as long as the pair was extended', () => {
    const events = [event('running', '2026-10-01'), event('extended', '2027-05-20', { until: '2027-09-30' })];
    expect(standingsOf(programme([pair('m-1', ['e-1'], events)]), null)).toMatchObject([
      { state: 'running', endedOn: null, end: '2027-09-30' },
    ]);
  });

  it('is not measured when one meeting is all that the pair has', () => {
    const events = [event('running', '2026-10-01')];
    expect(enrolled([pair('m-1', ['e-1'], events, ['speed'])])[0]?.measured).toBe(false);
    expect(enrolled([pair('m-1', ['e-1'], events, ['speed', 'traditional'])])[0]?.measured).toBe(true);
  });
});

describe('a consent', () => {
  const given = (more: Partial<ConsentRecord> = {}): ConsentRecord => ({
    purpose: 'personal-data',
    givenOn: '2026-09-01',
    validUntil: null,
    withdrawnOn: null,
    ...more,
  });

  it('holds from the day it is given to the end of its term, for its purpose', () => {
    const consents = [given({ validUntil: '2027-05-31' })];
    expect(hasConsent(consents, 'personal-data', '2026-08-31')).toBe(false);
    expect(hasConsent(consents, 'personal-data', '2026-09-01')).toBe(true);
    expect(hasConsent(consents, 'personal-data', '2027-05-31')).toBe(true);
    expect(hasConsent(consents, 'personal-data', '2027-06-01')).toBe(false);
    expect(hasConsent(consents, 'testing', '2026-10-01')).toBe(false);
  });

  it('that was withdrawn counts for no day, nor does an older one; a later one does', () => {
    const withdrawn = given({ givenOn: '2026-10-01', withdrawnOn: '2027-02-01' });
    expect(hasConsent([given(), withdrawn], 'personal-data', '2026-12-01')).toBe(false);
    const renewed = given({ givenOn: '2027-03-01' });
    expect(hasConsent([given(), withdrawn, renewed], 'personal-data', '2027-04-01')).toBe(true);
  });
});

describe('entry and exit', () => {
  it('are in their order, whichever comes first to the file', () => {
    const order = new WaveOrder([{ key: 'a', wave: 'entry', day: '2026-09-25' }]);
    expect(order.accept('a', 'exit', '2026-09-24')).toBe(false);
    expect(order.accept('a', 'exit', '2027-05-25')).toBe(true);
    expect(order.accept('a', 'entry', '2027-05-26')).toBe(false);
    expect(order.accept('b', 'exit', '2027-05-25')).toBe(true);
    expect(order.accept('b', 'entry', '2027-05-25')).toBe(true);
  });
});
