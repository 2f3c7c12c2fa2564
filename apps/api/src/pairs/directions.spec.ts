import { directionsOf } from './directions.js';

const people = new Map([
  ['elder', { competences: ['method'], requests: ['digital'] }],
  ['younger', { competences: ['digital'], requests: ['method', 'law'] }],
  ['novice', { competences: [], requests: ['subject.mathematics.algebra'] }],
  ['mathematician', { competences: ['subject.mathematics'], requests: [] }],
]);

describe('directions of help within a pair', () => {
  it('name the topics that one asks for and the other can give, with all that lies below them', () => {
    expect(
      directionsOf({ mentor: 'mathematician', mentees: ['novice'], kinds: ['traditional'] }, people),
    ).toEqual([{ from: 'mentor', to: 'mentee', topics: ['subject.mathematics.algebra'] }]);
  });

  it('[S1-03] are two in a reverse pair', () => {
    const pair = { mentor: 'elder', mentees: ['younger'], kinds: ['traditional', 'reverse'] };
    expect(directionsOf(pair, people)).toEqual([
      { from: 'mentor', to: 'mentee', topics: ['method'] },
      { from: 'mentee', to: 'mentor', topics: ['digital'] },
    ]);
  });

  it('are empty of topics where nothing is known of somebody', () => {
    expect(directionsOf({ mentor: 'elder', mentees: ['stranger'], kinds: [] }, people)).toEqual([
      { from: 'mentor', to: 'mentee', topics: [] },
    ]);
  });
});
