import { loadCatalogue } from '@app/catalogue';
import { checkStep, extendedUntil, takeStep } from './life-cycle.js';
import type { Outcome, PairLife, Rules, Step } from './life-cycle.js';

const catalogue = loadCatalogue();
const rules = (approver: Rules['approver'] = 'curator'): Rules => ({
  approver,
  requireTrainedMentor: false,
  reason: (code) => catalogue.completionReason(code),
});

const document = { number: '12-к', date: '2026-09-20', signedBy: 'директор' };

const step = (to: Step['to'], changes: Partial<Step> = {}): Step => ({
  to,
  on: '2026-09-20',
  by: null,
  reason: null,
  document: null,
  until: null,
  recorded: false,
  ...changes,
});

const accepted: PairLife = {
  facts: { mentorTrained: false, meetingsHeld: 0, maximumMeetings: null },
  state: 'accepted',
  startedOn: null,
  endedOn: null,
  endReason: null,
  history: [step('accepted', { on: '2026-11-01', by: 'curator' })],
};

function live(steps: Step[], from: PairLife = accepted, by: Rules = rules()): PairLife {
  return steps.reduce((life, next) => {
    const outcome = takeStep(life, next, by);
    if (outcome.kind !== 'taken') throw new Error(`${next.to}: ${JSON.stringify(outcome)}`);
    return outcome.life;
  }, from);
}

const agreed = [step('met'), step('agreed', { by: 'mentor' }), step('agreed', { by: 'mentee' })];
const consented = [
  step('consented', { by: 'mentor', document }),
  step('consented', { by: 'mentee', document }),
];
const started = [
  ...agreed,
  step('approved'),
  ...consented,
  step('ordered', { document }),
  step('running', { on: '2026-10-01' }),
];
const missing = (outcome: Outcome) => (outcome.kind === 'gate-not-met' ? outcome.missing : outcome.kind);

