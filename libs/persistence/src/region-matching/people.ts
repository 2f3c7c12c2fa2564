import { ACTIVE_PAIR_STATES } from '@app/contracts';
import type { Bank } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { loadPairKnowledge } from '../pool.js';
import type { BarringReason, PairKnowledge } from '../pool.js';

/** An organisation that a region's matching is over. */
export interface TakingPart {
  id: string;
  municipality: string;
}

/** The organisations of a region or of one of its municipalities, in order of ids. */
export function organisationsOf(
  tx: EntityManager,
  { regionId, municipalityId }: { regionId: string; municipalityId: string | null },
): Promise<TakingPart[]> {
  return tx.query<TakingPart[]>(
    `SELECT id, municipality_id AS municipality FROM organisation
     WHERE region_id = $1 AND ($2::uuid IS NULL OR municipality_id = $2) ORDER BY id COLLATE "C"`,
    [regionId, municipalityId],
  );
}

/** In which modes at least one person of a bank can meet, without regard to consents. */
export async function meetingModes(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  kinds: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ mode: string }[]>(
    `SELECT DISTINCT mode FROM bank_entry e,
       jsonb_array_elements_text(CASE jsonb_typeof(e.profile->'modes') WHEN 'array' THEN e.profile->'modes'
                                 ELSE '[]' END) AS mode
     WHERE e.organisation_id = $1 AND e.bank = $2 AND e.person_kind = ANY ($3)`,
    [organisation, bank, kinds],
  );
  return rows.map(({ mode }) => mode);
}

/**
 * What an organisation knows of its pairs in all its programmes of one form: a veto or a rejection that holds in any of
 * them bars the pair here; of two ratings the one of the later programme counts.
 * @param barringReasons codes of the completion reasons after which two people are never paired again
 */
export async function loadKnowledgeOfForm(
  tx: EntityManager,
  organisation: string,
  form: string,
  barringReasons: readonly BarringReason[],
): Promise<PairKnowledge & { rejected: { mentor: string; mentee: string }[] }> {
  const programmes = await tx.query<{ id: string }[]>(
    `SELECT id FROM programme WHERE organisation_id = $1 AND form = $2 ORDER BY starts_on, id`,
    [organisation, form],
  );
  // Without any programme nobody has rated anybody, but restrictions and assessments hold.
  const each = programmes.length > 0 ? programmes.map(({ id }) => id) : [NO_PROGRAMME];
  const ratings = new Map<string, PairKnowledge['ratings'][number]>();
  const bars = new Map<string, PairKnowledge['bars'][number]>();
  let compatibilities: PairKnowledge['compatibilities'] = [];
  for (const programme of each) {
    const known = await loadPairKnowledge(tx, organisation, programme, barringReasons);
    ({ compatibilities } = known);
    for (const one of known.ratings) ratings.set(`${one.mentor} ${one.mentee} ${one.from}`, one);
    for (const one of known.bars) bars.set(`${one.mentor} ${one.mentee} ${one.reason}`, one);
  }
  const rejected = await tx.query<{ mentor: string; mentee: string }[]>(
    `SELECT DISTINCT mentor, mentee FROM (
       SELECT DISTINCT ON (programme_id, mentor, mentee) mentor, mentee, decision FROM decision
       WHERE organisation_id = $1 AND programme_id = ANY ($2) ORDER BY programme_id, mentor, mentee, id DESC) d
     WHERE decision = 'reject'`,
    [organisation, each],
  );
  return { compatibilities, ratings: [...ratings.values()], bars: [...bars.values()], rejected };
}

/** The nil UUID: the id of no programme. */
const NO_PROGRAMME = '00000000-0000-0000-0000-000000000000';

/** Mentees of an organisation who have an active pair in a programme of the form. */
export async function takenInForm(
  tx: EntityManager,
  organisation: string,
  form: string,
): Promise<Set<string>> {
  const rows = await tx.query<{ mentee: string }[]>(
    `SELECT m.mentee FROM pair_mentee m JOIN pair p ON p.id = m.pair_id JOIN programme g ON g.id = p.programme_id
     WHERE p.organisation_id = $1 AND g.form = $2 AND p.state = ANY ($3)`,
    [organisation, form, ACTIVE_PAIR_STATES],
  );
  return new Set(rows.map(({ mentee }) => mentee));
}
