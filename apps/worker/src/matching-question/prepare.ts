import { loadCatalogue } from '@app/catalogue';
import type { Bank, MatchingQuestion, StoredAnswer } from '@app/contracts';
import type { Database } from '@app/persistence';
import { loadSnapshot } from '../matching-run/snapshot.js';
import { toPool } from '../matching-run/to-pool.js';
import type { FairnessQuestion, MenteeLabels } from './answers/fairness.js';
import type { ShadowPricesQuestion } from './answers/shadow-prices.js';
import { WITHOUT_CONSENT } from './answers/why-not.js';
import type { EngineQuestion } from './question-thread.js';

/** A question that still needs the engine, or its answer where the banks alone give it. */
export type Prepared = { question: EngineQuestion } | { stored: StoredAnswer };

interface Asked {
  organisation: string;
  matching: string;
}

/** Adds to a question what the engine must know of the banks. */
export async function prepare(
  database: Database,
  asked: Asked,
  question: MatchingQuestion,
): Promise<Prepared> {
  switch (question.kind) {
    case 'why-not':
      return prepareWhyNot(database, asked, question);
    case 'fairness':
      return { question: { ...question, matching: asked.matching, ...(await loadLabels(database, asked)) } };
    case 'shadow-prices':
      return { question: { ...question, matching: asked.matching, ...(await loadTopics(database, asked)) } };
    default:
      return { question: { ...question, matching: asked.matching } };
  }
}

/** Rules are held against what the banks say now; pairs made since do not take a mentee out of a question. */
async function prepareWhyNot(
  database: Database,
  { organisation, matching }: Asked,
  { mentor, mentee }: { mentor: string; mentee: string },
): Promise<Prepared> {
  const snapshot = await loadSnapshot(database, organisation, matching);
  const who = snapshot.mentors.find((one) => one.id === mentor);
  const whom = snapshot.mentees.find((one) => one.id === mentee);
  if (who?.consented !== true || whom?.consented !== true) return { stored: { answer: WITHOUT_CONSENT } };
  const { pool } = toPool({ ...snapshot, taken: new Set() }, [{ mentor, mentee }]);
  return { question: { kind: 'why-not', matching, pool, mentor, mentee } };
}

/** Categories and grades as the bank has them now; whoever has left it has none. */
async function loadLabels(database: Database, { organisation }: Asked): Promise<FairnessQuestion> {
  const rows = await database.within({ organisation }, (tx) =>
    tx.query<({ id: string } & MenteeLabels)[]>(
      `SELECT external_id AS id, categories, grade FROM bank_entry WHERE organisation_id = $1 AND bank = 'mentees'`,
      [organisation],
    ),
  );
  return {
    labels: Object.fromEntries(rows.map(({ id, categories, grade }) => [id, { categories, grade }])),
    titles: Object.fromEntries(loadCatalogue().data.categories.map(({ code, title }) => [code, title.ru])),
  };
}

/** Competences and requests as the banks have them now. */
async function loadTopics(database: Database, { organisation }: Asked): Promise<ShadowPricesQuestion> {
  const rows = await database.within({ organisation }, (tx) =>
    tx.query<{ id: string; bank: Bank; topics: string[] }[]>(
      `SELECT external_id AS id, bank, ARRAY(SELECT one->>'topic' FROM jsonb_array_elements(
         CASE bank WHEN 'mentors' THEN competences ELSE requests END) AS one) AS topics
       FROM bank_entry WHERE organisation_id = $1`,
      [organisation],
    ),
  );
  const topicsIn = (bank: Bank) =>
    Object.fromEntries(rows.filter((row) => row.bank === bank).map(({ id, topics }) => [id, topics]));
  const taxonomy = loadCatalogue().data.topics.map(({ code, parent, title }) => ({
    code,
    parent,
    title: title.ru,
  }));
  return { competences: topicsIn('mentors'), requests: topicsIn('mentees'), taxonomy };
}