describe('the life of a pair', () => {
  it('goes from acceptance to work, gate by gate', () => {
    const life = live(started);
    expect(life).toMatchObject({ state: 'running', startedOn: '2026-10-01', endedOn: null });
    expect(life.history).toHaveLength(started.length + 1);
  });

  it('[S1-05] agrees only when both sides have said so', () => {
    const one = live([step('met'), step('agreed', { by: 'mentee' })]);
    expect(one.state).toBe('met');
    expect(missing(takeStep(one, step('approved'), rules()))).toEqual(['mentor-not-agreed']);
    expect(live([step('agreed', { by: 'mentor' })], one).state).toBe('agreed');
  });

  it('hears each side once', () => {
    const one = live([step('met'), step('agreed', { by: 'mentee' })]);
    expect(takeStep(one, step('agreed', { by: 'mentee' }), rules())).toEqual({ kind: 'not-allowed' });
  });

  it('[S1-11] [S2-07] is approved by whom the form names', () => {
    const life = live(agreed);
    expect(missing(takeStep(life, step('approved'), rules('council')))).toEqual(['wrong-approver']);
    expect(missing(takeStep(life, step('approved', { by: 'council' }), rules('curator')))).toEqual([
      'wrong-approver',
    ]);
    expect(live([step('approved', { by: 'council' })], life, rules('council')).state).toBe('approved');
    expect(live([step('approved')], life).state).toBe('approved');
  });

  it('[S1-07] is not fixed without both written consents', () => {
    const life = live([...agreed, step('approved'), step('consented', { by: 'mentor', document })]);
    expect(life.state).toBe('approved');
    expect(missing(takeStep(life, step('ordered', { document }), rules()))).toEqual(['mentee-not-consented']);
    expect(missing(takeStep(life, step('consented', { by: 'mentee' }), rules()))).toEqual([
      'consent-document-missing',
    ]);
  });

  it('[S1-08] is fixed by an order with number, date and signatory', () => {
    const life = live([...agreed, step('approved'), ...consented]);
    expect(missing(takeStep(life, step('ordered'), rules()))).toEqual(['order-document-missing']);
    expect(live([step('ordered', { document })], life).state).toBe('ordered');
  });

  it('tells everything that lies before a step', () => {
    expect(missing(takeStep(accepted, step('running'), rules()))).toEqual([
      'not-met-yet',
      'mentor-not-agreed',
      'mentee-not-agreed',
      'not-approved',
      'mentor-not-consented',
      'mentee-not-consented',
      'not-ordered',
    ]);
  });

  it('skips what was done on paper', () => {
    const life = live([step('running', { recorded: true, on: '2026-10-01' })]);
    expect(life).toMatchObject({ state: 'running', startedOn: '2026-10-01' });
  });

  it('[S1-15] is completed for a reason of the catalogue, once it has begun', () => {
    const done = step('completed', { on: '2027-05-31', reason: 'plan-done', recorded: true });
    expect(missing(takeStep(accepted, done, rules()))).toEqual(['not-started']);
    expect(live([...started, done])).toMatchObject({
      state: 'completed',
      endedOn: '2027-05-31',
      endReason: 'plan-done',
    });
    expect(takeStep(live([...started, done]), done, rules())).toEqual({ kind: 'not-allowed' });
  });

  it('[S1-14] may be replaced or ended at any time, and keeps its history', () => {
    const petition = step('replaced', { reason: 'mentee-petition', by: 'mentee', on: '2026-12-01' });
    expect(checkStep(petition, rules())).toEqual([]);
    expect(live([...started, petition])).toMatchObject({ state: 'replaced', endReason: 'mentee-petition' });
    expect(live([step('terminated', { reason: 'mentor-release', by: 'mentor' })]).state).toBe('terminated');
  });

  it('ends for no reason that does not fit', () => {
    const of = (to: Step['to'], changes: Partial<Step>) => checkStep(step(to, changes), rules());
    expect(of('completed', {})).toEqual([{ field: 'reason', code: 'required' }]);
    expect(of('completed', { reason: 'tired' })).toEqual([{ field: 'reason', code: 'unknown-code' }]);
    expect(of('completed', { reason: 'conflict' })).toEqual([{ field: 'reason', code: 'not-allowed' }]);
    expect(of('terminated', { reason: 'mentor-release', by: 'mentee' })).toEqual([
      { field: 'by', code: 'not-allowed' },
    ]);
  });

  it('wants to know who agrees, and until when a term is extended', () => {
    expect(checkStep(step('agreed'), rules())).toEqual([{ field: 'by', code: 'required' }]);
    expect(checkStep(step('agreed', { by: 'head' }), rules())).toEqual([
      { field: 'by', code: 'not-allowed' },
    ]);
    expect(checkStep(step('agreed', { recorded: true }), rules())).toEqual([]);
    expect(checkStep(step('extended'), rules())).toEqual([{ field: 'until', code: 'required' }]);
    expect(checkStep(step('extended', { until: '2026-09-20' }), rules())).toEqual([
      { field: 'until', code: 'date-order' },
    ]);
    expect(checkStep(step('accepted'), rules())).toEqual([{ field: 'to', code: 'not-allowed' }]);
  });

  it('[S1-16] is extended only when both consent', () => {
    const until = '2027-08-31';
    const one = live([...started, step('extended', { on: '2027-05-01', by: 'mentor', until })]);
    expect(one.state).toBe('running');
    expect(extendedUntil(one.history)).toBeNull();
    const both = live([step('extended', { on: '2027-05-02', by: 'mentee', until })], one);
    expect(extendedUntil(both.history)).toBe(until);
    expect(missing(takeStep(accepted, step('extended', { until }), rules()))).toEqual(['not-started']);
  });

  it('[S2-20] [S4-09] may be declined by either side, but not once it works', () => {
    for (const by of ['mentor', 'mentee'] as const) {
      const declined = step('terminated', { reason: 'declined', by });
      expect(checkStep(declined, rules())).toEqual([]);
      expect(live([step('met'), declined])).toMatchObject({ state: 'terminated', endReason: 'declined' });
      expect(takeStep(live(started), { ...declined, on: '2026-11-01' }, rules())).toEqual({
        kind: 'not-allowed',
      });
    }
    expect(checkStep(step('terminated', { reason: 'declined', by: 'curator' }), rules())).toEqual([
      { field: 'by', code: 'not-allowed' },
    ]);
  });

  it('begins with a trained mentor only, where the policy asks for one', () => {
    const strict = { ...rules(), requireTrainedMentor: true };
    const ordered = live(started.slice(0, -1));
    const running = step('running', { on: '2026-10-01' });
    expect(missing(takeStep(ordered, running, strict))).toEqual(['mentor-not-trained']);
    const trained = { ...ordered, facts: { ...ordered.facts, mentorTrained: true } };
    expect(live([running], trained, strict).state).toBe('running');
  });

  it('[S1-03] of one meeting is done once that meeting was held', () => {
    const running = live(started);
    const done = step('completed', { on: '2026-10-02', reason: 'plan-done' });
    const meeting = (meetingsHeld: number) => ({
      ...running,
      facts: { mentorTrained: false, meetingsHeld, maximumMeetings: 1 },
    });
    expect(missing(takeStep(meeting(0), done, rules()))).toEqual(['meeting-not-held']);
    expect(live([done], meeting(1)).state).toBe('completed');
  });

  it('takes no step before the last one, save that papers may be older than acceptance', () => {
    const life = live([step('met', { on: '2026-09-20' })]);
    const early = step('agreed', { by: 'mentor', on: '2026-09-19' });
    expect(takeStep(life, early, rules())).toEqual({ kind: 'date-order' });
  });

  it('goes back to no earlier state', () => {
    expect(takeStep(live(started), step('met', { recorded: true }), rules())).toEqual({
      kind: 'not-allowed',
    });
    expect(takeStep(live(started), step('running', { recorded: true }), rules())).toEqual({
      kind: 'not-allowed',
    });
  });

  it('leaves what it was given as it was', () => {
    const frozen = Object.freeze({ ...accepted, history: Object.freeze([...accepted.history]) });
    expect(live(started, frozen).state).toBe('running');
    expect(frozen).toEqual(accepted);
  });
});
