import { asks, gives, mentee, mentor, pool } from '../testing/people.js';
import { suitableMentors } from './suitable-mentors.js';

const MATHS = 'subject.mathematics';
const rules = [
  {
    code: 'topic-covered',
    title: { ru: 'Тема запроса' },
    source: 'S1 §6.1',
    covers: ['mentor.competences', 'mentee.requests'] as [string, string],
  },
];

describe('which mentors suit a programme', () => {
  const of = (barred: { mentor: string; mentee: string; reason: 'veto' }[] = []) =>
    new Map(
      suitableMentors(
        pool({
          rules,
          mentors: [
            mentor('m-1', { competences: [gives(MATHS)], capacity: 0 }),
            mentor('m-2', { competences: [gives('subject.physics')] }),
          ],
          mentees: [mentee('e-1', { requests: [asks(MATHS)] }), mentee('e-2', { requests: [asks(MATHS)] })],
          barred,
        }),
      ).map((one) => [one.mentor, one]),
    );

  it('[S1-12] counts the mentees whom each could take, and names what a mentor breaks with all of them', () => {
    expect(of().get('m-1')).toMatchObject({ mentees: 2, bestPoints: 10_000, brokenRules: [] });
    expect(of().get('m-2')).toEqual({
      mentor: 'm-2',
      mentees: 0,
      bestPoints: null,
      brokenRules: [{ rule: 'topic-covered', title: 'Тема запроса' }],
    });
  });

  it('counts nobody from whom the mentor is kept apart', () => {
    expect(of([{ mentor: 'm-1', mentee: 'e-1', reason: 'veto' }]).get('m-1')?.mentees).toBe(1);
  });

  it('says nothing of mentors where there are no mentees', () => {
    expect(suitableMentors(pool({ mentors: [mentor('m-1')] }))).toMatchObject([
      { mentees: 0, brokenRules: [] },
    ]);
  });
});
