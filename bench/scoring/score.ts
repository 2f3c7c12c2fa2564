import { peoplePool } from '../../libs/matching/src/scoring/testing/people-pool.js';
import type { Row } from '../../libs/matching/src/scoring/scoring.js';
import { readRepetition, report, timed } from '../harness/measure.js';
import { digest, readKind, rowScorer } from './scorers.js';

/** Rows compared between contestants. */
const CHECKED = 16;
const SEED = 4_023;
/** All contestants have the same people before them, however many of the mentees each scores. */
const MENTEES = 1000;

/**
 * `score.js KIND all|best MENTORS COUNT [REPEATS [BUDGET]]` scores the first mentees of a made-up pool with all its
 * mentors. Timed are the rows; compiling the pool into columns is not.
 */
function main([kind, task, mentors, count, ...repetition]: readonly string[]): void {
  const pool = peoplePool(Number(mentors), MENTEES, SEED);
  const scorer = rowScorer(readKind(kind), pool);
  const score = (i: number): Row => (task === 'best' ? scorer.best(i) : scorer.eligible(i));
  const { seconds } = timed(readRepetition(repetition), () => {
    for (let i = 0; i < Number(count); i++) score(i);
  });
  report(seconds, digest(CHECKED, score), { figures: { pairsScored: pool.mentors.length * Number(count) } });
}

main(process.argv.slice(2));
